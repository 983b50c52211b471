package io.neiqin.requirements;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which tests were executed for which requirement, as the modules have noted it in their {@code target}.
 *
 * @param byRequirement class and method of the tests, by the requirement's id
 */
record ExecutedTests(Map<String, Set<String>> byRequirement) {

    private static final Path NOTES = Path.of("target", "requirements.tsv");

    /** @param root of all modules, which lie two folders deep at most */
    static ExecutedTests of(Path root) throws IOException {
        Map<String, Set<String>> tests = new TreeMap<>();
        for (Path folder : folders(root)) {
            read(folder.resolve(NOTES), tests);
            for (Path module : folders(folder)) {
                read(module.resolve(NOTES), tests);
            }
        }
        return new ExecutedTests(Collections.unmodifiableMap(tests));
    }

    private static void read(Path notes, Map<String, Set<String>> tests) throws IOException {
        if (Files.exists(notes)) {
            for (String line : Files.readAllLines(notes)) {
                String[] cells = line.split("\t");
                tests.computeIfAbsent(cells[0], id -> new TreeSet<>()).add(cells[1]);
            }
        }
    }

    /** Without hidden ones, which are no modules. */
    private static List<Path> folders(Path root) throws IOException {
        try (var all = Files.list(root)) {
            return all.filter(path -> Files.isDirectory(path)
                            && !path.getFileName().toString().startsWith("."))
                    .toList();
        }
    }

    int countOf(String id) {
        return byRequirement.getOrDefault(id, Set.of()).size();
    }
}
