package io.neiqin.customer.customer;

import static io.neiqin.customer.CustomerApi.CLERK;
import static io.neiqin.customer.CustomerApi.FINANCE;
import static io.neiqin.customer.CustomerApi.MANAGER;
import static io.neiqin.customer.CustomerApi.OTHER_SELLER;
import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.customer.CustomerApi.assertRefused;
import static io.neiqin.customer.CustomerApi.contact;
import static io.neiqin.customer.CustomerApi.full;
import static io.neiqin.customer.CustomerApi.path;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.customer.CustomerApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.http.ShownHistory;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who did what to a customer, value by value; and that a phone is hidden there as it is elsewhere. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class CustomerHistoryTest {

    private final DataSource database;
    private CustomerApi customers;

    CustomerHistoryTest(DataSource database) {
        this.database = database;
    }

    @BeforeEach
    void ready() {
        customers = CustomerApi.ready();
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("a customer's history begins with all that was entered, and shows each change with who made it")
    void customer_isTraced() {
        Map<String, Object> body = full();
        String id = customers.customer(body);
        Map<String, Object> changed =
                with(with(body, "tier", "B"), "contacts", List.of(contact("李静", "021-12345678-801", null)));
        assertStatus(customers.change(SELLER, id, 0, changed), 200);
        assertStatus(customers.assign(MANAGER, id, OTHER_SELLER), 200);
        ShownHistory history = ShownHistory.of(customers.api.as(CLERK), path(id));
        assertThat(history.commands()).containsExactly("assign", "edit", "create");

        assertThat(history.the("actor", 2)).isEqualTo(CLERK);
        assertThat(history.after(2))
                .containsEntry("/name", body.get("name"))
                .containsEntry("/tier", "A")
                .containsEntry("/contacts/0/phone", "138****5678")
                .containsEntry("/ownerNo", SELLER)
                .doesNotContainKeys("/changedAt", "/changedBy", "/warnings");

        assertThat(history.the("actor", 1)).isEqualTo(SELLER);
        assertThat(history.before(1)).containsEntry("/tier", "A").containsEntry("/contacts/0/name", "王小明");
        assertThat(history.after(1))
                .containsEntry("/tier", "B")
                .containsEntry("/contacts/0/name", "李静")
                .containsEntry("/contacts/1/name", null)
                .doesNotContainKeys("/name", "/ownerNo");

        assertThat(history.after(0))
                .containsEntry("/ownerNo", OTHER_SELLER)
                .containsOnlyKeys("/ownerNo", "/departmentId");
    }

    @Test
    @Tag("SEC-1")
    @Tag("SEC-2")
    @DisplayName("outside his sight there is no history; who works elsewhere sees no phone in it, as in the customer")
    void history_isSeenAsTheCustomerIs() {
        String id = customers.customer(full());
        assertRefused(customers.api.as(OTHER_SELLER).get(path(id) + "/history"), 404, "not-found");
        assertRefused(customers.api.as("root", "SYSTEM_ADMIN").get(path(id) + "/history"), 403, "role-missing");
        ShownHistory seen = ShownHistory.of(customers.api.as(FINANCE), path(id));
        for (String place : List.of("phone", "email", "phoneE164")) {
            Object shown = customers.get(FINANCE, id).path("contacts[0]." + place);
            assertThat(seen.after(0)).containsEntry("/contacts/0/" + place, shown);
        }
        assertThat(seen.after(0)).containsEntry("/contacts/0/name", "王小明");
        assertThat(seen.entries().toString())
                .contains("MASKED")
                .doesNotContain("13812345678", "138 1234 5678", "wang@");
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("a refusal leaves nothing in the history, and a repeated request nothing more")
    void refusalAndRepetition_leaveNothing() {
        Map<String, Object> body = full();
        Api again = customers.api.as(CLERK).newKey();
        String id = assertStatus(again.post(CustomerApi.CUSTOMERS, body), 201).path("id");
        assertStatus(again.post(CustomerApi.CUSTOMERS, body), 201);
        new Stored(database)
                .unchangedBy(() -> assertRefused(
                        customers.change(CLERK, id, 0, with(body, "country", "XX")), 422, "customer-invalid"));
        assertThat(ShownHistory.of(customers.api.as(CLERK), path(id)).commands())
                .containsExactly("create");
    }
}
