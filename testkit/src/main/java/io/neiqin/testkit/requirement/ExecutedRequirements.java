package io.neiqin.testkit.requirement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Notes which tests of a module have passed for a requirement, which they name by a tag ({@code @Tag("ORD-1")}), in {@code
 * target/requirements.tsv}: a line for each id and test method. The module {@code requirements} compares it with {@code
 * docs/requirements.csv}. Found by the test platform through META-INF/services.
 */
public final class ExecutedRequirements implements TestExecutionListener {

    /**
     * One of these has a test that counts: it asks a running service, several of them, or compares with a model. A test of
     * one class may name a requirement, but does not show that it is kept.
     */
    private static final Set<TestTag> COUNTED = Set.of(
            TestTag.create("io.quarkus.test.junit.QuarkusTest"), TestTag.create("journey"), TestTag.create("model"));

    private static final Pattern ID = Pattern.compile("[A-Z]+(-[A-Z]+)?-\\d+");

    private final Map<String, Set<String>> tests = new TreeMap<>();
    private final Set<String> failed = new TreeSet<>();
    private final Path file;

    /** Nothing is written outside a Maven build. */
    public ExecutedRequirements() {
        this(System.getProperty("basedir") == null ? null : Path.of(System.getProperty("basedir"), "target"));
    }

    ExecutedRequirements(Path directory) {
        this.file = directory == null ? null : directory.resolve("requirements.tsv");
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (!(test.getSource().orElse(null) instanceof MethodSource source)) {
            return;
        }
        // A method that makes tests at run time succeeds as a whole, whatever they do; they may have no tags.
        String method = source.getClassName() + "#" + source.getMethodName();
        if (result.getStatus() != Status.SUCCESSFUL) {
            failed.add(method);
        } else if (test.getTags().stream().anyMatch(COUNTED::contains)) {
            test.getTags().stream()
                    .map(TestTag::getName)
                    .filter(tag -> ID.matcher(tag).matches())
                    .forEach(id ->
                            tests.computeIfAbsent(id, any -> new TreeSet<>()).add(method));
        }
    }

    @Override
    public synchronized void testPlanExecutionFinished(TestPlan plan) {
        if (file == null) {
            return;
        }
        try {
            Files.createDirectories(file.getParent());
            Files.write(
                    file,
                    tests.entrySet().stream()
                            .flatMap(entry -> entry.getValue().stream()
                                    .filter(test -> !failed.contains(test))
                                    .map(test -> entry.getKey() + "\t" + test))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
