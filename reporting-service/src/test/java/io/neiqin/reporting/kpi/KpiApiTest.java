package io.neiqin.reporting.kpi;

import static io.neiqin.reporting.Orders.customer;
import static io.neiqin.reporting.Orders.order;
import static io.neiqin.reporting.Reporting.NORTH;
import static io.neiqin.reporting.Reporting.SELLER;
import static io.neiqin.reporting.Reporting.SOUTH;
import static io.neiqin.reporting.Reporting.STATISTICIAN;
import static io.neiqin.reporting.Reporting.SUPERVISOR;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.events.orders.ProductEvent.ProductChanged;
import io.neiqin.reporting.Orders;
import io.neiqin.reporting.Reporting;
import io.neiqin.testkit.InfraResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each test tells of a year of its own, so that none sees another's orders. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class KpiApiTest {

    private Reporting reporting;

    @BeforeEach
    void ready() {
        reporting = Reporting.ready();
    }

    private static LocalDate day(int year, int month, int day) {
        return LocalDate.of(year, month, day);
    }

    /** E1 of NORTH and E2 of SOUTH share the first order, E2 has the second alone. */
    private void twoOrders(int year) {
        Orders shared = order("A-" + year)
                .from(customer("ALFKI", "DE", "Berlin"))
                .soldBy("E1", NORTH, "60")
                .soldBy("E2", SOUTH, "40")
                .line("S1", "Seafood", "10", "100.01")
                .line("S2", "Produce", "3", "30.00");
        Orders single = order("B-" + year)
                .from(customer("BONAP", "FR", null))
                .soldBy("E2", SOUTH, "100")
                .line("S1", "Seafood", "2.5", "25.00");
        reporting.tell(day(year, 1, 30), shared.confirmed());
        reporting.tell(day(year, 2, 6), single.confirmed());
        reporting.applied(reporting.tell(day(year, 7, 15), shared.cancelled()));
        reporting.applied(reporting.tell(day(year, 2, 7), single.shippedWhole()));
    }

    @Test
    @Tag("KPI-1")
    @Tag("KPI-2")
    @Tag("KPI-3")
    @Tag("RPT-9")
    @Tag("NFR-4")
    @DisplayName("figures follow from the events, by every grain")
    void answers_byGrain_fromEventsAlone() {
        twoOrders(2001);

        assertThat(reporting.rows("/SALES_AMOUNT?period=2001&grain=month"))
                .containsExactly("2001-01 CNY = 130.01", "2001-02 CNY = 25.00", "2001-07 CNY = -130.01");
        assertThat(reporting.rows("/SALES_AMOUNT?period=2001&grain=quarter"))
                .containsExactly("2001-Q1 CNY = 155.01", "2001-Q3 CNY = -130.01");
        assertThat(reporting.rows("/SALES_VOLUME?period=2001")).containsExactly("2001 = 2.5");
        assertThat(reporting.rows("/SALES_VOLUME?period=2001-Q1&grain=total")).containsExactly("total = 15.5");
        assertThat(reporting.rows("/ORDER_COUNT?period=2001-01..2001-02&grain=week"))
                .containsExactly("2001-W05 = 1", "2001-W06 = 1");
        assertThat(reporting.rows("/ORDER_COUNT?period=2001-W05&grain=day")).containsExactly("2001-01-30 = 1");
        assertThat(reporting.rows("/ORDER_COUNT?period=2001-03")).isEmpty();
    }

    @Test
    @Tag("KPI-3")
    @Tag("KPI-7")
    @Tag("KPI-8")
    @Tag("RPT-10")
    @DisplayName("figures by one, two and three dimensions, with filters")
    void answers_byDimensions() {
        twoOrders(2002);

        assertThat(reporting.rows("/SALES_AMOUNT?period=2002-Q1&by=category"))
                .containsExactly("2002-Q1 Produce CNY = 30.00", "2002-Q1 Seafood CNY = 125.01");
        assertThat(reporting.rows("/ORDER_COUNT?period=2002-Q1&by=category"))
                .containsExactly("2002-Q1 Produce = 1", "2002-Q1 Seafood = 2");
        assertThat(reporting.rows("/SALES_AMOUNT?period=2002-Q1&by=country"))
                .containsExactly("2002-Q1 DE CNY = 130.01", "2002-Q1 FR CNY = 25.00");
        assertThat(reporting.rows("/SALES_AMOUNT?period=2002-Q1&by=region"))
                .containsExactly("2002-Q1 - CNY = 25.00", "2002-Q1 Berlin CNY = 130.01");
        assertThat(reporting.rows("/ORDER_COUNT?period=2002-Q1&grain=week&by=salesperson"))
                .containsExactly("2002-W05 E1 = 1", "2002-W05 E2 = 1", "2002-W06 E2 = 1");
    }

    @Test
    @Tag("RPT-10")
    @DisplayName("three dimensions and filters are answered from the journal")
    void answers_fromTheJournal_whatNoCellsAreKeptFor() {
        twoOrders(2003);

        assertThat(reporting.rows("/SALES_AMOUNT?period=2003-Q1&by=product,salesperson,country"))
                .containsExactly(
                        "2003-Q1 S1 E1 DE CNY = 60.01",
                        "2003-Q1 S1 E2 DE CNY = 40.00",
                        "2003-Q1 S1 E2 FR CNY = 25.00",
                        "2003-Q1 S2 E1 DE CNY = 18.00",
                        "2003-Q1 S2 E2 DE CNY = 12.00");
        assertThat(reporting.rows("/ORDER_COUNT?period=2003&grain=month&by=country,category"))
                .containsExactly(
                        "2003-01 DE Produce = 1",
                        "2003-01 DE Seafood = 1",
                        "2003-02 FR Seafood = 1",
                        "2003-07 DE Produce = -1",
                        "2003-07 DE Seafood = -1");
        assertThat(reporting.rows("/ORDER_COUNT?period=2003-Q1&category=Seafood&category=Produce"))
                .containsExactly("2003-Q1 = 2");
        assertThat(reporting.rows("/SALES_AMOUNT?period=2003-Q1&category=Seafood&country=DE"))
                .containsExactly("2003-Q1 CNY = 100.01");
        assertThat(reporting.rows("/SALES_AMOUNT?period=2003-Q1&by=category&salesperson=E1"))
                .containsExactly("2003-Q1 Produce CNY = 18.00", "2003-Q1 Seafood CNY = 60.01");
    }

    @Test
    @Tag("ORD-13")
    @Tag("KPI-15")
    @DisplayName("on-time delivery with due, on time and ratio, by variant")
    void answers_onTimeDelivery() {
        LocalDate promised = day(2004, 5, 20);
        Orders punctual = order("P-2004")
                .soldBy("E1", NORTH, "100")
                .line("S1", "Seafood", "1", "1.00", promised, promised)
                .line("S2", "Produce", "1", "1.00", promised.minusDays(5), promised);
        Orders late = order("L-2004").soldBy("E2", SOUTH, "100").line("S1", "Seafood", "1", "1.00", promised, promised);
        Orders open = order("O-2004").soldBy("E2", SOUTH, "100").line("S1", "Seafood", "1", "1.00", promised, promised);
        reporting.tell(day(2004, 5, 1), punctual.confirmed());
        reporting.tell(day(2004, 5, 1), late.confirmed());
        reporting.applied(reporting.tell(day(2004, 5, 1), open.confirmed()));
        reporting.applied(reporting.tell(promised, punctual.shippedWhole()));
        reporting.applied(reporting.tell(promised.plusDays(1), late.shippedWhole()));

        assertThat(reporting.rows("/ON_TIME_DELIVERY?period=2004-05&unit=ORDER&basis=SHIPPED&date=AGREED"))
                .containsExactly("2004-05 1/3 = 0.3333");
        assertThat(reporting.rows("/ON_TIME_DELIVERY?period=2004-05&unit=LINE&basis=SHIPPED"))
                .containsExactly("2004-05 1/4 = 0.2500");
        assertThat(reporting.rows("/ON_TIME_DELIVERY?period=2004-05")).containsExactly("2004-05 0/4 = 0.0000");
        assertThat(reporting.rows(
                        "/ON_TIME_DELIVERY?period=2004-05&unit=ORDER&basis=SHIPPED&date=AGREED&by=salesperson,country"))
                .containsExactly("2004-05 E1 DE 1/1 = 1.0000", "2004-05 E2 DE 0/2 = 0.0000");
    }

    @Test
    @Tag("KPI-15")
    @DisplayName("nothing is late before its day, and a ratio of nothing is null")
    void onTimeDelivery_leavesOutDaysToComeAndCancelledOrders() {
        LocalDate future = LocalDate.now().plusYears(3);
        Orders later = order("F-1").soldBy("E1", NORTH, "100").line("S1", "Seafood", "1", "1.00", future, future);
        LocalDate past = day(2005, 6, 10);
        Orders withdrawn = order("W-2005").soldBy("E1", NORTH, "100").line("S1", "Seafood", "1", "1.00", past, past);
        reporting.tell(day(2005, 6, 1), withdrawn.confirmed());
        reporting.applied(reporting.tell(day(2005, 6, 9), withdrawn.cancelled()));
        reporting.applied(reporting.tell(day(2005, 1, 1), later.confirmed()));

        assertThat(reporting.rows("/ON_TIME_DELIVERY?period=" + future)).isEmpty();
        assertThat(reporting.rows("/ON_TIME_DELIVERY?period=2005-06&unit=ORDER"))
                .containsExactly("2005-06 0/0 = null");
    }

    @Test
    void moneyOfTwoCurrencies_isNeverAdded() {
        Orders yuan = order("CNY-2006").line("S1", "Seafood", "1", "10.00");
        Orders euro = order("EUR-2006").in("EUR").line("S1", "Seafood", "1", "7.00");
        reporting.applied(reporting.tell(day(2006, 1, 1), yuan.confirmed()));
        reporting.applied(reporting.tell(day(2006, 1, 1), euro.confirmed()));

        assertThat(reporting.rows("/SALES_AMOUNT?period=2006")).containsExactly("2006 CNY = 10.00", "2006 EUR = 7.00");
        assertThat(reporting.rows("/SALES_VOLUME?period=2006")).containsExactly("2006 = 2");
    }

    @Test
    @Tag("KPI-1")
    @Tag("KPI-3")
    @DisplayName("a salesperson sees his part, a supervisor his department, whatever they ask for")
    void scope_restrictsToOwnRows() {
        twoOrders(2007);

        assertThat(reporting.rows(SELLER, "/SALES_AMOUNT?period=2007-Q1")).containsExactly("2007-Q1 CNY = 78.01");
        assertThat(reporting.rows(SELLER, "/SALES_AMOUNT?period=2007-Q1&by=salesperson"))
                .containsExactly("2007-Q1 E1 CNY = 78.01");
        assertThat(reporting.rows(SELLER, "/SALES_AMOUNT?period=2007-Q1&salesperson=E2"))
                .isEmpty();
        assertThat(reporting.rows(SELLER, "/ORDER_COUNT?period=2007-Q1&by=country,category"))
                .containsExactly("2007-Q1 DE Produce = 1", "2007-Q1 DE Seafood = 1");
        assertThat(reporting.rows(SUPERVISOR, "/SALES_AMOUNT?period=2007-Q1&by=department"))
                .containsExactly("2007-Q1 " + NORTH + " CNY = 78.01");
        assertThat(reporting.rows(SUPERVISOR, "/ORDER_COUNT?period=2007-Q1")).containsExactly("2007-Q1 = 1");
        assertThat(reporting.rows(SUPERVISOR, "/ON_TIME_DELIVERY?period=2026&unit=ORDER&country=XX"))
                .isEmpty();
        assertThat(reporting.rows(STATISTICIAN, "/ORDER_COUNT?period=2007-Q1")).containsExactly("2007-Q1 = 2");
    }

    @Test
    void labels_areTheLatestNames() {
        twoOrders(2008);
        UUID product = Orders.id("product S1");
        reporting.applied(reporting.tell(
                day(2008, 8, 1), new ProductChanged(product, "S1", "Herring", "Seafood", null, "pcs", true)));

        Response answer = reporting.ask(STATISTICIAN, "/SALES_AMOUNT?period=2008-Q1&by=product,customer");

        List<String> products = answer.path("rows.labels.product");
        List<String> customers = answer.path("rows.labels.customer");
        assertThat(products).containsExactly("Herring", "Herring", "Product S2");
        assertThat(customers).containsOnly("ALFKI Ltd", "BONAP Ltd");
        assertThat(answer.<String>path("from")).isEqualTo("2008-01-01");
        assertThat(answer.<String>path("to")).isEqualTo("2008-03-31");
        assertThat(answer.<List<String>>path("by")).containsExactly("product", "customer");
    }

    @Test
    @Tag("RPT-1")
    @Tag("RPT-2")
    @DisplayName("the catalogue tells formula, date, unit and variants in two languages")
    void list_describesEveryKpi() {
        Response answer = assertStatus(reporting.ask(STATISTICIAN, ""), 200);

        assertThat(answer.<List<String>>path("items.code"))
                .containsExactly("ON_TIME_DELIVERY", "ORDER_COUNT", "SALES_AMOUNT", "SALES_VOLUME");
        assertThat(answer.<String>path("items[2].name.zh")).isEqualTo("销售额");
        assertThat(answer.<String>path("items[0].unit")).isEqualTo("RATIO");
        assertThat(answer.<List<String>>path("items[0].variants.parameter")).containsExactly("unit", "basis", "date");
    }

    @Test
    void minNotReached_answers202WithRetryAfter() {
        Orders order = order("M-2009").line("S1", "Seafood", "1", "1.00");

        Response early = reporting.ask(STATISTICIAN, "/ORDER_COUNT?period=2009&min=" + order.orderId() + ":1");
        assertThat(early.statusCode()).isEqualTo(202);
        assertThat(early.header("Retry-After")).isEqualTo("1");

        reporting.applied(reporting.tell(day(2009, 1, 1), order.confirmed()));
        assertThat(reporting.rows("/ORDER_COUNT?period=2009&min=" + order.orderId() + ":1"))
                .containsExactly("2009 = 1");
    }

    @Test
    void severalMins_areAllAwaited_inWhateverOrder() {
        Orders known = order("N-2009").line("S1", "Seafood", "1", "1.00");
        Orders unknown = order("U-2009").line("S1", "Seafood", "1", "1.00");
        reporting.applied(reporting.tell(day(2009, 9, 1), known.confirmed()));
        String first = "&min=" + known.orderId() + ":1";
        String second = "&min=" + unknown.orderId() + ":1";

        for (String mins : List.of(first + second, second + first)) {
            assertThat(reporting
                            .ask(STATISTICIAN, "/ORDER_COUNT?period=2009-09" + mins)
                            .statusCode())
                    .isEqualTo(202);
        }
        reporting.applied(reporting.tell(day(2009, 9, 2), unknown.confirmed()));
        assertThat(reporting.rows("/ORDER_COUNT?period=2009-09" + first + second))
                .containsExactly("2009-09 = 2");
    }
}
