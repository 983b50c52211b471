package io.neiqin.journeys.plant;

import io.neiqin.journeys.plant.PlantedBug.Change;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles the changed source against the service's own archive and makes a Java agent that loads it. The service's code
 * knows nothing of it; a refactoring that moves the code breaks the planting, loudly.
 */
final class Planting {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private final PlantedBug bug;
    private final Path directory;
    private final Path archive;

    private Planting(PlantedBug bug, Path directory) {
        this.bug = bug;
        this.directory = directory;
        this.archive = ROOT.resolve(bug.service() + "-service/target/quarkus-app");
    }

    /**
     * Prepares a bug.
     *
     * @throws IllegalStateException when the source is not what the bug takes it for
     */
    static Planting of(PlantedBug bug) {
        try {
            Files.createDirectories(Path.of("target"));
            Planting planting = new Planting(bug, Files.createTempDirectory(Path.of("target"), "planted-"));
            planting.compile();
            return planting;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For the Java machine of the service. */
    List<String> jvm() {
        try {
            Path agent = directory.resolve("agent.jar").toAbsolutePath();
            Manifest manifest = new Manifest();
            manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
            manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), PlantingAgent.class.getName());
            String entry = PlantingAgent.class.getName().replace('.', '/') + ".class";
            try (OutputStream file = Files.newOutputStream(agent);
                    JarOutputStream jar = new JarOutputStream(file, manifest);
                    var own = PlantingAgent.class.getResourceAsStream("/" + entry)) {
                jar.putNextEntry(new JarEntry(entry));
                own.transferTo(jar);
            }
            List<String> options = new ArrayList<>(List.of("-javaagent:" + agent + "=" + directory.toAbsolutePath()));
            // A gap that is filled from the producer's log would not be seen.
            for (String producer : List.of("admin", "customer", "orders")) {
                options.add("-Dneiqin.feed.url." + producer + "=");
            }
            return options;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails when one of the changed classes has never been loaded. */
    void requireLoaded() {
        for (Change change : bug.changes()) {
            String name = change.file().replaceFirst(".*/src/main/java/", "").replaceFirst("\\.java$", ".loaded");
            if (!Files.exists(directory.resolve(name))) {
                throw new IllegalStateException("\"" + bug + "\": " + name + " was never loaded");
            }
        }
    }

    private void compile() throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        for (Change change : bug.changes()) {
            String text = sources.containsKey(change.file())
                    ? sources.get(change.file())
                    : Files.readString(ROOT.resolve(change.file()));
            sources.put(change.file(), replaced(text, change));
        }
        List<Path> files = new ArrayList<>();
        for (var source : sources.entrySet()) {
            Path file = directory.resolve(Path.of(source.getKey()).getFileName());
            Files.writeString(file, source.getValue());
            files.add(file);
        }
        run(files);
        QuarkusConstructors.add(directory, archive.resolve("quarkus/transformed-bytecode.jar"));
    }

    private String replaced(String text, Change change) {
        int first = text.indexOf(change.snippet());
        if (first < 0 || text.indexOf(change.snippet(), first + 1) >= 0) {
            throw new IllegalStateException("\"" + bug + "\" cannot be planted: " + change.file() + " has "
                    + (first < 0 ? "no" : "more than one") + " place that reads\n" + change.snippet());
        }
        return text.replace(change.snippet(), change.replacement());
    }

    private void run(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<String> options = List.of(
                "-proc:none",
                "-parameters",
                "-nowarn",
                "-d",
                directory.toString(),
                "-cp",
                classPath(),
                "--release",
                "17");
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
            if (!compiled) {
                throw new IllegalStateException("\"" + bug + "\" does not compile:\n" + said);
            }
        }
    }

    private String classPath() throws IOException {
        try (Stream<Path> files = Files.walk(archive)) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(".jar") && !file.contains("/quarkus/"))
                    .collect(Collectors.joining(":"));
        }
    }
}
