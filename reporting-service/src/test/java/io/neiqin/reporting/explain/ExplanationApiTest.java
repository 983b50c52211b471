package io.neiqin.reporting.explain;

import static io.neiqin.reporting.Orders.customer;
import static io.neiqin.reporting.Orders.order;
import static io.neiqin.reporting.Reporting.NORTH;
import static io.neiqin.reporting.Reporting.SELLER;
import static io.neiqin.reporting.Reporting.SOUTH;
import static io.neiqin.reporting.Reporting.STATISTICIAN;
import static io.neiqin.reporting.Reporting.SUPERVISOR;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.reporting.Orders;
import io.neiqin.reporting.Reporting;
import io.neiqin.reporting.kpi.KpiResource;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventFeeder.Published;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.annotation.security.RolesAllowed;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each test tells of a year of its own, so that none sees another's orders. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class ExplanationApiTest {

    private Reporting reporting;

    @BeforeEach
    void ready() {
        reporting = Reporting.ready();
    }

    /** E1 of NORTH and E2 of SOUTH share it 60 to 40. */
    private static Orders shared(String number) {
        return order(number)
                .from(customer("ALFKI", "DE", "Berlin"))
                .soldBy("E1", NORTH, "60")
                .soldBy("E2", SOUTH, "40")
                .line("S1", "Seafood", "10", "100.01")
                .line("S2", "Produce", "3", "30.00");
    }

    private static LocalDate day(int year, int month, int day) {
        return LocalDate.of(year, month, day);
    }

    private Explained explained(String who, String question) {
        return Explained.read(reporting, who, "/api/reporting/kpis" + question, total -> 2);
    }

    private static List<String> values(Explained explained) {
        return explained.items().stream()
                .map(item -> item.get("day") + " " + item.get("orderNumber") + " " + item.get("value"))
                .toList();
    }

    @Test
    @Tag("RPT-10")
    @DisplayName("an amount is explained by formula, facts, events, who caused them, and the orders")
    void explain_tellsFactsEventsAndOrders_ofAnAmount() {
        Orders order = shared("A-1970");
        Published confirmed = reporting.tell(day(1970, 1, 30), order.confirmed());
        reporting.applied(confirmed);
        Response row = reporting.ask(STATISTICIAN, "/SALES_AMOUNT?period=1970&by=category,salesperson");
        assertThat(row.<String>path("rows[3].explain"))
                .isEqualTo("/api/reporting/kpis/SALES_AMOUNT/explain?period=1970-01-01..1970-12-31&category=Seafood"
                        + "&salesperson=E2&currency=CNY");

        Response answer = assertStatus(reporting.api.as(STATISTICIAN).get(row.path("rows[3].explain")), 200);

        assertThat(answer.<String>path("kpi")).isEqualTo("SALES_AMOUNT");
        assertThat(answer.<String>path("formula.zh")).contains("不含税净额");
        assertThat(answer.<String>path("formula.en")).contains("net of confirmed lines");
        assertThat(answer.<String>path("date.en")).contains("day of confirmation");
        assertThat(answer.<Map<String, Object>>path("cell"))
                .containsEntry("from", "1970-01-01")
                .containsEntry("to", "1970-12-31")
                .containsEntry("currency", "CNY")
                .containsEntry("value", "40.00");
        assertThat(answer.<List<String>>path("cell.keys.key")).containsExactly("Seafood", "E2");
        assertThat(answer.<List<String>>path("cell.keys.label")).containsExactly(null, "Name of E2");
        assertThat(answer.<Integer>path("total")).isEqualTo(1);
        assertThat(answer.<Integer>path("facts")).isEqualTo(1);
        assertThat(answer.<String>path("nextCursor")).isNull();
        assertThat(answer.<Map<String, Object>>path("items[0]"))
                .containsEntry("eventId", confirmed.attributes().get("id"))
                .containsEntry("type", "neiqin.orders.order-confirmed.v1")
                .containsEntry("actor", "feeder")
                .containsEntry("correlationId", confirmed.attributes().get("correlationid"))
                .containsEntry("day", "1970-01-30")
                .containsEntry("orderId", order.orderId().toString())
                .containsEntry("orderNumber", "A-1970")
                .containsEntry("order", "/api/orders/orders/" + order.orderId())
                .containsEntry("lineId", order.lineId(1).toString())
                .containsEntry("value", "40.00")
                .containsKey("time")
                .doesNotContainKey("part");
        assertThat(answer.<Map<String, String>>path("items[0].keys"))
                .containsEntry("product", "S1")
                .containsEntry("customer", Orders.id("ALFKI").toString())
                .containsEntry("department", SOUTH.toString());
        assertThat(answer.<Map<String, String>>path("items[0].labels"))
                .containsEntry("customer", "ALFKI Ltd")
                .containsEntry("department", "Sales");
    }

    @Test
    @Tag("KPI-3")
    @DisplayName("a count is explained by its moves: up with the confirmation, down with the cancellation")
    void explain_tellsMoves_ofACount() {
        Orders cancelled = shared("C-1971");
        Orders standing = shared("D-1971");
        reporting.tell(day(1971, 1, 30), cancelled.confirmed());
        reporting.applied(reporting.tell(day(1971, 2, 1), standing.confirmed()));
        reporting.applied(reporting.tell(day(1971, 7, 15), cancelled.cancelled()));

        Explained year = explained(STATISTICIAN, "/ORDER_COUNT/explain?period=1971");

        assertThat(values(year)).containsExactly("1971-01-30 C-1971 1", "1971-02-01 D-1971 1", "1971-07-15 C-1971 -1");
        assertThat(year.cell()).containsEntry("value", "1");
        assertThat(year.facts()).isEqualTo(3 * 4);
        assertThat(year.items().get(0).get("lineId")).isNull();
        assertThat(year.items().get(0).get("keys"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("country", "DE")
                .doesNotContainKeys("product", "salesperson");
        assertThat(values(
                        explained(STATISTICIAN, "/ORDER_COUNT/explain?period=1971-Q3&category=Seafood&region=Berlin")))
                .containsExactly("1971-07-15 C-1971 -1");
    }

    @Test
    @Tag("KPI-15")
    @DisplayName("a ratio is explained in two parts")
    void explain_tellsBothParts_ofARatio() {
        LocalDate promised = day(1972, 5, 20);
        Orders punctual =
                order("P-1972").soldBy("E1", NORTH, "100").line("S1", "Seafood", "1", "1.00", promised, promised);
        Orders late = order("L-1972").soldBy("E2", SOUTH, "100").line("S1", "Seafood", "1", "1.00", promised, promised);
        reporting.tell(day(1972, 5, 1), punctual.confirmed());
        reporting.applied(reporting.tell(day(1972, 5, 1), late.confirmed()));
        reporting.applied(reporting.tell(promised, punctual.shippedWhole()));
        reporting.applied(reporting.tell(promised.plusDays(1), late.shippedWhole()));

        Explained may = explained(
                STATISTICIAN, "/ON_TIME_DELIVERY/explain?period=1972-05&unit=ORDER&basis=SHIPPED&date=AGREED");

        assertThat(may.cell())
                .containsEntry("due", "2")
                .containsEntry("onTime", "1")
                .containsEntry("value", "0.5000")
                .containsEntry("variants", Map.of("unit", "ORDER", "basis", "SHIPPED", "date", "AGREED"));
        assertThat(may.sum("due")).isEqualByComparingTo("2");
        assertThat(may.sum("onTime")).isEqualByComparingTo("1");
        assertThat(may.items())
                .filteredOn(item -> "onTime".equals(item.get("part")))
                .extracting(item -> item.get("type"))
                .containsExactly("neiqin.orders.order-shipped.v1");
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("pages tell of the journal that the first one saw, whatever arrives meanwhile")
    void pages_staySnapshot_whileEventsArrive() {
        reporting.tell(day(1973, 3, 10), shared("S1-1973").confirmed());
        reporting.applied(reporting.tell(day(1973, 3, 20), shared("S2-1973").confirmed()));
        String march = "/api/reporting/kpis/SALES_AMOUNT/explain?period=1973-03&currency=CNY";
        Explained.Page first = Explained.page(reporting, STATISTICIAN, march, 3, null);

        // One before the cursor, one between, one behind; and the count of a day goes down again.
        reporting.applied(reporting.tell(day(1973, 3, 1), shared("S0-1973").confirmed()));
        reporting.applied(reporting.tell(day(1973, 3, 15), shared("S3-1973").confirmed()));
        reporting.applied(reporting.tell(day(1973, 3, 31), shared("S4-1973").confirmed()));
        Explained.Page second = Explained.page(reporting, STATISTICIAN, march, 200, first.nextCursor());

        assertThat(second.cell()).isEqualTo(first.cell()).containsEntry("value", "260.02");
        assertThat(first.total()).isEqualTo(8);
        assertThat(second.total()).isEqualTo(8);
        assertThat(first.items()).hasSize(3);
        assertThat(second.items()).hasSize(5);
        BigDecimal sum = new Explained(null, 0, 0, first.items(), 1)
                .sum(null)
                .add(new Explained(null, 0, 0, second.items(), 1).sum(null));
        assertThat(sum).isEqualByComparingTo("260.02");
        assertThat(Explained.page(reporting, STATISTICIAN, march, 200, null).cell())
                .containsEntry("value", "650.05");
    }

    @Test
    @Tag("KPI-1")
    @Tag("KPI-3")
    @DisplayName("a salesperson is told of his facts only, a supervisor of his department's")
    void explain_tellsOnlyWhatTheCallerSees() {
        reporting.applied(reporting.tell(day(1974, 1, 30), shared("A-1974").confirmed()));
        reporting.applied(reporting.tell(
                day(1974, 1, 30),
                order("B-1974")
                        .soldBy("E2", SOUTH, "100")
                        .line("S1", "Seafood", "1", "5.00")
                        .confirmed()));
        String amount = "/SALES_AMOUNT/explain?period=1974&currency=CNY";

        assertThat(values(explained(STATISTICIAN, amount))).hasSize(5);
        for (String who : List.of(SELLER, SUPERVISOR)) {
            Explained his = explained(who, amount);
            assertThat(his.cell()).containsEntry("value", "78.01");
            assertThat(his.sum(null)).isEqualByComparingTo("78.01");
            assertThat(his.items())
                    .allSatisfy(item -> assertThat(((Map<?, ?>) item.get("keys")).get("salesperson"))
                            .isEqualTo("E1"));
            assertThat(values(explained(who, "/ORDER_COUNT/explain?period=1974")))
                    .containsExactly("1974-01-30 A-1974 1");
        }
        assertThat(explained(SELLER, amount + "&salesperson=E2").items()).isEmpty();
        // Nor is he told whose the number is.
        assertThat(reporting.ask(SELLER, amount + "&salesperson=E2").asString()).doesNotContain("Name of E2");
        assertThat(explained(SUPERVISOR, amount + "&salesperson=E2").items()).isEmpty();
        assertThat(explained(SELLER, "/ON_TIME_DELIVERY/explain?period=2026&region=nowhere")
                        .cell())
                .containsEntry("due", "0")
                .containsEntry("value", null);
    }

    @Test
    void cursorOfWiderSight_tellsNoMore() {
        reporting.applied(reporting.tell(day(1975, 1, 30), shared("A-1975").confirmed()));
        String amount = "/api/reporting/kpis/SALES_AMOUNT/explain?period=1975&currency=CNY";
        Explained.Page all = Explained.page(reporting, STATISTICIAN, amount, 1, null);

        Explained.Page his = Explained.page(reporting, SELLER, amount, 200, all.nextCursor());

        assertThat(his.cell()).containsEntry("value", "78.01");
        assertThat(his.items())
                .allSatisfy(item -> assertThat(((Map<?, ?>) item.get("keys")).get("salesperson"))
                        .isEqualTo("E1"));
    }

    @Test
    void cursorOfAnotherQuestion_isRefused() {
        reporting.applied(reporting.tell(day(1976, 1, 30), shared("A-1976").confirmed()));
        String amount = "/api/reporting/kpis/SALES_AMOUNT/explain?period=1976&currency=CNY";
        String cursor = Explained.page(reporting, STATISTICIAN, amount, 1, null).nextCursor();

        Response other = reporting.ask(
                STATISTICIAN, "/SALES_AMOUNT/explain?period=1976&currency=CNY&country=DE&cursor=" + cursor);

        assertProblem(other, 400, "cursor-elsewhere");
        String same = "/SALES_AMOUNT/explain?period=1976-01-01..1976-12-31&currency=CNY&cursor=" + cursor;
        assertStatus(reporting.ask(STATISTICIAN, same), 200);
    }

    @Test
    void minNotReached_answers202_thenExplains() {
        Orders order = shared("M-1977");
        String question = "/ORDER_COUNT/explain?period=1977&min=" + order.orderId() + ":1";
        assertThat(reporting.ask(STATISTICIAN, question).statusCode()).isEqualTo(202);

        reporting.applied(reporting.tell(day(1977, 1, 1), order.confirmed()));

        assertThat(reporting.ask(STATISTICIAN, question).<Integer>path("total")).isEqualTo(1);
    }

    @Test
    void whoMayAskForAValue_mayAskWhy_andNobodyElse() {
        assertThat(ExplanationResource.class.getAnnotation(RolesAllowed.class).value())
                .containsExactlyInAnyOrder(
                        KpiResource.class.getAnnotation(RolesAllowed.class).value());
    }

    @Test
    void explain_tellsOneCurrency_ofSeveral() {
        reporting.applied(reporting.tell(day(1978, 1, 1), shared("Y-1978").confirmed()));
        Orders euro = order("E-1978").in("EUR").line("S1", "Seafood", "1", "7.00");
        reporting.applied(reporting.tell(day(1978, 1, 1), euro.confirmed()));

        assertThat(values(explained(STATISTICIAN, "/SALES_AMOUNT/explain?period=1978&currency=EUR")))
                .containsExactly("1978-01-01 E-1978 7.00");
        assertThat(explained(STATISTICIAN, "/SALES_AMOUNT/explain?period=1978&currency=CNY")
                        .cell())
                .containsEntry("value", "130.01");
        assertThat(explained(STATISTICIAN, "/SALES_VOLUME/explain?period=1978").cell())
                .containsEntry("value", "14");
    }
}
