package io.neiqin.customer.lead;

import static io.neiqin.customer.CustomerApi.CUSTOMERS;
import static io.neiqin.customer.CustomerApi.FINANCE;
import static io.neiqin.customer.CustomerApi.OTHER_SELLER;
import static io.neiqin.customer.CustomerApi.assertRefused;
import static io.neiqin.customer.CustomerApi.full;
import static io.neiqin.customer.CustomerApi.uscc;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.customer.SalesApi.CALLER;
import static io.neiqin.customer.SalesApi.CALLS_HEAD;
import static io.neiqin.customer.SalesApi.CLERK;
import static io.neiqin.customer.SalesApi.CLERK_LEAD;
import static io.neiqin.customer.SalesApi.IMPORTER;
import static io.neiqin.customer.SalesApi.LEADS;
import static io.neiqin.customer.SalesApi.MANAGER;
import static io.neiqin.customer.SalesApi.OTHER_CALLER;
import static io.neiqin.customer.SalesApi.SELLER;
import static io.neiqin.customer.SalesApi.fullLead;
import static io.neiqin.customer.SalesApi.lead;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.customer.SalesApi;
import io.neiqin.events.customers.LeadEvent.Facts;
import io.neiqin.events.customers.LeadEvent.LeadAssigned;
import io.neiqin.events.customers.LeadEvent.LeadCaptured;
import io.neiqin.events.customers.LeadEvent.LeadConverted;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.Organisation;
import io.neiqin.testkit.events.Received;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.http.ShownHistory;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class LeadTest {

    private SalesApi sales;

    @BeforeEach
    void ready() {
        sales = SalesApi.ready();
    }

    @Test
    @Tag("CUS-3")
    @Tag("CUS-28")
    @DisplayName(
            "sales hands a lead in, a clerk completes it, and a customer with its contact is there, each step told")
    void convert_makesACustomer_withTheLeadsContact() {
        Map<String, Object> body = fullLead(null);
        String id = assertStatus(sales.api.as(CALLER).post(LEADS, with(body, "ownerNo", null)), 201)
                .path("id");
        assertStatus(sales.lead(MANAGER, id, "assign", Map.of("ownerNo", SELLER)), 200);
        assertThat(assertStatus(sales.lead(SELLER, id, "start", null), 200).<String>path("status"))
                .isEqualTo("WORKING");
        String code = uscc();
        Response done =
                assertStatus(sales.lead(CLERK, id, "convert", Map.of("uscc", code, "city", "苏州", "tier", "B")), 200);

        assertThat(done.<String>path("status")).isEqualTo("CONVERTED");
        assertThat(done.<List<String>>path("allowedActions")).containsExactly("unmask");
        String customer = done.path("customerId");
        Response made = assertStatus(sales.customers.unmasked(SELLER, customer), 200);
        assertThat(made.<String>path("name")).isEqualTo(body.get("name"));
        assertThat(made.<String>path("uscc")).isEqualTo(code);
        assertThat(made.<String>path("city")).isEqualTo("苏州");
        assertThat(made.<String>path("region")).isEqualTo("华东");
        assertThat(made.<String>path("remark")).isEqualTo("20 pumps by spring");
        assertThat(made.<String>path("ownerNo")).isEqualTo(SELLER);
        assertThat(made.<String>path("contacts[0].name")).isEqualTo("赵敏");
        assertThat(made.<String>path("contacts[0].phoneE164")).isEqualTo("+8613812345678");
        assertThat(made.<String>path("contacts[0].email")).isEqualTo("zhao@example.com");
        told(id, UUID.fromString(customer), made.path("number"));
    }

    private void told(String id, UUID customer, String customerNumber) {
        List<Received> events = sales.events(id, 3);
        assertThat(events)
                .extracting(Received::type)
                .containsExactly(
                        "neiqin.customers.lead-captured.v1",
                        "neiqin.customers.lead-assigned.v1",
                        "neiqin.customers.lead-converted.v1");
        String number = sales.api.as(CLERK).get(LEADS + "/" + id).path("number");
        assertThat(number).matches("L-\\d{6}");
        UUID calls = Organisation.departmentId("CALLS");
        assertThat(events.get(0).as(LeadCaptured.class).facts())
                .isEqualTo(new Facts(number, "EXHIBITION", "CN", "华东", "Pumps", CALLER, calls, null, null));
        assertThat(events.get(1).as(LeadAssigned.class).formerOwnerNo()).isEqualTo(CALLER);
        LeadConverted converted = events.get(2).as(LeadConverted.class);
        assertThat(converted.customerId()).isEqualTo(customer);
        assertThat(converted.newCustomer()).isTrue();
        assertThat(converted.facts().ownerNo()).isEqualTo(SELLER);
        for (Received event : events) {
            assertThat(event.headers().toString() + event.body())
                    .doesNotContain("赵敏", "12345678", "zhao", "phone", "mail");
        }
        assertThat(customerNumber).startsWith("C-");
    }

    @Test
    @Tag("CUS-3")
    @DisplayName("a lead that the file has already is joined to its customer, in the sight of who does it")
    void convert_joins_aCustomerInSight() {
        String id = sales.leadOf(SELLER);
        String theirs = sales.customers.customerOf(OTHER_SELLER);
        String his = sales.customers.customerOf(SELLER);
        assertRefused(sales.lead(SELLER, id, "convert", Map.of("customerId", theirs)), 404, "not-found");
        int before = sales.customers.count("");
        assertStatus(sales.lead(SELLER, id, "convert", Map.of("customerId", his)), 200);
        assertThat(sales.customers.count("")).isEqualTo(before);
        assertThat(sales.events(id, 2).get(1).as(LeadConverted.class).newCustomer())
                .isFalse();
        assertThat(sales.api.as(CLERK).get(LEADS + "?customerId=" + his).<List<String>>path("items.id"))
                .containsExactly(id);
    }

    @Test
    @Tag("CUS-3")
    @DisplayName("what the customer file refuses leaves the lead as it was")
    void convert_changesNothing_whereTheFileRefuses() {
        Map<String, Object> known = full();
        sales.customers.customer(known);
        String id = sales.leadOf(SELLER);
        assertRefused(sales.lead(CLERK, id, "convert", Map.of("uscc", known.get("uscc"))), 409, "duplicate-uscc");
        assertRefused(sales.lead(CLERK, id, "convert", Map.of("uscc", "no code")), 422, "customer-invalid");
        assertThat(sales.api.as(CLERK).get(LEADS + "/" + id).<String>path("status"))
                .isEqualTo("NEW");
    }

    @Test
    @Tag("CUS-28")
    @DisplayName("a channel's system hands in its leads once, and whoever leads sales gives them out")
    void create_byAMachine_isOnce_andFreeToBeAssigned() {
        Map<String, Object> body = lead();
        body.put("source", "WEBSITE");
        body.put(
                "externalRef",
                Map.of("system", "web-form", "id", UUID.randomUUID().toString()));
        Response made = assertStatus(sales.api.as(IMPORTER).post(LEADS, body), 201);
        String id = made.path("id");
        assertThat(made.<String>path("ownerNo")).isNull();
        Response again = assertRefused(sales.api.as(IMPORTER).post(LEADS, body), 409, "duplicate-external-ref");
        assertThat(again.<String>path("existingId")).isEqualTo(id);
        assertThat(sales.api
                        .as(CLERK_LEAD)
                        .get(LEADS + "?unassigned=true&source=WEBSITE&limit=200")
                        .<List<String>>path("items.id"))
                .contains(id);
        assertRefused(sales.lead(CLERK, id, "start", null), 409, "lead-unassigned");
        assertRefused(sales.lead(CLERK, id, "convert", Map.of()), 422, "lead-invalid");
        assertStatus(sales.lead(CLERK_LEAD, id, "assign", Map.of("ownerNo", CALLER)), 200);
        assertStatus(sales.lead(CALLER, id, "start", null), 200);
    }

    @Test
    @Tag("CUS-28")
    @DisplayName("a lead that is given up keeps why, and can be tried once more")
    void disqualify_keepsWhy_untilItIsReopened() {
        String id = sales.leadOf(CALLER);
        Response gone = assertStatus(sales.lead(CALLER, id, "disqualify", Map.of("reason", "no budget")), 200);
        assertThat(gone.<String>path("reason")).isEqualTo("no budget");
        assertRefused(sales.lead(CALLER, id, "convert", Map.of()), 409, "illegal-transition");
        Response back = assertStatus(sales.lead(CALLER, id, "reopen", null), 200);
        assertThat(back.<String>path("status")).isEqualTo("NEW");
        assertThat(back.<String>path("reason")).isNull();
        assertThat(ShownHistory.of(sales.api.as(CLERK), LEADS + "/" + id).commands())
                .containsExactly("reopen", "disqualify", "create");
    }

    @Test
    @Tag("SEC-1")
    @Tag("CUS-11")
    @DisplayName("phone and address of a lead's contact are masked, also in the history, and a look at them is kept")
    void get_masks_andShowsWhoMaySee() {
        String id = sales.leadOf(SELLER);
        Response masked = assertStatus(sales.api.as(FINANCE).get(LEADS + "/" + id), 200);
        assertThat(masked.<String>path("contact.phone")).isEqualTo("138****5678");
        assertThat(masked.<String>path("contact.email")).isEqualTo("z***@example.com");
        assertRefused(sales.api.as(FINANCE).get(LEADS + "/" + id + "?unmask=true"), 403, "unmask-forbidden");
        Response plain = assertStatus(sales.api.as(SELLER).get(LEADS + "/" + id + "?unmask=true"), 200);
        assertThat(plain.<String>path("contact.phone")).isEqualTo("13812345678");

        Map<String, Object> change = fullLead(null);
        change.put("contact", Map.of("name", "赵敏", "phone", "138****5678", "email", "new@example.com"));
        assertStatus(sales.api.as(SELLER).ifMatch(0).put(LEADS + "/" + id, with(change, "ownerNo", null)), 200);
        plain = assertStatus(sales.api.as(SELLER).get(LEADS + "/" + id + "?unmask=true"), 200);
        assertThat(plain.<String>path("contact.phone")).as("a mask sent back").isEqualTo("13812345678");
        assertThat(plain.<String>path("contact.email")).isEqualTo("new@example.com");
        assertThat(assertStatus(sales.api.as(CLERK).get(LEADS + "/" + id + "/history"), 200)
                        .asString())
                .contains("138****5678")
                .doesNotContain("12345678", "zhao@", "new@");
    }

    @Test
    @Tag("SEC-2")
    @DisplayName("a lead is seen by its owner and those above, and once it is a customer by whoever sees that")
    void list_isCut_toWhatTheReaderSees() {
        String id = sales.leadOf(CALLER);
        for (String who : List.of(CALLER, CALLS_HEAD, CLERK, MANAGER)) {
            assertStatus(sales.api.as(who).get(LEADS + "/" + id), 200);
        }
        assertRefused(sales.api.as(OTHER_CALLER).get(LEADS + "/" + id), 404, "not-found");
        assertRefused(sales.api.as(SELLER).get(LEADS + "/" + id), 404, "not-found");
        assertStatus(sales.lead(CLERK, id, "convert", Map.of("ownerNo", SELLER)), 200);
        assertStatus(sales.api.as(SELLER).get(LEADS + "/" + id), 200);
        String name = sales.api.as(SELLER).get(LEADS + "/" + id).path("name");
        assertThat(sales.api
                        .as(SELLER)
                        .get(LEADS + "?status=CONVERTED&q=" + name.substring(5, 20))
                        .<List<String>>path("items.id"))
                .containsExactly(id);
        assertThat(sales.api
                        .as(OTHER_CALLER)
                        .get(LEADS + "?q=" + name.substring(5, 20))
                        .<List<String>>path("items"))
                .isEmpty();
    }

    @Test
    void create_givesTheStoredAnswer_whenTheKeyIsRepeated() {
        Map<String, Object> body = fullLead(SELLER);
        Api keyed = sales.api.as(CLERK).newKey();
        Response first = assertStatus(keyed.post(LEADS, body), 201);
        Response second = assertStatus(keyed.post(LEADS, body), 201);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.header("Idempotent-Replay")).isEqualTo("true");
        assertRefused(keyed.post(LEADS, with(body, "region", "华北")), 422, "idempotency-key-reused");
        assertThat(sales.api.as(CLERK).get(CUSTOMERS).statusCode()).isEqualTo(200);
    }
}
