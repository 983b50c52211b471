package io.neiqin.reporting;

import static io.neiqin.reporting.Orders.customer;
import static io.neiqin.reporting.Orders.order;

import io.neiqin.platform.identity.Roles;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.Organisation;
import io.neiqin.testkit.scope.LeakMatrix;
import io.neiqin.testkit.scope.Made;
import io.neiqin.testkit.scope.MassAssignment;
import io.neiqin.testkit.scope.Surface;
import io.neiqin.testkit.scope.Surface.Owner;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Who gets at whose figures, by every operation of the service. Whose a figure is follows from the salespersons of the
 * orders in it: everybody has sold one order, for an amount by which it is found in every sum.
 */
@QuarkusTest
@WithTestResource(InfraResource.class)
class FigureScopeTest {

    private static final LocalDate DAY = LocalDate.of(1990, 3, 2);
    private static final String YEAR = "?period=1990";
    private static final Pattern VALUE = Pattern.compile("\"value\":\"(\\d+)\\.");

    /** The orders of those to whom others are sent are told apart in a sum by its millions: 1, 2, 4 …; all others' are less. */
    private static final int MILLION = 1_000_000;

    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger sentTo = new AtomicInteger();
    private final DataSource database;

    FigureScopeTest(DataSource database) {
        this.database = database;
    }

    @Test
    @Tag("SEC-1")
    @Tag("SEC-2")
    @Tag("KPI-1")
    @DisplayName("nobody gets at another's figures by any operation, but where a reason is given")
    void leaksNothing_byAnyOperation_toAnybody() {
        LeakMatrix.check(FigureScopeTest.class, surface(Reporting.ready()), database);
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("nothing of a figure is changed by a field that is not asked for")
    void takesNothing_thatIsNotAskedFor() {
        MassAssignment.check(surface(Reporting.ready()), database);
    }

    private Surface surface(Reporting reporting) {
        return Surface.of("/api/reporting", Roles.BINDABLE)
                .records("/figures", (owner, gone) -> gone ? null : sold(reporting, owner))
                .asking("GET /kpis/{code}", "/figures", FigureScopeTest::figures)
                .asking("GET /kpis/{code}/explain", "/figures", FigureScopeTest::explanations)
                .query("POST /projections/rebuild", "source=nowhere")
                .letInBy("POST /projections/rebuild", "source-invalid");
    }

    private Made sold(Reporting reporting, Owner owner) {
        int number = count.incrementAndGet();
        boolean many = owner.employeeNo().matches("LM-(colleague|stranger)");
        int millions = many ? 1 << sentTo.getAndIncrement() : 0;
        String amount = many ? millions + "000000.00" : 1000 + number + ".37";
        Orders sold = order("LM-" + number)
                .from(customer("LM-C" + number, "DE", "Berlin"))
                .soldBy(owner.employeeNo(), Organisation.departmentId(owner.department()), "100")
                .line("S1", "Seafood", "1", amount);
        reporting.applied(reporting.tell(DAY, sold.confirmed()));
        // Not by the customer's id: what was asked for stands in the answer also where nothing was found.
        return new Made(
                        Orders.id("LM-C" + number).toString(),
                        Map.of("salesperson", owner.employeeNo()),
                        answer -> answer.contains("\"LM-C" + number + " Ltd\""))
                .shownWhere(answer -> answer.contains("\"LM-" + number + "\""))
                .shownWhere(answer -> answer.contains("\"" + amount + "\""))
                .shownWhere(answer -> many && isIn(answer, millions));
    }

    private static boolean isIn(String answer, int millions) {
        Matcher value = VALUE.matcher(answer);
        while (value.find()) {
            if ((Long.parseLong(value.group(1)) / MILLION & millions) != 0) {
                return true;
            }
        }
        return false;
    }

    private static List<String> figures(Made sold) {
        String amount = "/kpis/SALES_AMOUNT" + YEAR;
        return List.of(
                amount,
                amount + "&by=customer",
                amount + "&by=salesperson",
                amount + "&by=department,category,country",
                amount + "&customer=" + sold.id(),
                amount + "&salesperson=" + sold.value("salesperson"),
                "/kpis/ORDER_COUNT" + YEAR + "&by=customer&salesperson=" + sold.value("salesperson"),
                "/kpis/ON_TIME_DELIVERY?period=2026-03&by=customer&customer=" + sold.id());
    }

    private static List<String> explanations(Made sold) {
        String amount = "/kpis/SALES_AMOUNT/explain" + YEAR + "&currency=CNY&limit=200";
        return List.of(
                amount,
                amount + "&customer=" + sold.id(),
                amount + "&salesperson=" + sold.value("salesperson"),
                "/kpis/ORDER_COUNT/explain" + YEAR + "&customer=" + sold.id());
    }
}
