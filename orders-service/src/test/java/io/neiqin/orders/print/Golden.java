package io.neiqin.orders.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Pages as they were looked at and found good: {@code src/test/resources/print}. {@code -Dgolden.renew} writes them anew;
 * the review shows what has changed.
 */
final class Golden {

    private static final Path PLACE = Path.of("src/test/resources/print");

    private Golden() {}

    static void check(String name, String page) {
        Path file = PLACE.resolve(name + ".html");
        try {
            if (System.getProperty("golden.renew") != null) {
                Files.writeString(file, page);
            }
            assertThat(page).as("%s; -Dgolden.renew writes it anew", file).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
