package io.neiqin.orders.order;

import static io.neiqin.orders.OrderApi.CLERK;
import static io.neiqin.orders.OrderApi.IMPORTER;
import static io.neiqin.orders.OrderApi.ORDERS;
import static io.neiqin.orders.OrderApi.PRODUCT;
import static io.neiqin.orders.OrderApi.PRODUCTS;
import static io.neiqin.orders.OrderApi.SELLER;
import static io.neiqin.orders.OrderApi.STRANGER;
import static io.neiqin.orders.OrderApi.WAREHOUSE;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.orders.OrderApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Imports;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Orders of a file: those of today as far as a machine's are taken, and past ones with what has become of them. */
@QuarkusTest
@WithTestResource(InfraResource.class)
@Tag("NFR-3")
class OrderImportTest {

    private static final String HEAD =
            "order_no,customer_code,salesperson_no,order_date,required_date,shipped_date,sku,quantity,unit_price,discount_rate\n";
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));

    @Inject
    DataSource database;

    private OrderApi orders;
    private String source;

    @BeforeEach
    void setUp() {
        orders = OrderApi.ready();
        source = "erp-" + UUID.randomUUID().toString().substring(0, 8);
    }

    @Test
    @Tag("ORD-4")
    void verifiesByComparison_whatAClerkBringsToday_andLeavesItToBeConfirmed() {
        knownAs("K1");
        Response taken = imports(CLERK).committed("orders", source, HEAD + row("A1", "K1", "", "", "2", "10.50"));
        assertThat(taken.<Integer>path("entered")).isEqualTo(1);
        Response order = stored("A1");
        assertThat(order.<String>path("status")).isEqualTo("VERIFIED");
        assertThat(order.<String>path("entry.verification")).isEqualTo("AUTO");
        assertThat(order.<String>path("channel")).isEqualTo("IMPORT");
        assertThat(order.<String>path("totals.net")).isEqualTo("21.00");
        assertThat(order.<String>path("number")).startsWith("SO");
        Response history = orders.api.as(CLERK).get(ORDERS + "/" + order.path("id") + "/history");
        assertThat(history.<List<String>>path("items.command")).containsExactly("import");
    }

    @Test
    void takesThePastOver_confirmedOnItsDay_shippedOnItsDay() {
        knownAs("K1");
        LocalDate day = TODAY.minusDays(100);
        String file = HEAD
                + row("A1", "K1", day.toString(), day.plusDays(3).toString(), "2", "600000")
                + row("A2", "K1", day.toString(), "", "1", "1");
        Response taken = imports(IMPORTER).committed("orders", source, file);
        assertThat(taken.<Integer>path("entered")).isEqualTo(2);
        Response order = stored("A1");
        assertThat(order.<String>path("status")).isEqualTo("CONFIRMED");
        assertThat(order.<String>path("businessDate")).isEqualTo(day.toString());
        assertThat(order.<List<String>>path("lines.shipped")).containsExactly("2");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(events(order.path("id")))
                        .containsExactly(
                                "order-drafted " + day,
                                "order-received " + day,
                                "order-entered " + day,
                                "order-verified " + day,
                                "order-confirmed " + day,
                                "order-shipped " + day.plusDays(3)));
        assertThat(stored("A2").<List<String>>path("lines.shipped")).containsExactly("0");
        assertThat(imports(IMPORTER).committed("orders", source, file).<Integer>path("unchanged"))
                .isEqualTo(2);
    }

    /** An order of today beyond its limit is approved first, whoever brings it. */
    @Test
    void doesNotConfirm_whatHasToBeApproved() {
        knownAs("K1");
        imports(IMPORTER).committed("orders", source, HEAD + row("A1", "K1", "", "", "2", "600000"));
        assertThat(stored("A1").<String>path("status")).isEqualTo("VERIFIED");
    }

    @Test
    void refusesWhatTypingWouldRefuse_withThePlaceOfEachMistake() {
        knownAs("K1");
        String past = TODAY.minusDays(9).toString();
        String file = HEAD
                + row("A1", "K9", "", "", "1", "1")
                + row("A2", "K1", past, "", "1", "1")
                + row("A3", "K1", "", past, "1", "1")
                + row("A4", "K1", "", "", "0", "1")
                + row("A5", "K1", "", "", "1", "-1")
                + row("A6", "K1", "", "", "1", "1").replace(PRODUCT, "no-such")
                + row("A7", "K1", "", "", "1", "1").replace(SELLER, "nobody")
                + row("A8", "K1", "", "", "1", "1")
                + row("A8", "K1", "", "", "2", "1")
                + row("A9", "K1", "", "", "1", "1.1234567");
        Response looked = imports(CLERK).validated("orders", source, file);
        assertThat(imports(CLERK).errors(looked.path("id")))
                .containsExactly(
                        "2 customer_code unknown-customer",
                        "3 null business-date-forbidden",
                        "4 shipped_date shipped-not-confirmed",
                        "5 quantity field.Positive",
                        "6 unit_price field.PositiveOrZero",
                        "7 sku unknown-product",
                        "8 salespersons unknown-employee-no",
                        "10 lines duplicate-line",
                        "11 unit_price field.Digits");
        assertThat(looked.<Integer>path("entered")).isZero();
        assertProblem(
                imports(WAREHOUSE).upload("orders", source, file.getBytes(StandardCharsets.UTF_8)),
                403,
                "role-missing");
    }

    @Test
    void keepsTheStoredOrder_andSaysWhatDiffers() {
        knownAs("K1");
        String first = HEAD + row("A1", "K1", "", "", "1", "1");
        imports(CLERK).committed("orders", source, first);
        Response again = imports(CLERK).validated("orders", source, HEAD + row("A1", "K1", "", "", "3", "2"));
        assertThat(imports(CLERK).errors(again.path("id")))
                .containsExactly("2 quantity stored-otherwise", "2 unit_price stored-otherwise");
    }

    /** What is said of an order may stand in its first row alone; its rows stand together, or none is taken. */
    @Test
    void takesAnOrderTogether_orNotAtAll() {
        knownAs("K1");
        String other = source + "-other";
        imports(CLERK).committed("products", source, "sku,name,category,unit,tax_rate\n" + other + ",泵,水泵,台,0.13\n");
        String later = "A1,,,,,," + other + ",2,3,0\n";
        Response taken = imports(CLERK).committed("orders", source, HEAD + row("A1", "K1", "", "", "1", "1") + later);
        assertThat(taken.<Integer>path("entered")).isEqualTo(1);
        assertThat(stored("A1").<List<Object>>path("lines")).hasSize(2);
        Response again = imports(CLERK).validated("orders", source, HEAD + row("A1", "K1", "", "", "1", "1") + later);
        assertThat(again.<Integer>path("unchanged")).isEqualTo(1);
        Response scattered = imports(CLERK)
                .validated(
                        "orders",
                        source,
                        HEAD
                                + row("B1", "K1", "", "", "1", "1")
                                + row("B2", "K1", "", "", "1", "1")
                                + later.replace("A1", "B1"));
        assertThat(scattered.<Integer>path("entered")).isEqualTo(1);
        assertThat(imports(CLERK).errors(scattered.path("id")))
                .contains("2 order_no key-scattered", "4 order_no key-scattered");
    }

    /** Old systems number as we do: their C-000003 is not ours, and need not be a customer's who came first. */
    @Test
    void takesTheSourcesOwnCustomer_whoseCodeIsTheNumberOfAnother() {
        UUID other = orders.customerOf(source + "-other", "K1", SELLER);
        UUID meant = orders.customerOf(source, "C-" + other, SELLER);
        UUID later = orders.customerOf(source + "-other", "K2", SELLER);
        imports(CLERK)
                .committed(
                        "orders",
                        source,
                        HEAD + row("A1", "C-" + other, "", "", "1", "1") + row("A2", "C-" + later, "", "", "1", "1"));
        assertThat(stored("A1").<String>path("customer.id")).isEqualTo(meant.toString());
        assertThat(stored("A2").<String>path("customer.id")).isEqualTo(later.toString());
    }

    /** The dry run knows it, too, of which nothing is stored. */
    @Test
    void givesACustomersOrderNumber_toTheFirstOrderThatHasIt() {
        knownAs("K1");
        String head = HEAD.replace("sku", "customer_po_no,sku");
        String file = head
                + row("A1", "K1", "", "", "1", "1").replace(PRODUCT, "PO-1," + PRODUCT)
                + row("A2", "K1", "", "", "1", "1").replace(PRODUCT, "PO-1," + PRODUCT)
                + row("A3", "K1", "", "", "1", "1").replace(PRODUCT, "PO-2," + PRODUCT);
        Response looked = imports(CLERK).validated("orders", source, file);
        assertThat(imports(CLERK).errors(looked.path("id"))).containsExactly("3 customer_po_no duplicate-customer-po");
    }

    /** Who mends a file does not want to hear of it piece by piece. */
    @Test
    void tellsAllThatIsWrongWithAnOrder_atOnce() {
        knownAs("K1");
        String file = HEAD + row("A1", "K9", "", "", "-1", "1.1234567").replace(PRODUCT, "no-such");
        Response looked = imports(CLERK).validated("orders", source, file);
        assertThat(imports(CLERK).errors(looked.path("id")))
                .containsExactlyInAnyOrder(
                        "2 customer_code unknown-customer",
                        "2 sku unknown-product",
                        "2 quantity field.Positive",
                        "2 unit_price field.Digits");
    }

    /** Who guesses a key learns nothing of an order that he does not see. */
    @Test
    @Tag("SEC-1")
    void tellsNothing_ofAnOrderOutOfSight() {
        knownAs("K1");
        orders.hireStranger();
        imports(CLERK).committed("orders", source, HEAD + row("A1", "K1", "", "", "1", "1"));
        Response guessed = imports(STRANGER).validated("orders", source, HEAD + row("A1", "K1", "", "", "9", "9"));
        assertThat(imports(STRANGER).errors(guessed.path("id"))).containsExactly("2 null duplicate-external-ref");
    }

    @Test
    void refusesAShipment_beforeItsOrder() {
        knownAs("K1");
        String day = TODAY.minusDays(20).toString();
        Response looked = imports(IMPORTER)
                .validated(
                        "orders",
                        source,
                        HEAD + row("A1", "K1", day, TODAY.minusDays(30).toString(), "1", "1"));
        assertThat(imports(IMPORTER).errors(looked.path("id")))
                .containsExactly("2 shipped_date shipped-before-ordered");
    }

    /** Several portions, and orders of several lines that lie across what would be their borders. */
    @Test
    void keepsOrdersWhole_overManyPortions() {
        knownAs("K1");
        List<String> skus =
                IntStream.range(0, 7).mapToObj(i -> source + "-" + i).toList();
        Response products = imports(CLERK)
                .committed(
                        "products",
                        source,
                        "sku,name,category,unit,tax_rate,list_price\n"
                                + skus.stream()
                                        .map(sku -> sku + ",泵 " + sku + ",水泵,台,0.13,100")
                                        .collect(Collectors.joining("\n")));
        assertThat(products.<Integer>path("entered")).isEqualTo(7);
        String file = IntStream.range(0, 300)
                .mapToObj(i -> skus.stream()
                        .map(sku -> row("B" + i, "K1", "", "", "1", "2").replace(PRODUCT, sku))
                        .collect(Collectors.joining()))
                .collect(Collectors.joining("", HEAD, ""));
        Response taken = imports(CLERK).committed("orders", source, file);
        assertThat(taken.<Integer>path("entered")).isEqualTo(300);
        assertThat(taken.<Integer>path("rows")).isEqualTo(2100);
        assertThat(stored("B299").<List<Object>>path("lines")).hasSize(7);
        assertThat(orders.api.as(CLERK).get(PRODUCTS + "?sku=" + skus.get(3)).<List<String>>path("items.name"))
                .containsExactly("泵 " + skus.get(3));
    }

    /** The customer as the source calls it. */
    private void knownAs(String code) {
        orders.customerOf(source, code, SELLER);
    }

    private static String row(String no, String customer, String day, String shipped, String quantity, String price) {
        return String.join(
                        ",",
                        no,
                        customer,
                        SELLER,
                        day,
                        TODAY.plusDays(60).toString(),
                        shipped,
                        PRODUCT,
                        quantity,
                        price,
                        "0")
                + "\n";
    }

    private Response stored(String no) {
        Response found = orders.api.as(CLERK).get(ORDERS + "?externalSystem=" + source + "&externalId=" + no);
        assertThat(found.<List<Object>>path("items")).hasSize(1);
        return assertStatus(orders.api.as(CLERK).get(ORDERS + "/" + found.path("items[0].id")), 200);
    }

    private List<String> events(String orderId) {
        String told = "select split_part(type, '.', 3) || ' ' || business_date from event_log"
                + " where aggregateid = ?::uuid order by aggregateversion";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(told)) {
            statement.setString(1, orderId);
            List<String> events = new ArrayList<>();
            for (ResultSet row = statement.executeQuery(); row.next(); ) {
                events.add(row.getString(1));
            }
            return events;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Imports imports(String who) {
        return new Imports(orders.api.as(who), "/api/orders/imports");
    }
}
