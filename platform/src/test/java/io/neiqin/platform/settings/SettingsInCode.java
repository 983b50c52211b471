package io.neiqin.platform.settings;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** The settings that sources read, as the compiler's parser sees them: nothing has to be built. */
final class SettingsInCode extends TreeScanner<Void, Void> {

    private static final Pattern NAME = Pattern.compile("(?:^|\\{)(neiqin\\.[a-zA-Z0-9.-]+)");
    /** Topics, types of events and the attribute of a request that says who asks are no settings. */
    private static final Pattern NO_SETTING =
            Pattern.compile("neiqin\\.(admin|customers|orders|contracts|expenses|reporting|erp|actor)(\\..*)?");

    private static final Pattern IN_MAP = Pattern.compile("Map<String, (.*)>");
    private static final Pattern WRAPPED = Pattern.compile("(?:Optional|List)<(.*)>");

    /** Names as they stand in strings; one that goes on with a variable part ends with a dot. */
    private final TreeSet<String> names = new TreeSet<>();
    /** What is injected, by name. */
    private final Map<String, String> types = new TreeMap<>();
    /** Of mapped interfaces: type and default by name, with {@code <>} for the keys of maps and {@code [n]} for lists. */
    private final Map<String, Member> members = new TreeMap<>();

    record Member(String type, Optional<String> value) {}

    /** In the Java files of these folders and below. */
    static SettingsInCode of(List<Path> folders) {
        try {
            List<Path> files = new ArrayList<>();
            for (Path folder : folders) {
                try (Stream<Path> all = Files.walk(folder)) {
                    all.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
                }
            }
            var found = new SettingsInCode();
            var compiler = ToolProvider.getSystemJavaCompiler();
            var sources = compiler.getStandardFileManager(null, null, null).getJavaFileObjectsFromPaths(files);
            var task = (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, sources);
            task.parse().forEach(unit -> found.scan(unit, null));
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TreeSet<String> names() {
        return names;
    }

    Map<String, String> types() {
        return types;
    }

    Map<String, Member> members() {
        return members;
    }

    @Override
    public Void visitLiteral(LiteralTree literal, Void nothing) {
        if (literal.getValue() instanceof String text) {
            NAME.matcher(text)
                    .results()
                    .map(match -> match.group(1))
                    .filter(name -> !NO_SETTING.matcher(name).matches())
                    .forEach(names::add);
        }
        return super.visitLiteral(literal, nothing);
    }

    @Override
    public Void visitVariable(VariableTree variable, Void nothing) {
        variable.getModifiers().getAnnotations().stream()
                .filter(annotation -> isCalled(annotation, "ConfigProperty"))
                .forEach(annotation ->
                        types.put(value(annotation), variable.getType().toString()));
        return super.visitVariable(variable, nothing);
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
        Optional<String> prefix = type.getModifiers().getAnnotations().stream()
                .filter(annotation -> isCalled(annotation, "ConfigMapping"))
                .map(SettingsInCode::value)
                .findFirst();
        prefix.ifPresent(name -> map(name, type, nested(type)));
        if (prefix.isPresent()) {
            // Its prefix alone is no setting.
            return null;
        }
        return super.visitClass(type, nothing);
    }

    private void map(String prefix, ClassTree type, Map<String, ClassTree> nested) {
        for (Tree each : type.getMembers()) {
            if (each instanceof MethodTree method) {
                String name = prefix + "." + kebab(method.getName().toString());
                map(name, method, method.getReturnType().toString(), nested);
            }
        }
    }

    private void map(String name, MethodTree method, String type, Map<String, ClassTree> nested) {
        var inMap = IN_MAP.matcher(type);
        var wrapped = WRAPPED.matcher(type);
        if (inMap.matches()) {
            map(name + ".<>", method, inMap.group(1), nested);
        } else if (nested.containsKey(type)) {
            map(name, nested.get(type), nested);
        } else if (wrapped.matches() && nested.containsKey(wrapped.group(1))) {
            map(name + "[n]", method, wrapped.group(1), nested);
        } else {
            Optional<String> value = method.getModifiers().getAnnotations().stream()
                    .filter(annotation -> isCalled(annotation, "WithDefault"))
                    .map(SettingsInCode::value)
                    .findFirst();
            members.put(name, new Member(type, value));
        }
    }

    private static Map<String, ClassTree> nested(ClassTree type) {
        return type.getMembers().stream()
                .filter(ClassTree.class::isInstance)
                .map(ClassTree.class::cast)
                .collect(Collectors.toMap(each -> each.getSimpleName().toString(), each -> each));
    }

    private static boolean isCalled(AnnotationTree annotation, String name) {
        return annotation.getAnnotationType().toString().equals(name);
    }

    /** The only text of an annotation, or the first one. */
    private static String value(AnnotationTree annotation) {
        ExpressionTree first = annotation.getArguments().get(0);
        ExpressionTree value = first instanceof AssignmentTree named ? named.getExpression() : first;
        return value instanceof LiteralTree literal ? (String) literal.getValue() : value.toString();
    }

    private static String kebab(String name) {
        return Pattern.compile("[A-Z]")
                .matcher(name)
                .replaceAll((MatchResult big) -> "-" + big.group().toLowerCase(Locale.ROOT));
    }
}
