package io.neiqin.customer.customer;

import static io.neiqin.customer.CustomerApi.CLERK;
import static io.neiqin.customer.CustomerApi.COLLEAGUE;
import static io.neiqin.customer.CustomerApi.CUSTOMERS;
import static io.neiqin.customer.CustomerApi.FINANCE;
import static io.neiqin.customer.CustomerApi.LEAVER;
import static io.neiqin.customer.CustomerApi.NORTH_FINANCE;
import static io.neiqin.customer.CustomerApi.OTHER_SELLER;
import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.customer.CustomerApi.assertRefused;
import static io.neiqin.customer.CustomerApi.body;
import static io.neiqin.customer.CustomerApi.full;
import static io.neiqin.customer.CustomerApi.path;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.customer.CustomerApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.Organisation;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class CustomerSightTest {

    private CustomerApi customers;

    @BeforeEach
    void ready() {
        customers = CustomerApi.ready();
    }

    @Test
    @Tag("SEC-2")
    @Tag("CUS-11")
    @DisplayName("outside his sight a customer does not exist, for reading and for changing")
    void get_knowsNothing_ofCustomersOutsideTheSight() {
        Map<String, Object> foreign = with(body(), "ownerNo", OTHER_SELLER);
        String id = customers.customer(foreign);

        assertRefused(customers.get(SELLER, id), 404, "not-found");
        assertRefused(customers.change(SELLER, id, 0, foreign), 404, "not-found");
        assertRefused(customers.get(NORTH_FINANCE, id), 404, "not-found");
        assertRefused(customers.get(CLERK, UUID.randomUUID().toString()), 404, "not-found");
        assertThat(customers.get(CLERK, id).<Integer>path("version")).isZero();
    }

    @Test
    @Tag("SEC-2")
    @Tag("CUS-11")
    @DisplayName("a list holds what its reader may see, by owner and by department")
    void list_isCut_toWhatTheReaderSees() {
        String mark = UUID.randomUUID().toString();
        for (String owner : List.of(SELLER, OTHER_SELLER, COLLEAGUE)) {
            customers.customer(with(with(body(), "name", mark + owner), "ownerNo", owner));
        }
        assertThat(customers.names(CLERK, "q=" + mark)).hasSize(3);
        assertThat(customers.names(FINANCE, "q=" + mark)).hasSize(3);
        assertThat(customers.names(SELLER, "q=" + mark)).containsExactly(mark + SELLER);
        assertThat(customers.names(NORTH_FINANCE, "q=" + mark)).containsExactly(mark + SELLER);
        assertThat(customers.names(OTHER_SELLER, "q=" + mark))
                .containsExactlyInAnyOrder(mark + OTHER_SELLER, mark + COLLEAGUE);
        assertThat(customers.names(COLLEAGUE, "q=" + mark)).containsExactly(mark + COLLEAGUE);
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("whoever has no role for it enters and changes nothing")
    void commands_areRefused_toOtherRoles() {
        String id = customers.customerOf(SELLER);
        assertRefused(customers.create(FINANCE, body()), 403, "role-missing");
        assertRefused(customers.change(FINANCE, id, 0, body()), 403, "role-missing");
        assertRefused(customers.assign(FINANCE, id, COLLEAGUE), 403, "role-missing");
        assertRefused(customers.api.anonymous().get(path(id)), 401, "token-missing");
        assertRefused(customers.get("nobody", id), 403, "unknown-employee");
        assertRefused(customers.get(LEAVER, id), 403, "unknown-employee");
    }

    @Test
    @Tag("CUS-12")
    @Tag("CUS-4")
    @DisplayName("a customer is found by everything it is filed under")
    void list_isNarrowed_byEveryFilter() {
        String mark = UUID.randomUUID().toString();
        Map<String, Object> body = with(full(), "name", "北方% " + mark);
        body.put("region", "R" + mark);
        body.put("externalRef", Map.of("system", "crm", "id", mark));
        customers.customer(body);
        Map<String, Object> other = with(body(), "name", "南方 " + mark);
        other.put("country", "DE");
        other.put("tier", "B");
        other.put("ownerNo", COLLEAGUE);
        customers.customer(other);

        String north = (String) body.get("name");
        String south = (String) other.get("name");
        String both = "q=" + mark.toUpperCase(Locale.ROOT);
        assertThat(customers.names(CLERK, both)).containsExactly(south, north);
        assertThat(customers.names(CLERK, both + "&ownerNo=" + COLLEAGUE)).containsExactly(south);
        assertThat(customers.names(CLERK, both + "&departmentId=" + Organisation.departmentId("NORTH")))
                .containsExactly(north);
        assertThat(customers.names(CLERK, both + "&country=de")).containsExactly(south);
        assertThat(customers.names(CLERK, both + "&tier=A")).containsExactly(north);
        assertThat(customers.names(CLERK, both + "&status=PROSPECT")).containsExactly(south, north);
        assertThat(customers.names(CLERK, both + "&status=ACTIVE")).isEmpty();
        assertThat(customers.names(CLERK, "region=R" + mark)).containsExactly(north);
        assertThat(customers.names(CLERK, "externalSystem=crm&externalId=" + mark))
                .containsExactly(north);
        assertThat(customers.names(CLERK, "uscc=" + body.get("uscc").toString().toLowerCase(Locale.ROOT)))
                .containsExactly(north);
        assertThat(customers.names(CLERK, "q=%E5%8C%97%E6%96%B9%25%20" + mark)).containsExactly(north);
        assertRefused(customers.api.as(CLERK).get(CUSTOMERS + "?tier=E"), 400, "parameter-invalid");
        assertRefused(customers.api.as(CLERK).get(CUSTOMERS + "?status=GONE"), 400, "parameter-invalid");
    }

    @Test
    void list_pages_throughEverythingOnce() {
        String mark = UUID.randomUUID().toString();
        for (int i = 0; i < 5; i++) {
            customers.customer(with(body(), "name", mark + i));
        }
        List<String> read = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            Response page = customers.api.as(CLERK).get(CUSTOMERS + "?limit=2&q=" + mark + "&cursor=" + cursor);
            read.addAll(assertStatus(page, 200).<List<String>>path("items.name"));
            cursor = page.path("nextCursor");
        }
        assertThat(read).containsExactly(mark + 4, mark + 3, mark + 2, mark + 1, mark + 0);
        assertThat(customers.count(mark)).isEqualTo(5);
        assertRefused(customers.api.as(CLERK).get(CUSTOMERS + "?limit=201"), 400, "limit-invalid");
    }
}
