package io.neiqin.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptTest {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    private String kept(String... texts) throws Exception {
        Path file = directory.resolve("up.log");
        try (PrintStream out = Transcript.of(new PrintStream(screen, true, StandardCharsets.UTF_8), file)) {
            for (String text : texts) {
                out.print(text);
            }
        }
        return Files.readString(file).replaceAll("(?m)^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d(:\\d\\d)?  ", "");
    }

    @Test
    void print_lines_goToTheScreenAsTheyAreAndToTheFileWithTheTime() throws Exception {
        assertThat(kept("内勤 runs\n", "\n", "second", " half\n")).isEqualTo("内勤 runs\nsecond half\n");
        assertThat(screen.toString(StandardCharsets.UTF_8)).isEqualTo("内勤 runs\n\nsecond half\n");
    }

    @Test
    void print_whatIsDrawnAgain_staysOutOfTheFile() throws Exception {
        String text = kept(
                "\033[2A" + Transcript.REDRAW + "| Kafka starting 1 s\n",
                Transcript.ERASE + "bar 1/2",
                Transcript.ERASE + "bar 2/2",
                Transcript.ERASE + "  Kafka ended\n");

        assertThat(text).isEqualTo("  Kafka ended\n");
    }
}
