package io.neiqin.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where things are in the project: {@code -Dneiqin.project} names its root. */
public final class Project {

    private static final Path ROOT = Path.of(System.getProperty("neiqin.project", ".."));

    private Project() {}

    /** The fast-jar of a service. */
    public static Path jar(String service) {
        return ROOT.resolve(service + "-service").resolve("target/quarkus-app/quarkus-run.jar");
    }

    public static Path target() {
        return ROOT.resolve("benchmarks/target").toAbsolutePath();
    }

    /** Where a process of a measurement writes. */
    public static Path log(String name) {
        return target().resolve("logs").resolve(name + ".log");
    }

    /** A Java machine on the class path of this one. */
    public static List<String> java(String... arguments) {
        return java(System.getProperty("java.class.path"), arguments);
    }

    /** A Java machine on the class path of the programs that we are compared with. */
    public static List<String> peer(String... arguments) throws IOException {
        Path peers = ROOT.resolve("benchmarks/peers/target").toAbsolutePath();
        return java(peers.resolve("classes") + ":" + Files.readString(peers.resolve("class-path")), arguments);
    }

    private static List<String> java(String classPath, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", classPath));
        command.addAll(List.of(arguments));
        return command;
    }
}
