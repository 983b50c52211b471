package io.neiqin.local.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The day on which the demo company's year ends, kept beside the data until everything is loaded: a start that goes on
 * with a load broken off yesterday must not make another year of it.
 */
public record DemoDay(Path file, LocalDate day) {
    private static final String FILE = "demo-day";

    /**
     * @param data the run's data directory
     * @param wanted false where the data is to be somebody's own, from now on
     * @param fresh whether nothing has ever been stored there
     */
    public static Optional<DemoDay> of(Path data, boolean wanted, boolean fresh, LocalDate today) throws IOException {
        Path file = data.resolve(FILE);
        if (!wanted) {
            Files.deleteIfExists(file);
            return Optional.empty();
        }
        if (fresh) {
            Files.writeString(file, today.toString());
        }
        return Files.exists(file)
                ? Optional.of(
                        new DemoDay(file, LocalDate.parse(Files.readString(file).strip())))
                : Optional.empty();
    }

    public void loaded() throws IOException {
        Files.delete(file);
    }
}
