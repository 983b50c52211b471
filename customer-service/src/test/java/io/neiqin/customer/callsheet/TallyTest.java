package io.neiqin.customer.callsheet;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.customer.activity.Call;
import io.neiqin.customer.activity.Report.Outcome;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TallyTest {

    @ParameterizedTest(name = "{0} called, {1} of them new, {2} calls each")
    @Tag("CUS-24")
    @DisplayName("each customer and lead counts once a day, however often it was called")
    @CsvSource({"0, 0, 1", "1, 0, 1", "1, 1, 1", "5, 2, 1", "5, 2, 3", "20, 5, 2"})
    void of_countsEachOnce(int called, int fresh, int times) {
        List<Call> calls = new ArrayList<>();
        for (int customer = 0; customer < called; customer++) {
            UUID id = UUID.randomUUID();
            for (int time = 0; time < times; time++) {
                calls.add(call(customer % 2 == 0 ? id : null, customer % 2 == 0 ? null : id, customer < fresh));
            }
        }
        assertThat(Tally.of(calls)).isEqualTo(new Tally(called, fresh));
    }

    @ParameterizedTest(name = "{0}/{1} done: {2}/{3} missing")
    @Tag("CUS-24")
    @DisplayName("more calls than expected do not stand in for those to new customers")
    @CsvSource({"0, 0, 20, 5", "20, 5, 0, 0", "25, 3, 0, 2", "19, 19, 1, 0", "30, 30, 0, 0"})
    void without_saysWhatIsMissing(int calls, int fresh, int missing, int missingNew) {
        assertThat(new Tally(20, 5).without(new Tally(calls, fresh))).isEqualTo(new Tally(missing, missingNew));
    }

    @Test
    @Tag("CUS-24")
    @DisplayName("nothing is expected on a day off, nor of whoever is no telemarketer")
    void expected_onlyOfTelemarketers_onWorkingDays() {
        CallQuota quota = new CallQuota(20, 5);
        assertThat(quota.of(true, true)).isEqualTo(new Tally(20, 5));
        assertThat(quota.of(true, false)).isEqualTo(Tally.NONE);
        assertThat(quota.of(false, true)).isEqualTo(Tally.NONE);
    }

    private static Call call(UUID customerId, UUID leadId, boolean fresh) {
        return new Call(
                UUID.randomUUID(),
                "A-1",
                "E021",
                LocalDate.of(2026, 11, 27),
                customerId,
                leadId,
                "C-1",
                "A",
                Outcome.NOT_REACHED,
                null,
                fresh,
                "E021",
                Instant.EPOCH);
    }
}
