package io.neiqin.orders.print;

import static io.neiqin.orders.OrderApi.CLERK;
import static io.neiqin.orders.OrderApi.MANAGER;
import static io.neiqin.orders.OrderApi.ORDERS;
import static io.neiqin.orders.OrderApi.OTHER_SELLER;
import static io.neiqin.orders.OrderApi.SELLER;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.orders.OrderApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Printing over HTTP: who gets the page, of what, in which language. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class OrderPrintTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String SCRIPT = "<script>alert(1)</script>";

    private final Stored stored;
    private final Template template;
    private OrderApi orders;

    OrderPrintTest(DataSource database, @Location("document.html") Template template) {
        this.stored = new Stored(database);
        this.template = template;
    }

    @BeforeEach
    void ready() {
        orders = OrderApi.ready();
    }

    @Test
    @DisplayName("an order is a page of its own, kept by nobody on the way, that may run nothing")
    void prints_anOrder_withoutChangingAnything() {
        UUID customer = orders.customer(SCRIPT + "公司", "91320105MAD9000094", SELLER, "ACTIVE", "NORTH");
        String id = orders.verified(OrderApi.with(OrderApi.body(customer), "remark", SCRIPT));
        assertStatus(orders.command(MANAGER, id, "confirm", null), 200);
        Response page = stored.unchangedBy(() -> print(CLERK, id, "?lang=zh-CN"));

        assertThat(page.contentType()).isEqualToIgnoringCase("text/html; charset=utf-8");
        assertThat(page.header("Content-Language")).isEqualTo("zh-CN");
        assertThat(page.header("Cache-Control")).isEqualTo("private, no-store");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Content-Security-Policy"))
                .startsWith("default-src 'none'; style-src 'unsafe-inline'; ");
        assertThat(page.asString())
                .contains(
                        "销售订单",
                        orders.get(id).<String>path("number"),
                        "91320105MAD9000094",
                        "&lt;script&gt;alert(1)&lt;/script&gt;公司",
                        "人民币壹佰肆拾壹元贰角伍分",
                        "¥141.25",
                        "(" + CLERK + ")",
                        "2099年1月15日")
                .doesNotContain("<script", "草稿", "作废");
    }

    @Test
    @DisplayName("the page is in the language that is asked for, else in the caller's")
    void speaks_theLanguageAskedFor() {
        String id = orders.draft();
        Api clerk = orders.api.as(CLERK);
        String path = ORDERS + "/" + id + "/print";
        assertThat(assertStatus(clerk.language("zh-CN,zh;q=0.9").get(path), 200).asString())
                .contains("<html lang=\"zh-CN\">", "草稿");
        assertThat(assertStatus(clerk.language("en-GB").get(path), 200).asString())
                .contains("<html lang=\"en\">", "DRAFT");
        assertThat(assertStatus(clerk.language("en").get(path + "?lang=zh-CN"), 200)
                        .asString())
                .contains("<html lang=\"zh-CN\">");
        assertThat(assertStatus(clerk.language("zh-CN").get(path + "?lang=en"), 200)
                        .asString())
                .contains("<html lang=\"en\">");
    }

    @Test
    @Tag("ORD-16")
    @DisplayName("what is not confirmed yet is a quotation, valid for thirty days or until the day that is named")
    void prints_aQuotation() {
        String id = orders.draft();
        String inThirtyDays = Wording.CHINESE.day(LocalDate.now(ZONE).plusDays(30));
        assertThat(print(SELLER, id, "?document=quotation&lang=zh-CN").asString())
                .contains("报价单", "有效期至</span>" + inThirtyDays)
                .doesNotContain("销售订单", "草稿");
        assertThat(print(SELLER, id, "?document=quotation&lang=zh-CN&validUntil=2099-01-31")
                        .asString())
                .contains("有效期至</span>2099年1月31日");
    }

    @TestFactory
    @Tag("ORD-16")
    @Tag("SEC-1")
    @DisplayName("nothing is printed for whoever does not see the order, and nothing that it is not")
    Stream<DynamicTest> refuses() {
        String draft = orders.draft();
        String confirmed = orders.confirmed();
        return Refusal.tests(
                stored,
                orders.api,
                refusal("an order out of sight", 404, "not-found", OTHER_SELLER, draft, ""),
                refusal(
                        "no such order",
                        404,
                        "not-found",
                        CLERK,
                        UUID.randomUUID().toString(),
                        ""),
                refusal("without a token", 401, "token-missing", null, draft, ""),
                refusal("another document", 400, "parameter-invalid", CLERK, draft, "?document=invoice"),
                refusal("another language", 400, "parameter-invalid", CLERK, draft, "?lang=de"),
                refusal("an order with an end", 400, "parameter-invalid", CLERK, draft, "?validUntil=2099-01-01"),
                refusal("another parameter", 400, "parameter-unknown", CLERK, draft, "?format=pdf"),
                refusal("a late quotation", 409, "quotation-too-late", CLERK, confirmed, "?document=quotation"),
                refusal(
                        "a quotation of yesterday",
                        422,
                        "quotation-expired",
                        CLERK,
                        draft,
                        "?document=quotation&validUntil=2026-01-01"));
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("the service's own template engine makes the page that was found good")
    void makes_thePage_thatWasFoundGood() {
        Sheet sheet = new Sheet(template, DocumentTest.company(), ZONE);
        PrintedDocument hostile = OrderPrint.order(SampleOrder.hostile().view());
        Golden.check(
                "order-of-hostile-texts",
                sheet.html(hostile, Wording.CHINESE, DocumentTest.PRINTED_BY, DocumentTest.PRINTED_AT));
    }

    private Response print(String who, String id, String query) {
        return assertStatus(orders.api.as(who).get(ORDERS + "/" + id + "/print" + query), 200);
    }

    private static Refusal refusal(String name, int status, String code, String who, String id, String query) {
        return Refusal.of(
                name,
                status,
                code,
                api -> (who == null ? api.anonymous() : api.as(who)).get(ORDERS + "/" + id + "/print" + query));
    }
}
