package io.neiqin.reporting.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.platform.consumer.EventConsumer.ConsumedHour;
import io.neiqin.reporting.integrity.Deliveries.Consumed;
import io.neiqin.reporting.integrity.Deliveries.PublishedHour;
import io.neiqin.reporting.integrity.Integrity.Answers;
import io.neiqin.reporting.integrity.Integrity.Drift;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("NFR-4 DAT-4 what was said is what was taken, or where it is not")
class IntegrityTest {

    private static final Instant HOUR = Instant.parse("2026-03-02T08:00:00Z");
    private static final Instant LATER = HOUR.plus(Duration.ofHours(5));
    private static final Drift NONE = new Drift(0, LATER);

    /** Orders says three events at positions 5, 6 and 7. */
    private static Deliveries orders() {
        return new Deliveries(List.of(new PublishedHour(HOUR, 3, BigDecimal.valueOf(18))), List.of());
    }

    private static Deliveries kpi(long events, long positions) {
        ConsumedHour hour = new ConsumedHour(HOUR, events, BigDecimal.valueOf(positions));
        return new Deliveries(
                List.of(), List.of(new Consumed("kpi", "orders", events == 0 ? List.of() : List.of(hour), 0)));
    }

    private static Integrity judged(Instant now, Drift drift, Deliveries kpi) {
        Answers answers = new Answers(Map.of("orders", orders(), "reporting", kpi), List.of(), Map.of());
        return Integrity.of(HOUR, HOUR.plus(Duration.ofHours(1)), now, answers, drift);
    }

    @ParameterizedTest
    @CsvSource({
        "3, 18, SOUND,  0",
        "2, 11, GAP,    1",
        "0,  0, GAP,    3",
        "4, 25, DOUBLE, -1",
        // one of them twice, and another not at all
        "3, 17, OTHERS, 0"
    })
    void countAndPositions_mustBothAgree(long events, long positions, Verdict verdict, long missing) {
        Integrity integrity = judged(LATER, NONE, kpi(events, positions));

        assertThat(integrity.verdict()).isEqualTo(verdict);
        assertThat(integrity.rows()).hasSize(1);
        assertThat(integrity.rows().get(0).verdict()).isEqualTo(verdict);
        assertThat(integrity.rows().get(0).consumers().get(0).missing()).isEqualTo(missing);
    }

    @Test
    void eventsThatNobodySaid_areDoubles() {
        Answers answers = new Answers(
                Map.of("orders", new Deliveries(List.of(), List.of()), "reporting", kpi(1, 5)), List.of(), Map.of());

        Integrity integrity = Integrity.of(HOUR, LATER, LATER, answers, NONE);

        assertThat(integrity.verdict()).isEqualTo(Verdict.DOUBLE);
        assertThat(integrity.rows().get(0).published().events()).isZero();
    }

    @Test
    void hourThatIsNotOver_isNotJudged() {
        Integrity integrity = judged(HOUR.plus(Duration.ofMinutes(60)), NONE, kpi(2, 11));

        assertThat(integrity.rows().get(0).verdict()).isEqualTo(Verdict.OPEN);
        assertThat(integrity.verdict()).isEqualTo(Verdict.SOUND);
        assertThat(judged(HOUR.plus(Duration.ofMinutes(62)), NONE, kpi(2, 11)).verdict())
                .isEqualTo(Verdict.GAP);
    }

    @Test
    void silentService_isUnknown_neverFine() {
        Answers answers = new Answers(Map.of("reporting", kpi(3, 18)), List.of(), Map.of("orders", "does not answer"));

        Integrity integrity = Integrity.of(HOUR, LATER, LATER, answers, NONE);

        assertThat(integrity.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(integrity.rows().get(0).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(integrity.rows().get(0).published()).isNull();
        assertThat(integrity.rows().get(0).consumers().get(0).missing()).isNull();
    }

    @Test
    void silentService_doesNotHideAGapElsewhere() {
        Answers answers =
                new Answers(Map.of("orders", orders(), "reporting", kpi(2, 11)), List.of(), Map.of("admin", "away"));

        assertThat(Integrity.of(HOUR, LATER, LATER, answers, NONE).verdict()).isEqualTo(Verdict.GAP);
    }

    @Test
    void drift_isSaid() {
        assertThat(judged(LATER, new Drift(2, LATER), kpi(3, 18)).verdict()).isEqualTo(Verdict.DRIFT);
    }
}
