package io.neiqin.customer.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewCustomerCallTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 27);

    @ParameterizedTest(name = "{0}")
    @Tag("CUS-24")
    @DisplayName("what counts as a call to a new customer")
    @CsvSource({
        "a lead, LEAD, , true",
        "a prospect that nobody has ever reached, PROSPECT, , true",
        "a prospect reached earlier this day, PROSPECT, 2026-11-27, true",
        "a prospect reached yesterday, PROSPECT, 2026-11-26, false",
        "a prospect reached years ago, PROSPECT, 2019-01-01, false",
        "a prospect reached later only as old lists come in, PROSPECT, 2026-11-28, true",
        "a customer that has ordered, ORDERED, , false",
        "a customer that has ordered and was reached, ORDERED, 2026-11-26, false"
    })
    void isOne_byTheTable(String what, String subject, LocalDate firstReachedOn, boolean expected) {
        About about = subject.equals("LEAD")
                ? new About(null, UUID.randomUUID(), "L-1", "A", true)
                : new About(UUID.randomUUID(), null, "C-1", "A", subject.equals("PROSPECT"));
        assertThat(NewCustomerCall.isOne(about, firstReachedOn, DAY)).isEqualTo(expected);
    }
}
