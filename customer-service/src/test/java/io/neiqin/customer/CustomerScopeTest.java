package io.neiqin.customer;

import static io.neiqin.customer.CustomerApi.CUSTOMERS;
import static io.neiqin.customer.CustomerApi.full;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.testkit.http.Api.assertStatus;

import io.neiqin.platform.identity.Roles;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.scope.LeakMatrix;
import io.neiqin.testkit.scope.Made;
import io.neiqin.testkit.scope.MassAssignment;
import io.neiqin.testkit.scope.Surface;
import io.neiqin.testkit.scope.Surface.Owner;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who gets at what, and what nobody can write, by every operation of the service. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class CustomerScopeTest {

    private final DataSource database;

    CustomerScopeTest(DataSource database) {
        this.database = database;
    }

    @BeforeEach
    void ready() {
        CustomerApi.ready();
    }

    @Test
    @Tag("SEC-1")
    @Tag("SEC-2")
    @Tag("CUS-11")
    @DisplayName("nobody gets at another's customers by any operation, but where a reason is given")
    void leaksNothing_byAnyOperation_toAnybody() {
        LeakMatrix.check(CustomerScopeTest.class, surface(), database);
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("nothing of a customer is changed by a field that is not asked for")
    void takesNothing_thatIsNotAskedFor() {
        MassAssignment.check(surface(), database);
    }

    private static Surface surface() {
        return Surface.of("/api/customer", Roles.BINDABLE)
                .records("/customers", (owner, gone) -> gone ? null : customer(owner))
                .records("/exports", (owner, gone) -> gone ? null : export(owner))
                .related("POST /customers", "/customers", of -> with(full(), "ownerNo", of.value("ownerNo")))
                .variant("GET /customers/{id}", "unmask=true")
                .body("PUT /customers/{id}", () -> with(full(), "ownerNo", null))
                .body("POST /customers/{id}/assign", () -> Map.of("ownerNo", CustomerApi.SELLER))
                .asking(
                        "GET /unmaskings",
                        "/customers",
                        customer -> List.of("/unmaskings?limit=200", "/unmaskings?subjectId=" + customer.id()));
    }

    /** Seen plain by its owner, so that there is something about it in the log. */
    private static Made customer(Owner owner) {
        Map<String, Object> body = new HashMap<>(full());
        body.put("ownerNo", owner.employeeNo());
        String external = UUID.randomUUID().toString();
        body.put("externalRef", Map.of("system", "lm", "id", external));
        String id = assertStatus(owner.api().post(CUSTOMERS, body), 201).path("id");
        assertStatus(owner.api().get(CUSTOMERS + "/" + id + "?unmask=true"), 200);
        return Made.of(id)
                .with("ownerNo", owner.employeeNo())
                .with("q", (String) body.get("name"))
                .with("contact", "王小明")
                .with("phone", "5678")
                .with("externalSystem", "lm")
                .with("externalId", external);
    }

    /** While he saw everything: now that he sees less, he does not get the file either. */
    private static Made export(Owner owner) {
        Map<String, Object> body = Map.of("kind", "customers", "format", "CSV", "filters", Map.of("q", "nothing"));
        return Made.of(assertStatus(owner.api().post("/api/customer/exports", body), 201)
                .path("id"));
    }
}
