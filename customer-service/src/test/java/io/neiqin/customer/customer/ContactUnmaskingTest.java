package io.neiqin.customer.customer;

import static io.neiqin.customer.CustomerApi.CLERK;
import static io.neiqin.customer.CustomerApi.COLLEAGUE;
import static io.neiqin.customer.CustomerApi.CUSTOMERS;
import static io.neiqin.customer.CustomerApi.FINANCE;
import static io.neiqin.customer.CustomerApi.MANAGER;
import static io.neiqin.customer.CustomerApi.OTHER_SELLER;
import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.customer.CustomerApi.SUPERVISOR;
import static io.neiqin.customer.CustomerApi.assertRefused;
import static io.neiqin.customer.CustomerApi.assertWrong;
import static io.neiqin.customer.CustomerApi.contact;
import static io.neiqin.customer.CustomerApi.full;
import static io.neiqin.customer.CustomerApi.path;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.customer.CustomerApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Phones and addresses of contacts: masked to everybody, plain to who asks and may, and every look is kept. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class ContactUnmaskingTest {

    private static final String AUDITOR = "E011";
    private static final String NORTH_AUDITOR = "E012";
    private static final String UNMASKINGS = "/api/customer/unmaskings";

    private final DataSource database;
    private CustomerApi customers;

    ContactUnmaskingTest(DataSource database) {
        this.database = database;
    }

    @BeforeEach
    void ready() {
        customers = CustomerApi.ready();
        customers.organisation.employee(AUDITOR, "AUDITOR", "ALL");
        customers.organisation.employee(NORTH_AUDITOR, "NORTH", "AUDITOR", "DEPARTMENT");
        for (String who : List.of(AUDITOR, NORTH_AUDITOR)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> customers.api.as(who).get(UNMASKINGS).statusCode() == 200);
        }
    }

    @Test
    @Tag("SEC-1")
    @Tag("CUS-11")
    @DisplayName("phone and e-mail are masked for everybody who does not ask for them")
    void get_masks_whoeverReads() {
        String id = customers.customerOf(SELLER);
        for (String who : List.of(SELLER, CLERK, FINANCE, MANAGER)) {
            Response masked = assertStatus(customers.get(who, id), 200);
            assertThat(masked.<List<String>>path("contacts.phone")).containsExactly("138****5678", "021-*******8-801");
            assertThat(masked.<List<String>>path("contacts.phoneE164"))
                    .containsExactly("+861******5678", "+862*****5678");
            assertThat(masked.<String>path("contacts[0].email")).isEqualTo("w***@example.com");
            assertThat(masked.<List<String>>path("contacts.name")).containsExactly("王小明", "李静");
            assertThat(masked.asString()).doesNotContain("13812345678", "12345678", "wang@");
        }
        assertThat(customers.api.as(CLERK).get(CUSTOMERS).asString()).doesNotContain("phone", "email");
        assertThat(looks("subjectId=" + id)).isEmpty();
    }

    @Test
    @Tag("SEC-1")
    @Tag("SEC-2")
    @DisplayName("who serves the customer sees them by asking, and it is kept who saw which, when, by which request")
    void get_shows_whoMaySee_andKeepsIt() {
        String id = customers.customerOf(SELLER);
        Response plain = assertStatus(
                customers.api.as(SELLER).header("X-Request-Id", "look-1").get(path(id) + "?unmask=true"), 200);

        assertThat(plain.<List<String>>path("contacts.phone")).containsExactly("13812345678", "021-12345678-801");
        assertThat(plain.<String>path("contacts[0].email")).isEqualTo("wang@example.com");
        assertThat(plain.<List<String>>path("allowedActions")).contains("unmask");
        assertThat(plain.header("ETag")).isEqualTo("\"0\"");
        assertThat(plain.header("Cache-Control")).isEqualTo("no-store");
        Response kept = assertStatus(customers.api.as(AUDITOR).get(UNMASKINGS + "?subjectId=" + id), 200);
        assertThat(kept.<List<String>>path("items.field"))
                .containsExactlyInAnyOrder(
                        "contacts/0/phone",
                        "contacts/0/phoneE164",
                        "contacts/0/email",
                        "contacts/1/phone",
                        "contacts/1/phoneE164");
        assertThat(kept.<List<String>>path("items.employeeNo")).containsOnly(SELLER);
        assertThat(kept.<List<String>>path("items.requestId")).containsOnly("look-1");
        assertThat(kept.<List<String>>path("items.subjectNumber")).containsOnly(plain.<String>path("number"));
        assertThat(kept.<List<String>>path("items.subjectType")).containsOnly("customer");
        assertThat(kept.<String>path("items[0].at")).startsWith("20");
        assertThat(kept.asString()).doesNotContain("13812345678", "wang@");

        assertStatus(customers.unmasked(CLERK, id), 200);
        assertThat(looks("subjectId=" + id)).hasSize(10).contains(CLERK);
        assertThat(looks("subjectId=" + id + "&employeeNo=" + CLERK)).hasSize(5);
    }

    @Test
    @Tag("SEC-1")
    @Tag("CUS-11")
    @DisplayName("who does not serve the customer is refused, and nothing is kept of it")
    void unmasking_isRefused_toWhoeverDoesNotServeTheCustomer() {
        String id = customers.customerOf(COLLEAGUE);
        new Stored(database).unchangedBy(() -> {
            assertRefused(customers.unmasked(FINANCE, id), 403, "unmask-forbidden");
            assertRefused(customers.unmasked(AUDITOR, id), 403, "unmask-forbidden");
            // In his department's sight, but a colleague's.
            assertRefused(customers.unmasked(OTHER_SELLER, id), 403, "unmask-forbidden");
            assertRefused(customers.unmasked(SELLER, id), 404, "not-found");
            assertRefused(customers.unmasked(CLERK, UUID.randomUUID().toString()), 404, "not-found");
            assertRefused(customers.api.anonymous().get(path(id) + "?unmask=true"), 401, "token-missing");
            return null;
        });
        assertThat(customers.get(OTHER_SELLER, id).<List<String>>path("allowedActions"))
                .doesNotContain("unmask");
        assertStatus(customers.unmasked(SUPERVISOR, id), 200);
    }

    @Test
    @Tag("SEC-1")
    @Tag("SEC-3")
    @DisplayName("who saw what is for auditors, each in his sight")
    void unmaskings_areForAuditors() {
        String norths = customers.customerOf(SELLER);
        String souths = customers.customerOf(COLLEAGUE);
        assertStatus(customers.unmasked(CLERK, norths), 200);
        assertStatus(customers.unmasked(CLERK, souths), 200);

        for (String who : List.of(CLERK, MANAGER, FINANCE, SELLER)) {
            assertRefused(customers.api.as(who).get(UNMASKINGS), 403, "role-missing");
        }
        Response ofNorth = assertStatus(customers.api.as(NORTH_AUDITOR).get(UNMASKINGS + "?limit=200"), 200);
        assertThat(ofNorth.<List<String>>path("items.subjectId"))
                .contains(norths)
                .doesNotContain(souths);
        assertThat(looks("subjectId=" + souths)).hasSize(5);
    }

    @Test
    @Tag("SEC-2")
    @DisplayName("answers to commands, which are kept for a repetition, are masked")
    void commands_answerMasked() throws SQLException {
        String key = UUID.randomUUID().toString();
        Response made = assertStatus(customers.api.as(CLERK).key(key).post(CUSTOMERS, full()), 201);
        assertThat(made.<String>path("contacts[0].phone")).isEqualTo("138****5678");
        try (Connection connection = database.getConnection();
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("select cast(k as text) from idempotency_key k where key = '" + key + "'")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).contains("138****5678").doesNotContain("13812345678", "wang@");
        }
    }

    @Test
    @Tag("CUS-6")
    @DisplayName("a mask that is sent back leaves the value as it is")
    void change_keepsTheValue_whoseMaskIsSentBack() {
        Map<String, Object> body = full();
        String id = customers.customer(body);
        Response shown = customers.get(CLERK, id);
        List<Map<String, Object>> contacts = shown.path("contacts");
        contacts.forEach(contact -> contact.remove("phoneE164"));
        body.put("contacts", List.of(contacts.get(1), with(contacts.get(0), "title", "采购")));
        assertStatus(customers.change(CLERK, id, 0, body), 200);

        Response plain = customers.unmasked(CLERK, id);
        assertThat(plain.<List<String>>path("contacts.name")).containsExactly("李静", "王小明");
        assertThat(plain.<List<String>>path("contacts.phone")).containsExactly("021-12345678-801", "13812345678");
        assertThat(plain.<List<String>>path("contacts.phoneE164")).containsExactly("+862112345678", "+8613812345678");
        assertThat(plain.<List<String>>path("contacts.email")).containsExactly(null, "wang@example.com");
        assertThat(plain.<String>path("contacts[1].title")).isEqualTo("采购");
    }

    @Test
    @Tag("CUS-6")
    @DisplayName("of two contacts of one name and mask, each keeps his own")
    void change_keepsBoth_ofTwoNamesakes() {
        Map<String, Object> body = full();
        body.put("contacts", List.of(contact("王伟", "13811115678", null), contact("王伟", "13822225678", null)));
        String id = customers.customer(body);
        String mask = "138****5678";
        body.put("contacts", List.of(contact("王伟", mask, null), contact("王伟", mask, null)));
        assertStatus(customers.change(CLERK, id, 0, body), 200);
        assertThat(customers.unmasked(CLERK, id).<List<String>>path("contacts.phone"))
                .containsExactly("13811115678", "13822225678");
    }

    @Test
    @Tag("DAT-1")
    @DisplayName("a mask of nothing that the contact has is refused")
    void change_refusesAMask_ofNothing() {
        Map<String, Object> body = full();
        String id = customers.customer(body);
        new Stored(database).unchangedBy(() -> {
            for (Map<String, Object> strange : List.of(
                    contact("王小明", "139****5678", null),
                    contact("别人", "138****5678", null),
                    contact("李静", "138****5678", null))) {
                assertWrong(
                        customers.change(CLERK, id, 0, with(body, "contacts", List.of(strange))),
                        "/contacts/0/phone",
                        "mask-of-nothing");
            }
            assertWrong(
                    customers.change(
                            CLERK, id, 0, with(body, "contacts", List.of(contact("李静", null, "w***@example.com")))),
                    "/contacts/0/email",
                    "mask-of-nothing");
            assertWrong(
                    customers.create(CLERK, with(full(), "contacts", List.of(contact("A", null, "***@example.com")))),
                    "/contacts/0/email",
                    "mask-of-nothing");
            return null;
        });
    }

    private List<String> looks(String query) {
        return assertStatus(customers.api.as(AUDITOR).get(UNMASKINGS + "?limit=200&" + query), 200)
                .path("items.employeeNo");
    }
}
