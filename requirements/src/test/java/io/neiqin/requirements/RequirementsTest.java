package io.neiqin.requirements;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code docs/requirements.csv} says about tests is true. Means something at the end of a whole build only. */
class RequirementsTest {

    private static final Path HERE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Path TABLE = HERE.resolveSibling("docs").resolve("requirements.csv");
    private static final Path COUNTED = HERE.resolve("target").resolve("requirements.csv");

    private static List<Requirement> table;
    private static ExecutedTests executed;

    @BeforeAll
    static void read() throws IOException {
        table = RequirementTable.read(TABLE);
        executed = ExecutedTests.of(HERE.getParent());
    }

    @Test
    void table_countsTheTestsThatWereExecuted() throws IOException {
        List<Requirement> counted = table.stream()
                .map(requirement -> requirement.withTests(executed.countOf(requirement.id())))
                .toList();
        RequirementTable.write(COUNTED, counted);
        assertThat(table)
                .as("docs/requirements.csv; requirements/target/requirements.csv is what it should be")
                .containsExactlyElementsOf(counted);
    }

    @Test
    void tests_nameRequirementsThatThereAre() {
        Set<String> unknown = new TreeSet<>(executed.byRequirement().keySet());
        unknown.removeAll(table.stream().map(Requirement::id).collect(Collectors.toSet()));
        assertThat(unknown).isEmpty();
    }

    @Test
    void ids_standOnce() {
        assertThat(table).extracting(Requirement::id).doesNotHaveDuplicates();
    }
}
