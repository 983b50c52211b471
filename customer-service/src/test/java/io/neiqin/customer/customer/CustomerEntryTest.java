package io.neiqin.customer.customer;

import static io.neiqin.customer.CustomerApi.CLERK;
import static io.neiqin.customer.CustomerApi.CUSTOMERS;
import static io.neiqin.customer.CustomerApi.IMPORTER;
import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.customer.CustomerApi.assertRefused;
import static io.neiqin.customer.CustomerApi.assertWrong;
import static io.neiqin.customer.CustomerApi.body;
import static io.neiqin.customer.CustomerApi.contact;
import static io.neiqin.customer.CustomerApi.full;
import static io.neiqin.customer.CustomerApi.path;
import static io.neiqin.customer.CustomerApi.uscc;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.customer.CustomerApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.Organisation;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(InfraResource.class)
class CustomerEntryTest {

    private CustomerApi customers;

    @BeforeEach
    void ready() {
        customers = CustomerApi.ready();
    }

    @Test
    @Tag("CUS-1")
    @Tag("CUS-4")
    @DisplayName("a customer is entered with contacts and scope, classified, and found as it was entered")
    void create_keepsEverything_inOneForm() {
        Map<String, Object> body = full();
        Response made = assertStatus(customers.create(CLERK, body), 201);

        assertThat(made.header("Location")).isEqualTo(path(made.path("id")));
        assertThat(made.header("ETag")).isEqualTo("\"0\"");
        assertThat(made.header("Event-Version")).isEqualTo("1");
        assertThat(made.<String>path("number")).matches("C-\\d{6}");
        assertThat(made.<String>path("status")).isEqualTo("PROSPECT");
        assertThat(made.<String>path("country")).isEqualTo("CN");
        assertThat(made.<String>path("departmentId"))
                .isEqualTo(Organisation.departmentId("NORTH").toString());
        for (String member : List.of(
                "name",
                "uscc",
                "region",
                "city",
                "address",
                "postalCode",
                "industry",
                "businessScope",
                "tier",
                "remark",
                "ownerNo")) {
            assertThat(made.<Object>path(member)).as(member).isEqualTo(body.get(member));
        }
        assertThat(made.<List<String>>path("contacts.name")).containsExactly("王小明", "李静");
        assertThat(made.<List<String>>path("allowedActions")).containsExactly("edit", "tag", "unmask");
        Response plain = assertStatus(customers.unmasked(CLERK, made.path("id")), 200);
        assertThat(plain.<List<String>>path("contacts.phone")).containsExactly("13812345678", "021-12345678-801");
        assertThat(plain.<List<String>>path("contacts.phoneE164")).containsExactly("+8613812345678", "+862112345678");
        assertThat(plain.<String>path("contacts[0].email")).isEqualTo("wang@example.com");

        Response read = assertStatus(customers.get(CLERK, made.path("id")), 200);
        assertThat(read.header("ETag")).isEqualTo("\"0\"");
        assertThat(read.<Map<String, Object>>path("$")).isEqualTo(made.<Map<String, Object>>path("$"));
    }

    @Test
    @Tag("DAT-1")
    @DisplayName("blanks, case and width do not make a second form of the same value")
    void create_bringsValues_intoOneForm() {
        String code = uscc();
        Map<String, Object> typed = with(body(), "uscc", " " + wide(code.toLowerCase(Locale.ROOT)));
        typed.put("name", "  " + typed.get("name") + " ");
        typed.put("country", "cn");
        typed.put("city", " ");
        Response made = assertStatus(customers.create(CLERK, typed), 201);

        assertThat(made.<String>path("uscc")).isEqualTo(code);
        assertThat(made.<String>path("name"))
                .isEqualTo(typed.get("name").toString().strip());
        assertThat(made.<String>path("country")).isEqualTo("CN");
        assertThat(made.<String>path("city")).isNull();
    }

    @Test
    @Tag("CUS-1")
    @DisplayName("a foreign customer has a country, a tax id and phones of its own form")
    void create_takesForeignCustomers() {
        Map<String, Object> body = body();
        body.put("country", "DE");
        body.put("taxId", "DE 123456789");
        body.put("postalCode", "12209");
        body.put("contacts", List.of(contact("Maria Anders", "030-0074321", "m@example.de")));
        Response made = assertStatus(customers.create(CLERK, body), 201);

        assertThat(made.<String>path("taxId")).isEqualTo("DE 123456789");
        assertThat(made.<String>path("uscc")).isNull();
        Response plain = assertStatus(customers.unmasked(CLERK, made.path("id")), 200);
        assertThat(plain.<String>path("contacts[0].phone")).isEqualTo("030-0074321");
        assertThat(plain.<String>path("contacts[0].phoneE164")).isNull();
    }

    @Test
    void create_makesTheFirstContactPrimary_unlessAnotherIsMarked() {
        Map<String, Object> second = with(contact("B", null, null), "primary", true);
        Response unmarked = customers.create(CLERK, full());
        Response marked = customers.create(CLERK, with(body(), "contacts", List.of(contact("A", null, null), second)));

        assertThat(unmarked.<List<Boolean>>path("contacts.primary")).containsExactly(true, false);
        assertThat(marked.<List<Boolean>>path("contacts.primary")).containsExactly(false, true);
    }

