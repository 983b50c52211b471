package io.neiqin.reporting.kpi;

import static io.neiqin.reporting.Orders.order;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.reporting.Orders;
import io.neiqin.reporting.Reporting;
import io.neiqin.testkit.InfraResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was reported once can be had again, whatever has arrived since. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class AsReportedTest {

    private static final LocalDate CLOSED = LocalDate.of(2012, 2, 29);

    private Reporting reporting;

    @BeforeEach
    void ready() {
        reporting = Reporting.ready();
    }

    @ParameterizedTest
    @Tag("RPT-10")
    @DisplayName("F17 an event 40 days late restates its closed month; the month as reported is unchanged")
    @CsvSource({
        "SALES_AMOUNT,  SN, '2012-02 CNY = 100.00', '2012-02 CNY = 130.00'",
        "SALES_VOLUME,  SV, '2012-02 = 2', '2012-02 = 5'",
        "ORDER_COUNT,   OC, '2012-02 = 1', '2012-02 = 2'"
    })
    void lateEvent_restatesTheMonth_butNotWhatWasReported(String kpi, String category, String once, String now) {
        Orders first = order("CLOSED-" + category).soldBy("E1", Orders.NORTH, "100");
        reporting.applied(
                reporting.tell(CLOSED, first.line("S1", category, "2", "100.00").confirmed()));
        String question = "/" + kpi + "?period=2012-02&category=" + category;
        Response reported = assertStatus(reporting.ask(Reporting.STATISTICIAN, question), 200);
        long entry = reported.<Number>path("entry").longValue();
        assertThat(reporting.rows(question)).containsExactly(once);

        // It arrives now, and its business date lies more than 40 days back, in the closed month.
        Orders late = order("LATE-" + category).soldBy("E1", Orders.NORTH, "100");
        reporting.applied(reporting.tell(
                CLOSED.minusDays(3), late.line("S1", category, "3", "30.00").confirmed()));

        assertThat(reporting.rows(question)).containsExactly(now);
        assertThat(reporting.rows(question + "&entry=" + entry)).containsExactly(once);
        Response again = reporting.ask(Reporting.STATISTICIAN, question + "&entry=" + entry);
        assertThat(again.<Number>path("entry").longValue()).isEqualTo(entry);
        assertExplained(again, once);
        assertExplained(reporting.ask(Reporting.STATISTICIAN, question), now);
    }

    @Test
    @Tag("RPT-10")
    @DisplayName("two answers with the same entry are the same, in every dimension")
    void entry_isOfTheMomentOfTheFigures() {
        Orders one = order("ENTRY-1").soldBy("E1", Orders.NORTH, "60").soldBy("E2", Orders.SOUTH, "40");
        reporting.applied(reporting.tell(
                CLOSED,
                one.line("S1", "ENTRY", "1", "10.00")
                        .line("S2", "ENTRY", "1", "20.00")
                        .confirmed()));

        for (String rows :
                List.of("total", "day", "total&by=salesperson", "month&by=product,salesperson", "year&by=country")) {
            for (String kpi : List.of("SALES_AMOUNT", "ORDER_COUNT", "ON_TIME_DELIVERY")) {
                String question = "/" + kpi + "?period=2012..2026&category=ENTRY&grain=" + rows;
                long entry = assertStatus(reporting.ask(Reporting.STATISTICIAN, question), 200)
                        .<Number>path("entry")
                        .longValue();
                assertThat(reporting.rows(question + "&entry=" + entry))
                        .isEqualTo(reporting.rows(question))
                        .isNotEmpty();
            }
        }
    }

    @Test
    void entryBeforeEverything_hasNothing() {
        reporting.applied(reporting.tell(
                CLOSED, order("BEFORE-1").line("S1", "BEFORE", "1", "10.00").confirmed()));

        assertThat(reporting.rows("/SALES_AMOUNT?period=2012-02&category=BEFORE&entry=0"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "one", "1.5", "9999999999999999999"})
    void entryThatIsNone_isRefused(String entry) {
        assertProblem(
                reporting.ask(Reporting.STATISTICIAN, "/ORDER_COUNT?period=2012&entry=" + entry), 400, "entry-invalid");
    }

    @Test
    void entryToCome_isRefused() {
        String question = "period=2012&entry=999999999999";
        assertProblem(reporting.ask(Reporting.STATISTICIAN, "/ORDER_COUNT?" + question), 400, "entry-unknown");
        assertProblem(reporting.ask(Reporting.STATISTICIAN, "/ORDER_COUNT/explain?" + question), 400, "entry-unknown");
    }

    /** The explanation of the answer's only row comes to the same value. */
    private void assertExplained(Response answer, String row) {
        String address = answer.path("rows[0].explain");
        Response explained =
                assertStatus(reporting.api.as(Reporting.STATISTICIAN).get(address), 200);
        assertThat(row).endsWith("= " + explained.path("cell.value"));
    }
}
