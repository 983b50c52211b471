package io.neiqin.reporting.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("RPT-1")
@Tag("RPT-2")
@DisplayName("daily, weekly, monthly, quarterly and yearly periods")
class PeriodTest {

    @ParameterizedTest
    @CsvSource({
        "1996,                 1996-01-01, 1996-12-31, YEAR",
        "1996-Q1,              1996-01-01, 1996-03-31, QUARTER",
        "1996-Q4,              1996-10-01, 1996-12-31, QUARTER",
        "1996-02,              1996-02-01, 1996-02-29, MONTH",
        "1996-07-04,           1996-07-04, 1996-07-04, DAY",
        "1996-W30,             1996-07-22, 1996-07-28, WEEK",
        "2026-W01,             2025-12-29, 2026-01-04, WEEK",
        "2026-W53,             2026-12-28, 2027-01-03, WEEK",
        "2020-W53,             2020-12-28, 2021-01-03, WEEK",
        "1996-07..1998-05,     1996-07-01, 1998-05-31, MONTH",
        "1996-12-30..1997,     1996-12-30, 1997-12-31, DAY",
    })
    void parse_knowsFirstAndLastDay(String text, LocalDate from, LocalDate to, Grain natural) {
        assertThat(Period.parse(text)).contains(new Period(from, to, natural));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "96",
                "1996-13",
                "1996-00",
                "1996-02-30",
                "1996-Q5",
                "1996-Q0",
                "1996-W00",
                "1996-W54",
                "2025-W53",
                "1996-7",
                "1996..",
                "..1996",
                "1997..1996",
                "1996-07..1996-06",
                "1996..1997..1998",
                "１９９６",
                "1996 "
            })
    void parse_refusesWhatIsNoPeriod(String text) {
        assertThat(Period.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "DAY,     2026-01-01, 2026-01-01",
        "WEEK,    2025-12-29, 2026-W01",
        "WEEK,    2020-12-28, 2020-W53",
        "MONTH,   1996-07-01, 1996-07",
        "QUARTER, 1996-07-01, 1996-Q3",
        "QUARTER, 1996-12-01, 1996-Q4",
        "YEAR,    1996-01-01, 1996",
        "TOTAL,   1996-01-01, total",
    })
    void name_isWhatParseReads(Grain grain, LocalDate firstDay, String name) {
        assertThat(grain.name(firstDay)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-10, 2026-03-10", "2026-04-10, 2026-03-31", "2026-02-10, 2026-02-10"})
    void until_endsThePeriodEarlier_neverLater(LocalDate day, LocalDate end) {
        assertThat(Period.parse("2026-03").orElseThrow().until(day).to()).isEqualTo(end);
    }
}
