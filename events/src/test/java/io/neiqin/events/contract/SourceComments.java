package io.neiqin.events.contract;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** What the source files of this module say of their records, and of the components of these. */
final class SourceComments {

    private final Map<String, DocCommentTree> byType = new HashMap<>();

    /** Of all files below a folder of sources. */
    static SourceComments below(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            SourceComments comments = new SourceComments();
            comments.read(
                    files.filter(file -> file.toString().endsWith(".java")).toList());
            return comments;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words about a type, on one line; empty where there are none. */
    Optional<String> of(Class<?> type) {
        return Optional.ofNullable(byType.get(type.getCanonicalName()))
                .map(comment -> text(comment.getFullBody()))
                .filter(text -> !text.isEmpty());
    }

    /** The words about a record's component. */
    Optional<String> of(Class<?> type, String component) {
        return Optional.ofNullable(byType.get(type.getCanonicalName())).stream()
                .flatMap(comment -> comment.getBlockTags().stream())
                .filter(ParamTree.class::isInstance)
                .map(ParamTree.class::cast)
                .filter(param -> param.getName().getName().contentEquals(component))
                .map(param -> text(param.getDescription()))
                .findFirst();
    }

    private void read(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
            DocTrees trees = DocTrees.instance(task);
            for (var unit : task.parse()) {
                new TreePathScanner<Void, String>() {
                    @Override
                    public Void visitClass(ClassTree type, String outer) {
                        String name = outer + "." + type.getSimpleName();
                        DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
                        if (comment != null) {
                            byType.put(name, comment);
                        }
                        return super.visitClass(type, name);
                    }
                }.scan(unit, String.valueOf(unit.getPackageName()));
            }
        }
    }

    /** A text as it is: its own printing escapes what is not ASCII. */
    private static String text(DocTree part) {
        if (part instanceof TextTree text) {
            return text.getBody();
        }
        return part instanceof LiteralTree literal ? literal.getBody().getBody() : part.toString();
    }

    private static String text(List<? extends DocTree> parts) {
        return parts.stream()
                .map(SourceComments::text)
                .collect(Collectors.joining())
                .replaceAll("\\{@link ([^}]*)}", "$1")
                .replaceAll("</?p>", "")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
