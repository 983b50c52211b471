package io.neiqin.customer.customer;

import static io.neiqin.customer.CustomerApi.CLERK;
import static io.neiqin.customer.CustomerApi.COLLEAGUE;
import static io.neiqin.customer.CustomerApi.CUSTOMERS;
import static io.neiqin.customer.CustomerApi.FINANCE;
import static io.neiqin.customer.CustomerApi.OTHER_SELLER;
import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.customer.CustomerApi.assertRefused;
import static io.neiqin.customer.CustomerApi.body;
import static io.neiqin.customer.CustomerApi.contact;
import static io.neiqin.customer.CustomerApi.uscc;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.customer.CustomerApi;
import io.neiqin.testkit.InfraResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Customers found by fragments of what is known of them, and by the end of a phone number. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class CustomerSearchTest {

    private CustomerApi customers;

    @BeforeEach
    void ready() {
        customers = CustomerApi.ready();
    }

    @Test
    @Tag("CUS-12")
    @DisplayName("a customer is found by any fragment of its name, number and code; width, case and signs do not count")
    void list_findsByFragments() {
        String mark = mark();
        String electronics = "上海" + mark + "ABC电子（３Ｍ中国）";
        String far = "上海" + mark + "某某海电厂";
        String code = uscc();
        Map<String, Object> body = with(with(body(), "name", electronics), "uscc", code);
        String id = customers.customer(body);
        customers.customer(with(body(), "name", far));

        for (String fragment :
                List.of("bc电", "BC 电子", "abc", "c", "３m中", "3M", "(3M)", "子・3m", "国", "电子　中国", "-上-海-", "中国 上海")) {
            assertThat(customers.found(CLERK, "q", mark + " " + fragment))
                    .as(fragment)
                    .contains(electronics);
        }
        assertThat(customers.found(CLERK, "q", "上海" + mark + " 电")).containsExactly(far, electronics);
        assertThat(customers.found(CLERK, "q", mark + " 海电")).containsExactly(far);
        // Its pieces are all there, but it is not.
        assertThat(customers.found(CLERK, "q", mark + " 上海电")).isEmpty();
        assertThat(customers.found(CLERK, "q", mark + " 贸易")).isEmpty();
        assertThat(customers.found(CLERK, "q", code.substring(9, 17).toLowerCase(Locale.ROOT)))
                .contains(electronics);
        String number = customers.get(CLERK, id).path("number");
        assertThat(customers.found(CLERK, "q", number)).containsExactly(electronics);
        assertThat(customers.found(CLERK, "q", number.substring(3) + " 电子")).containsExactly(electronics);

        assertStatus(customers.change(CLERK, id, 0, with(body, "name", "苏州" + mark)), 200);
        assertThat(customers.found(CLERK, "q", mark + " abc")).isEmpty();
        assertThat(customers.found(CLERK, "q", mark + " 苏")).containsExactly("苏州" + mark);
    }

    @Test
    @Tag("CUS-12")
    @DisplayName("a customer is found by the name of a contact, by whoever sees the customer")
    void list_findsByContact() {
        String mark = mark();
        Map<String, Object> body = with(body(), "name", mark);
        body.put("contacts", List.of(contact("欧阳" + mark + "静", null, null), contact("司马光", null, null)));
        customers.customer(body);
        assertThat(customers.found(CLERK, "contact", "欧阳" + mark)).containsExactly(mark);
        assertThat(customers.found(FINANCE, "contact", mark + "静")).containsExactly(mark);
        // Of one contact, not of several together.
        assertThat(customers.found(CLERK, "contact", mark + " 司马")).isEmpty();
        assertThat(customers.found(CLERK, "q", "欧阳" + mark)).isEmpty();
        assertThat(customers.found(OTHER_SELLER, "contact", "欧阳" + mark)).isEmpty();
    }

    @Test
    @Tag("SEC-2")
    @Tag("CUS-11")
    @DisplayName("no search finds, or counts, what is outside the sight")
    void list_findsNothing_outsideTheSight() {
        String mark = mark();
        String phone = phone();
        Map<String, Object> foreign = with(with(body(), "name", "北方" + mark), "ownerNo", OTHER_SELLER);
        foreign.put("contacts", List.of(contact(mark, phone, null)));
        customers.customer(foreign);
        for (String query : List.of("q=" + mark, "contact=" + mark, "phone=" + phone)) {
            assertThat(customers.names(CLERK, query)).as(query).containsExactly("北方" + mark);
            Response cut = assertStatus(customers.api.as(SELLER).get(CUSTOMERS + "?count=exact&" + query), 200);
            assertThat(cut.<List<Object>>path("items")).as(query).isEmpty();
            assertThat(cut.<Integer>path("total")).as(query).isZero();
        }
    }

    @Test
    @Tag("CUS-12")
    @Tag("SEC-1")
    @DisplayName("a customer is found by the end of a phone number, by whoever may see the number")
    void list_findsByPhone_forWhoMaySeeIt() {
        String phone = phone();
        Map<String, Object> body = with(body(), "ownerNo", COLLEAGUE);
        body.put("contacts", List.of(contact("李静", "021-12345678-801", null), contact("王小明", phone, null)));
        customers.customer(body);
        String name = (String) body.get("name");

        for (String who : List.of(CLERK, COLLEAGUE)) {
            for (String tail : List.of(
                    phone,
                    "+86 " + phone,
                    phone.substring(3),
                    phone.substring(7),
                    phone.substring(0, 3) + "－" + phone.substring(3))) {
                assertThat(customers.found(who, "phone", tail)).as(tail).contains(name);
            }
            assertThat(customers.found(who, "phone", "021 1234 5678")).contains(name);
            assertThat(customers.found(who, "phone", "12345678")).contains(name);
            assertThat(customers.found(who, "phone", "9" + phone.substring(1))).doesNotContain(name);
        }
        // In his department's sight, but a colleague's; and who may see nobody's.
        assertThat(customers.found(OTHER_SELLER, "q", name)).containsExactly(name);
        assertThat(customers.found(OTHER_SELLER, "phone", phone.substring(7))).isEmpty();
        assertRefused(customers.api.as(FINANCE).get(CUSTOMERS + "?phone=" + phone), 403, "unmask-forbidden");
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("a phone is not told digit by digit: four, which a mask shows, or eight and more")
    void list_refusesTails_thatAskForOneDigitMore() {
        for (String tail : List.of("1", "678", "45678", "2345678", "138****5678", "abcd", "56%25", "_678", "12.5")) {
            assertRefused(customers.api.as(CLERK).get(CUSTOMERS + "?phone=" + tail), 400, "phone-tail-invalid");
        }
        // Of so short a number the mask shows less than four digits.
        String mark = mark();
        Map<String, Object> body = with(with(body(), "name", mark), "country", "DE");
        body.put("contacts", List.of(contact("Kurz", "71 33 21 9", null)));
        customers.customer(body);
        assertThat(customers.found(CLERK, "phone", "3219")).doesNotContain(mark);
    }

    @Test
    @Tag("CUS-12")
    @DisplayName("whatever is typed is a text: no sign of it is a command to the search")
    void list_takesAnythingAsText() {
        String mark = mark();
        String strange = mark + "𠀀𪜶龥%_'\"&|!:*()<->\\😀";
        customers.customer(with(body(), "name", strange));
        customers.customer(with(body(), "name", mark + "平常"));
        for (String signs :
                List.of("%", "_", "'", "\"", "\\", "&", "|", "!", ":*", "<->", "(", "😀", "\u0001", "-- ")) {
            assertThat(customers.found(CLERK, "q", signs)).as(signs).isEmpty();
            assertThat(customers.found(CLERK, "q", mark + signs + "𠀀"))
                    .as(signs)
                    .containsExactly(strange);
        }
        assertThat(customers.found(CLERK, "q", mark + "' or 1=1")).isEmpty();
        assertThat(customers.found(CLERK, "q", mark + " 𪜶")).containsExactly(strange);
        assertThat(customers.found(CLERK, "q", "𠀀𪜶 " + mark)).containsExactly(strange);
        assertThat(customers.found(CLERK, "q", mark + " !平常")).containsExactly(mark + "平常");
        assertThat(customers.found(CLERK, "q", "a ".repeat(100))).isNotNull();
        refused("q", "鼎".repeat(201), "search-too-long");
        refused("contact", "鼎".repeat(201), "search-too-long");
        refused("q", "a\u0000b", "character-invalid");
        assertThat(customers
                        .api
                        .as(CLERK)
                        .get(CUSTOMERS + "?q=" + "x".repeat(10_000))
                        .statusCode())
                .isBetween(400, 414);
    }

    @Test
    void list_pages_throughWhatIsFound() {
        String mark = mark();
        for (int i = 0; i < 5; i++) {
            customers.customer(with(body(), "name", "华东" + mark + "公司" + i));
        }
        String query = CUSTOMERS + "?count=exact&limit=3&q=" + mark + "%E5%85%AC%E5%8F%B8";
        Response first = assertStatus(customers.api.as(CLERK).get(query), 200);
        Response second = assertStatus(customers.api.as(CLERK).get(query + "&cursor=" + first.path("nextCursor")), 200);
        assertThat(first.<Integer>path("total")).isEqualTo(5);
        assertThat(first.<List<String>>path("items.name"))
                .containsExactly("华东" + mark + "公司4", "华东" + mark + "公司3", "华东" + mark + "公司2");
        assertThat(second.<List<String>>path("items.name")).containsExactly("华东" + mark + "公司1", "华东" + mark + "公司0");
        assertThat(second.<String>path("nextCursor")).isNull();
    }

    private void refused(String parameter, String text, String code) {
        String query = parameter + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
        assertRefused(customers.api.as(CLERK).get(CUSTOMERS + "?" + query), 400, code);
    }

    /** What no other name has; letters only, in one case. */
    private static String mark() {
        return ThreadLocalRandom.current()
                .ints(10, 'k', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String phone() {
        return "139" + ThreadLocalRandom.current().nextInt(10_000_000, 100_000_000);
    }
}
