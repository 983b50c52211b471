package io.neiqin.customer.customer;

import static io.neiqin.customer.CustomerApi.CLERK;
import static io.neiqin.customer.CustomerApi.COLLEAGUE;
import static io.neiqin.customer.CustomerApi.IMPORTER;
import static io.neiqin.customer.CustomerApi.MANAGER;
import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.customer.CustomerApi.SUPERVISOR;
import static io.neiqin.customer.CustomerApi.assertRefused;
import static io.neiqin.customer.CustomerApi.body;
import static io.neiqin.customer.CustomerApi.contact;
import static io.neiqin.customer.CustomerApi.full;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.customer.CustomerApi;
import io.neiqin.events.customers.CustomerEvent.CustomerCreated;
import io.neiqin.events.customers.CustomerEvent.CustomerOwnerChanged;
import io.neiqin.events.customers.CustomerEvent.CustomerTierChanged;
import io.neiqin.events.customers.CustomerEvent.CustomerUpdated;
import io.neiqin.events.customers.CustomerEvent.Profile;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Organisation;
import io.neiqin.testkit.events.Received;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class CustomerEventsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private CustomerApi customers;

    @BeforeEach
    void ready() {
        customers = CustomerApi.ready();
    }

    @Test
    @Tag("CUS-12")
    @Tag("DAT-4")
    @DisplayName("everybody is told of every change to a customer, in order, with who did it")
    void tells_creationChangeAndOwner_withSuccessiveVersions() {
        Map<String, Object> body = full();
        String id = customers.customer(body);
        assertStatus(customers.change(SUPERVISOR, id, 0, with(body, "tier", "VIP")), 200);
        assertStatus(customers.assign(MANAGER, id, COLLEAGUE), 200);

        List<Received> events = events(id, 4);
        assertThat(events)
                .extracting(Received::type)
                .containsExactly(
                        "neiqin.customers.customer-created.v1",
                        "neiqin.customers.customer-updated.v1",
                        "neiqin.customers.customer-tier-changed.v1",
                        "neiqin.customers.customer-owner-changed.v1");
        assertThat(events).extracting(Received::aggregateVersion).containsExactly(1L, 2L, 3L, 4L);
        assertThat(events).extracting(Received::key).containsOnly(id);
        assertThat(events)
                .extracting(e -> e.attribute("actor"))
                .containsExactly(CLERK, SUPERVISOR, SUPERVISOR, MANAGER);

        Profile created = events.get(0).as(CustomerCreated.class).profile();
        String number = customers.get(CLERK, id).path("number");
        assertThat(created)
                .isEqualTo(new Profile(
                        number,
                        (String) body.get("name"),
                        (String) body.get("uscc"),
                        "CN",
                        "华东",
                        "Machinery",
                        "A",
                        "PROSPECT",
                        SELLER,
                        Organisation.departmentId("NORTH"),
                        null,
                        null));
        assertThat(events.get(1).as(CustomerUpdated.class).profile().tier()).isEqualTo("VIP");
        assertThat(events.get(2).as(CustomerTierChanged.class).formerTier()).isEqualTo("A");
        CustomerOwnerChanged moved = events.get(3).as(CustomerOwnerChanged.class);
        assertThat(moved.formerOwnerNo()).isEqualTo(SELLER);
        assertThat(moved.profile().ownerNo()).isEqualTo(COLLEAGUE);
        assertThat(moved.profile().departmentId()).isEqualTo(Organisation.departmentId("SOUTH"));
    }

    @Test
    @Tag("SEC-2")
    @Tag("CUS-11")
    @DisplayName("no personal data leaves the customer file by an event")
    void tells_noPersonalData_inPayloadOrHeaders() {
        Map<String, Object> body = full();
        body.put("remark", "ask for Kanarienvogel at the gate");
        body.put("contacts", List.of(contact("Kanarienvogel", "+86 139 8765 4321", "kanarie@bird.example")));
        String id = customers.customer(body);
        body.put("contacts", List.of(contact("Kanarienvogel", "021-87654321-99", "kanarie2@bird.example")));
        assertStatus(customers.change(CLERK, id, 0, body), 200);
        assertStatus(customers.assign(MANAGER, id, COLLEAGUE), 200);

        for (Received event : events(id, 3)) {
            String everything = event.key() + event.headers() + event.body();
            assertThat(everything)
                    .doesNotContainIgnoringCase("kanarie")
                    .doesNotContainIgnoringCase("bird.example")
                    .doesNotContain("87654321", "1398765", "contact", "phone", "email");
        }
    }

    @Test
    void tells_nothing_ofARefusedCommand() {
        Map<String, Object> body = body();
        String id = customers.customer(body);
        assertRefused(customers.change(CLERK, id, 0, with(body, "country", "XX")), 422, "customer-invalid");
        assertRefused(customers.change(CLERK, id, 5, body), 412, "stale-version");
        assertStatus(customers.change(CLERK, id, 0, body), 200);

        assertThat(events(id, 2)).extracting(Received::aggregateVersion).containsExactly(1L, 2L);
    }

    @Test
    void tells_theStatedDay_whenHistoryIsTakenOver() {
        String id = assertStatus(
                        customers
                                .api
                                .as(IMPORTER)
                                .header("X-Business-Date", "1996-07-04")
                                .header("X-Import-Batch", "northwind")
                                .post(CustomerApi.CUSTOMERS, body()),
                        201)
                .path("id");
        assertThat(events(id, 1).get(0).attribute("businessdate")).isEqualTo("1996-07-04");
    }

    /** The first events of a customer; there are no more of it than that. */
    private List<Received> events(String id, int count) {
        String last = customers.customer(with(body(), "name", "after " + UUID.randomUUID()));
        try (EventProbe probe = EventProbe.on("neiqin.customers")) {
            probe.await(EventProbe.about(last), PATIENCE);
            probe.await(count, EventProbe.about(id), PATIENCE);
            List<Received> all =
                    probe.all().stream().filter(EventProbe.about(id)).toList();
            assertThat(all).hasSize(count);
            return all;
        }
    }
}
