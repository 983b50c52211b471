package io.neiqin.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacesTest {
    @TempDir
    Path project;

    private Places places(boolean temporary) {
        return new Places(project, project.resolve(".local"), project.resolve("data"), temporary);
    }

    @Test
    void boundLogs_logHasGrownLarge_keepsOneEarlierFile() throws Exception {
        Places places = places(false);
        Files.writeString(places.log("orders"), "small");
        try (RandomAccessFile large = new RandomAccessFile(places.log("Kafka").toFile(), "rw")) {
            large.setLength(10_000_001);
        }

        places.boundLogs();

        assertThat(places.log("Kafka")).doesNotExist();
        assertThat(Path.of(places.log("Kafka") + ".1")).hasSize(10_000_001);
        assertThat(places.log("orders")).hasContent("small");
    }

    @Test
    void importErrors_temporaryData_lieWhereTheyStay() {
        assertThat(places(false).importErrors()).isEqualTo(project.resolve("data/import-errors.csv"));
        assertThat(places(true).importErrors()).isEqualTo(project.resolve(".local/import-errors.csv"));
    }

    @Test
    void clean_temporaryDataOfAFailure_leavesTheLogs() throws Exception {
        Files.writeString(places(true).log("orders"), "why");
        Files.writeString(project.resolve("data/lock"), "1");

        places(true).clean(true);

        assertThat(places(true).log("orders")).hasContent("why");
        assertThat(project.resolve("data/lock")).doesNotExist();
    }

    @Test
    void clean_temporaryData_isGone() throws Exception {
        Files.writeString(places(true).log("orders"), "x");

        places(false).clean(false);
        assertThat(project.resolve("data")).exists();
        places(true).clean(false);
        assertThat(project.resolve("data")).doesNotExist();
    }
}
