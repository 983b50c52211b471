package io.neiqin.customer.customer;

import static io.neiqin.customer.CustomerApi.CLERK;
import static io.neiqin.customer.CustomerApi.COLLEAGUE;
import static io.neiqin.customer.CustomerApi.LEAVER;
import static io.neiqin.customer.CustomerApi.MANAGER;
import static io.neiqin.customer.CustomerApi.OTHER_SELLER;
import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.customer.CustomerApi.SUPERVISOR;
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
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class CustomerChangeTest {

    private CustomerApi customers;

    @BeforeEach
    void ready() {
        customers = CustomerApi.ready();
    }

    @Test
    @Tag("CUS-6")
    @Tag("DAT-4")
    @DisplayName("contacts and business scope are brought up to date, with who and when")
    void change_replacesTheFile_andSaysWhoDidIt() {
        Map<String, Object> body = full();
        String id = customers.customer(body);
        Map<String, Object> after = with(body, "businessScope", "机械设备维修");
        after.put("contacts", List.of(contact("赵敏", "139 0000 1111", null)));
        after.put("tier", null);
        Response changed = assertStatus(customers.change(SUPERVISOR, id, 0, after), 200);

        assertThat(changed.header("ETag")).isEqualTo("\"1\"");
        assertThat(changed.header("Event-Version"))
                .as("changed, and of another tier")
                .isEqualTo("3");
        assertThat(changed.<String>path("businessScope")).isEqualTo("机械设备维修");
        assertThat(changed.<List<String>>path("contacts.name")).containsExactly("赵敏");
        assertThat(changed.<List<Boolean>>path("contacts.primary")).containsExactly(true);
        assertThat(changed.<String>path("tier")).isNull();
        assertThat(changed.<String>path("uscc")).isEqualTo(body.get("uscc"));
        assertThat(changed.<String>path("createdBy")).isEqualTo(CLERK);
        assertThat(changed.<String>path("changedBy")).isEqualTo(SUPERVISOR);
        assertThat(customers.get(CLERK, id).<Map<String, Object>>path("contacts[0]"))
                .isEqualTo(changed.<Map<String, Object>>path("contacts[0]"));
    }

    @Test
    void change_raisesTheVersion_alsoWhenOnlyAContactChanges() {
        Map<String, Object> body = full();
        String id = customers.customer(body);
        body.put("contacts", List.of(contact("王小明", "13812345679", null)));
        assertStatus(customers.change(CLERK, id, 0, body), 200);
        Response more = customers.change(CLERK, id, 1, with(body, "contacts", List.of()));
        assertStatus(more, 200);
        assertThat(more.header("ETag")).isEqualTo("\"2\"");
        assertThat(customers.get(CLERK, id).<List<Object>>path("contacts")).isEmpty();
    }

    @Test
    void change_isRefused_whenTheVersionIsOldOrMissing() {
        Map<String, Object> body = body();
        String id = customers.customer(body);
        assertStatus(customers.change(CLERK, id, 0, with(body, "city", "A")), 200);

        Response stale = assertRefused(customers.change(CLERK, id, 0, with(body, "city", "B")), 412, "stale-version");
        assertThat(stale.<Integer>path("currentVersion")).isEqualTo(1);
        assertRefused(customers.api.as(CLERK).put(path(id), with(body, "city", "B")), 428, "if-match-required");
        assertRefused(customers.api.as(CLERK).header("If-Match", "1").put(path(id), body), 400, "if-match-invalid");
        assertThat(customers.get(CLERK, id).<String>path("city")).isEqualTo("A");
    }

    @Test
    void change_leavesOwnerAndExternalReference_asTheyAre() {
        Map<String, String> ref =
                Map.of("system", "crm", "id", UUID.randomUUID().toString());
        Map<String, Object> body = with(body(), "externalRef", ref);
        String id = customers.customer(body);

        assertWrong(customers.change(MANAGER, id, 0, with(body, "ownerNo", COLLEAGUE)), "/ownerNo", "owner-by-assign");
        assertWrong(
                customers.change(CLERK, id, 0, with(body, "externalRef", Map.of("system", "crm", "id", "other"))),
                "/externalRef",
                "external-ref-fixed");
        Response changed = customers.change(CLERK, id, 0, with(with(body, "ownerNo", null), "externalRef", null));
        assertStatus(changed, 200);
        assertThat(changed.<String>path("ownerNo")).isEqualTo(SELLER);
        assertThat(changed.<String>path("externalRef.id")).isEqualTo(ref.get("id"));
    }

    @Test
    void change_refusesTheCode_ofAnotherCustomer() {
        Map<String, Object> first = with(body(), "uscc", uscc());
        customers.customer(first);
        Map<String, Object> second = body();
        String id = customers.customer(second);
        assertRefused(customers.change(CLERK, id, 0, with(second, "uscc", first.get("uscc"))), 409, "duplicate-uscc");
        assertThat(customers.get(CLERK, id).header("ETag")).isEqualTo("\"0\"");
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("a salesperson changes his own customers, and only looks at his colleague's")
    void change_isTheOwners_amongSalespersons() {
        String own = customers.customerOf(OTHER_SELLER);
        String colleagues = customers.customerOf(COLLEAGUE);

        assertThat(customers.get(OTHER_SELLER, own).<List<String>>path("allowedActions"))
                .containsExactly("edit", "tag", "mark-lost", "release", "unmask");
        assertStatus(customers.change(OTHER_SELLER, own, 0, with(body(), "ownerNo", null)), 200);
        assertThat(customers.get(OTHER_SELLER, colleagues).<List<String>>path("allowedActions"))
                .isEmpty();
        assertRefused(
                customers.change(OTHER_SELLER, colleagues, 0, with(body(), "ownerNo", null)), 403, "not-your-customer");
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("the owner is changed by supervisor and manager; the department follows")
    void assign_movesCustomerAndSight_toTheNewOwner() {
        String id = customers.customerOf(SELLER);
        assertThat(customers.get(SUPERVISOR, id).<List<String>>path("allowedActions"))
                .containsExactly("edit", "assign", "tag", "mark-lost", "release", "unmask");
        Response assigned = assertStatus(customers.assign(SUPERVISOR, id, COLLEAGUE), 200);

        assertThat(assigned.header("ETag")).isEqualTo("\"1\"");
        assertThat(assigned.<String>path("ownerNo")).isEqualTo(COLLEAGUE);
        assertThat(assigned.<String>path("departmentId"))
                .isEqualTo(Organisation.departmentId("SOUTH").toString());
        assertThat(assigned.<List<String>>path("contacts.name")).containsExactly("王小明", "李静");
        assertRefused(customers.get(SELLER, id), 404, "not-found");
        assertStatus(customers.get(COLLEAGUE, id), 200);
        assertStatus(customers.get(OTHER_SELLER, id), 200);
    }

    @Test
    void assign_isRefused_toTheWrongPerson_orByOne() {
        String id = customers.customerOf(SELLER);
        assertRefused(customers.assign(CLERK, id, COLLEAGUE), 403, "role-missing");
        assertRefused(customers.assign(SELLER, id, COLLEAGUE), 403, "role-missing");
        assertRefused(customers.assign(MANAGER, id, "E999"), 422, "unknown-owner");
        assertRefused(customers.assign(MANAGER, id, LEAVER), 422, "inactive-owner");
        assertRefused(customers.assign(MANAGER, id, SELLER), 409, "already-owner");
        assertRefused(customers.assign(MANAGER, UUID.randomUUID().toString(), SELLER), 404, "not-found");
        Response stale = customers.api.as(MANAGER).ifMatch(7).post(path(id) + "/assign", Map.of("ownerNo", COLLEAGUE));
        assertRefused(stale, 412, "stale-version");
        assertThat(customers.get(CLERK, id).<String>path("ownerNo")).isEqualTo(SELLER);
    }
}
