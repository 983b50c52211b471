package io.neiqin.reporting.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.platform.consumer.EventConsumer.ConsumedHour;
import io.neiqin.reporting.integrity.Deliveries.Consumed;
import io.neiqin.reporting.integrity.Deliveries.Outbox;
import io.neiqin.reporting.integrity.Deliveries.PublishedHour;
import io.neiqin.reporting.integrity.Integrity.Answers;
import io.neiqin.reporting.integrity.Integrity.Drift;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("NFR-4")
@Tag("DAT-4")
@DisplayName("what was said is what was taken, or where it is not")
class IntegrityTest {

    private static final Instant HOUR = Instant.parse("2026-03-02T08:00:00Z");
    private static final Instant LATER = HOUR.plus(Duration.ofHours(5));
    private static final Drift NONE = new Drift(0, LATER);

    /** Orders says three events at positions 5, 6 and 7. */
    private static Deliveries orders() {
        return said(3, 18, Outbox.EMPTY);
    }

    private static Deliveries said(long events, long positions, Outbox outbox) {
        return said(events, positions, "1f", outbox);
    }

    private static Deliveries said(long events, long positions, String ids, Outbox outbox) {
        return new Deliveries(
                List.of(new PublishedHour(HOUR, events, BigDecimal.valueOf(positions), ids)), outbox, List.of());
    }

    private static Deliveries kpi(long events, long positions) {
        return kpi(events, positions, 0);
    }

    private static Deliveries kpi(long events, long positions, long parked) {
        return kpi(events, positions, "1f", parked);
    }

    private static Deliveries kpi(long events, long positions, String ids, long parked) {
        ConsumedHour hour = new ConsumedHour(HOUR, events, BigDecimal.valueOf(positions), ids);
        return new Deliveries(
                List.of(),
                Outbox.EMPTY,
                List.of(new Consumed("kpi", "orders", events == 0 ? List.of() : List.of(hour), parked)));
    }

    private static Answers answers(Map<String, Deliveries> deliveries, Map<String, String> unknown) {
        return new Answers(deliveries, deliveries, List.of(), unknown);
    }

    private static Integrity judged(Instant now, Drift drift, Deliveries kpi) {
        Answers answers = answers(Map.of("orders", orders(), "reporting", kpi), Map.of());
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
    @Tag("DAT-4")
    @DisplayName("an event that has taken the place of another is seen, where the ids are known on both sides")
    void anotherEvent_inTheSamePlace_isSeen() {
        assertThat(judged(LATER, NONE, kpi(3, 18, "1e", 0)).verdict()).isEqualTo(Verdict.OTHERS);
        assertThat(judged(LATER, NONE, kpi(3, 18, null, 0)).verdict()).isEqualTo(Verdict.SOUND);
        Answers unknown =
                answers(Map.of("orders", said(3, 18, null, Outbox.EMPTY), "reporting", kpi(3, 18, "1e", 0)), Map.of());
        assertThat(Integrity.of(HOUR, LATER, LATER, unknown, NONE).verdict()).isEqualTo(Verdict.SOUND);
    }

    @Test
    void eventsThatNobodySaid_areDoubles() {
        Deliveries nothing = new Deliveries(List.of(), Outbox.EMPTY, List.of());
        Answers answers = answers(Map.of("orders", nothing, "reporting", kpi(1, 5)), Map.of());

        Integrity integrity = Integrity.of(HOUR, LATER, LATER, answers, NONE);

        assertThat(integrity.verdict()).isEqualTo(Verdict.DOUBLE);
        assertThat(integrity.rows().get(0).published().events()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"4, 25, DOUBLE", "3, 17, OTHERS"})
    @Tag("DAT-4")
    @DisplayName("what nobody said is seen at once, in an hour that is not over, too")
    void hourThatIsNotOver_showsWhatNobodySaid(long events, long positions, Verdict verdict) {
        Integrity integrity = judged(HOUR.plus(Duration.ofMinutes(30)), NONE, kpi(events, positions));

        assertThat(integrity.verdict()).isEqualTo(verdict);
        assertThat(integrity.rows().get(0).verdict()).isEqualTo(verdict);
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
        Answers answers = answers(Map.of("reporting", kpi(3, 18)), Map.of("orders", "does not answer"));

        Integrity integrity = Integrity.of(HOUR, LATER, LATER, answers, NONE);

        assertThat(integrity.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(integrity.rows().get(0).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(integrity.rows().get(0).published()).isNull();
        assertThat(integrity.rows().get(0).consumers().get(0).missing()).isNull();
    }

    @Test
    void silentService_doesNotHideAGapElsewhere() {
        Answers answers = answers(Map.of("orders", orders(), "reporting", kpi(2, 11)), Map.of("admin", "away"));

        assertThat(Integrity.of(HOUR, LATER, LATER, answers, NONE).verdict()).isEqualTo(Verdict.GAP);
    }

    @Test
    void drift_isSaid() {
        assertThat(judged(LATER, new Drift(2, LATER), kpi(3, 18)).verdict()).isEqualTo(Verdict.DRIFT);
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("what lies in a producer's outbox for more than a minute is said, though it is in no hour")
    void outbox_isSaid_whenItIsOld() {
        Outbox old = new Outbox(4, LATER.minusSeconds(61));
        Deliveries kpi = kpi(3, 18);

        Integrity integrity = integrity(answers(Map.of("orders", said(3, 18, old), "reporting", kpi), Map.of()), LATER);

        assertThat(integrity.verdict()).isEqualTo(Verdict.UNSENT);
        assertThat(integrity.unsent()).containsExactly(Map.entry("orders", old));
        Outbox young = new Outbox(4, LATER.minusSeconds(5));
        assertThat(integrity(answers(Map.of("orders", said(3, 18, young), "reporting", kpi), Map.of()), LATER)
                        .verdict())
                .isEqualTo(Verdict.SOUND);
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("an hour of which more was said while the services were asked is not judged")
    void hourThatMoves_isNotJudged() {
        Map<String, Deliveries> first = Map.of("orders", said(3, 18, Outbox.EMPTY), "reporting", kpi(4, 26));
        Map<String, Deliveries> last = Map.of("orders", said(5, 35, Outbox.EMPTY), "reporting", kpi(5, 35));

        Integrity integrity = integrity(new Answers(first, last, List.of(), Map.of()), LATER);

        assertThat(integrity.rows().get(0).verdict()).isEqualTo(Verdict.OPEN);
        assertThat(integrity.verdict()).isEqualTo(Verdict.SOUND);
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("what waits is no sound hour, of whatever hour it is")
    void eventsThatWait_areSaid() {
        Integrity integrity = judged(LATER, NONE, kpi(3, 18, 2));

        assertThat(integrity.verdict()).isEqualTo(Verdict.WAITING);
        assertThat(integrity.parked()).isEqualTo(2);
    }

    private static Integrity integrity(Answers answers, Instant now) {
        return Integrity.of(HOUR, HOUR.plus(Duration.ofHours(1)), now, answers, NONE);
    }
}