    @Test
    void create_warnsOnly_whenTheOrganisationCodeInsideIsOdd() {
        // 70846113 has 6 as its own check; a 7 there is odd, while the last character is right for the whole.
        Response odd = assertStatus(customers.create(CLERK, with(body(), "uscc", "91440300708461137X")), 201);
        Response plausible = assertStatus(customers.create(CLERK, with(body(), "uscc", "91440300708461136T")), 201);

        assertThat(odd.<List<String>>path("warnings")).containsExactly("uscc-organisation-code");
        assertThat(plausible.<List<String>>path("warnings")).isEmpty();
    }

    @Test
    void create_keepsTheStatedDay_whenHistoryIsTakenOver() {
        Response made = customers
                .api
                .as(IMPORTER)
                .header("X-Business-Date", "1996-07-04")
                .header("X-Import-Batch", "northwind")
                .post(CUSTOMERS, body());

        assertStatus(made, 201);
        assertThat(made.<String>path("businessDate")).isEqualTo("1996-07-04");
        assertThat(made.<String>path("importBatch")).isEqualTo("northwind");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1381234567", "12345"})
    void create_refusesAPhone_thatIsNone(String phone) {
        List<Object> contacts = List.of(contact("A", "13812345678", null), contact("B", phone, null));
        assertWrong(customers.create(CLERK, with(body(), "contacts", contacts)), "/contacts/1/phone", "phone-invalid");
    }

    @Test
    void create_namesEverythingThatIsWrong_atOnce() {
        Map<String, Object> body = with(body(), "uscc", "1");
        body.put("postalCode", "x");
        body.put("contacts", List.of(contact("A", "1", null)));
        Response refused = assertRefused(customers.create(CLERK, body), 422, "customer-invalid");
        assertThat(refused.<List<String>>path("errors.pointer"))
                .containsExactlyInAnyOrder("/uscc", "/postalCode", "/contacts/0/phone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a@b", "a b@example.com", "@example.com", "a@example.com, b@example.com"})
    void create_refusesAnEmail_thatIsNone(String email) {
        Response refused = customers.create(CLERK, with(body(), "contacts", List.of(contact("A", null, email))));
        assertRefused(refused, 400, "invalid-request");
        assertThat(refused.<List<String>>path("errors.pointer")).containsOnly("/contacts/0/email");
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("what a caller may not set is refused, not ignored")
    void create_refusesFields_thatNobodyAskedFor() {
        for (String member : List.of("status", "number", "departmentId", "version", "createdBy", "nonsense")) {
            Response refused = customers.create(CLERK, with(body(), member, "ACTIVE"));
            assertRefused(refused, 400, "invalid-request");
            assertThat(refused.<List<String>>path("errors.pointer")).containsExactly("/" + member);
        }
    }

    @Test
    @Tag("CUS-13")
    @DisplayName("a company is entered once: its code is not taken twice")
    void create_refusesAUscc_thatAnotherCustomerHas() {
        Map<String, Object> first = with(body(), "uscc", uscc());
        customers.customer(first);
        Map<String, Object> second = with(body(), "uscc", first.get("uscc"));
        assertRefused(customers.create(CLERK, second), 409, "duplicate-uscc");
        assertThat(customers.names(CLERK, "uscc=" + first.get("uscc"))).containsExactly((String) first.get("name"));
    }

    @Test
    @Tag("CUS-13")
    @DisplayName("a record of another system is taken over once")
    void create_tellsTheExistingId_whenTheExternalReferenceIsTaken() {
        Map<String, String> ref =
                Map.of("system", "crm", "id", UUID.randomUUID().toString());
        String id = customers.customer(with(body(), "externalRef", ref));
        Response refused = customers.create(CLERK, with(body(), "externalRef", ref));
        assertRefused(refused, 409, "duplicate-external-ref");
        assertThat(refused.<String>path("existingId")).isEqualTo(id);
    }

    @Test
    void create_answersInChinese_whenAskedTo() {
        Response refused =
                customers.api.as(CLERK).language("zh-CN,zh;q=0.9").post(CUSTOMERS, with(body(), "ownerNo", "E999"));
        assertRefused(refused, 422, "unknown-owner");
        assertThat(refused.<String>path("detail")).isEqualTo("没有员工“E999”。");
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("a salesperson enters customers of his own")
    void create_isFreeForASalesperson_whenHeIsTheOwner() {
        assertStatus(customers.create(SELLER, body()), 201);
        assertRefused(
                customers.create(SELLER, with(body(), "ownerNo", CustomerApi.OTHER_SELLER)), 403, "owner-not-you");
    }

    private static String wide(String text) {
        StringBuilder wide = new StringBuilder();
        text.chars().forEach(c -> wide.append((char) (c + 0xfee0)));
        return wide.toString();
    }
}
