package io.neiqin.platform.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.neiqin.platform.id.Uuid7;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** DAT-2: what is drawn can be drawn again, and nobody who enters can choose. */
class DrawTest {

    private static final int MANY = 100_000;
    private static final byte[] SECRET = secret("of this database");
    private static final List<UUID> RECORDS =
            Stream.generate(Uuid7::next).limit(MANY).toList();

    @Test
    @Tag("DAT-2")
    @DisplayName("as many are drawn as the rate says, from none to all")
    void draws_asManyAsTheRateSays() {
        for (String rate : List.of("0", "0.01", "1", "5", "33.33", "50", "99.99", "100")) {
            long drawn = RECORDS.stream().filter(id -> drawn(SECRET, id, rate)).count();
            System.out.printf("of %,d records at %s %% are drawn: %,d%n", MANY, rate, drawn);
            double expected = MANY * Double.parseDouble(rate) / 100;
            // Five standard deviations; none at all for nothing and for all.
            double spread = 5 * Math.sqrt(expected * (1 - expected / MANY));
            assertThat((double) drawn).as(rate).isCloseTo(expected, within(spread));
        }
    }

    @Test
    @Tag("DAT-2")
    @DisplayName("the same record is drawn again each time, also at every higher rate")
    void draws_theSame_andMoreAtAHigherRate() {
        for (UUID id : RECORDS.subList(0, 10_000)) {
            assertThat(drawn(SECRET, id, "20")).isEqualTo(drawn(SECRET, id, "20.00"));
            assertThat(!drawn(SECRET, id, "20") || drawn(SECRET, id, "20.01")).isTrue();
        }
    }

    @Test
    @Tag("DAT-2")
    @DisplayName("another database, and another kind of record, draw independently")
    void draws_otherwise_withAnotherSecretOrEntity() {
        byte[] other = secret("of another");
        long both = RECORDS.stream()
                .filter(id -> drawn(SECRET, id, "50") && drawn(other, id, "50"))
                .count();
        long kinds = RECORDS.stream()
                .filter(id -> drawn(SECRET, id, "50")
                        && Draw.of(SECRET, "customer", id, new BigDecimal("50")).drawn())
                .count();
        assertThat((double) both).isCloseTo(MANY / 4.0, within(5 * Math.sqrt(MANY * 3 / 16.0)));
        assertThat((double) kinds).isCloseTo(MANY / 4.0, within(5 * Math.sqrt(MANY * 3 / 16.0)));
    }

    private static boolean drawn(byte[] secret, UUID id, String rate) {
        return Draw.of(secret, "order", id, new BigDecimal(rate)).drawn();
    }

    private static byte[] secret(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
