package io.neiqin.customer.customer;

import static io.neiqin.customer.CustomerApi.CLERK;
import static io.neiqin.customer.CustomerApi.COLLEAGUE;
import static io.neiqin.customer.CustomerApi.FINANCE;
import static io.neiqin.customer.CustomerApi.OTHER_SELLER;
import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.customer.CustomerApi.assertRefused;
import static io.neiqin.customer.CustomerApi.body;
import static io.neiqin.customer.CustomerApi.contact;
import static io.neiqin.customer.CustomerApi.full;
import static io.neiqin.customer.CustomerApi.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.customer.CustomerApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.ExportedTable;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class CustomerExportTest {

    private CustomerApi customers;

    @BeforeEach
    void ready() {
        customers = CustomerApi.ready();
    }

    private ExportedTable exported(String who, String mark) {
        return ExportedTable.of(customers.api.as(who), "customer", "customers", Map.of("q", mark));
    }

    @Test
    @DisplayName("a customer is a row with its primary contact, whose phone and e-mail are masked")
    void export_showsACustomer_andMasksItsContact() {
        String mark = UUID.randomUUID().toString();
        Map<String, Object> full = with(full(), "name", "北方机械" + mark);
        full.put("externalRef", Map.of("system", "crm", "id", mark));
        full.put(
                "contacts",
                List.of(
                        contact("李静", "021-12345678-801", null),
                        with(contact("王小明", "138 1234 5678", "wang@example.com"), "primary", true)));
        String id = customers.customer(full);
        customers.customer(with(body(), "name", "+" + mark));

        List<Map<String, String>> rows = exported(CLERK, mark).rows();
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0)).containsEntry("name", "'+" + mark).containsEntry("contact", "");
        assertThat(rows.get(1))
                .containsEntry("number", customers.get(CLERK, id).path("number"))
                .containsEntry("customer_code", mark)
                .containsEntry("uscc", (String) full.get("uscc"))
                .containsEntry("country", "CN")
                .containsEntry("tier", "A")
                .containsEntry("owner_no", SELLER)
                .containsEntry("status", "PROSPECT")
                .containsEntry("contact", "王小明")
                .containsEntry("phone", "138****5678")
                .containsEntry("email", "w***@example.com");
        assertThat(exported(CLERK, UUID.randomUUID().toString()).rows()).isEmpty();
    }

    @Test
    @Tag("SEC-2")
    @Tag("CUS-11")
    @DisplayName("each takes out the customers that his list shows, and in its order")
    void export_isCut_asTheListIs() {
        String mark = UUID.randomUUID().toString();
        for (String owner : List.of(SELLER, OTHER_SELLER, COLLEAGUE)) {
            customers.customer(with(with(body(), "name", mark + owner), "ownerNo", owner));
        }
        Map.of(CLERK, 3, SELLER, 1, OTHER_SELLER, 2, COLLEAGUE, 1)
                .forEach((who, seen) -> assertThat(exported(who, mark).column("name"))
                        .as(who)
                        .isEqualTo(customers.names(who, "q=" + mark))
                        .hasSize(seen));
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("the customer file is not for everybody to take out, and narrowed as the list is")
    void export_isRefused_asTheListIs() {
        Map<String, Object> all = Map.of("kind", "customers", "format", "XLSX");
        String exports = "/api/customer/exports";
        assertRefused(customers.api.as(FINANCE).post(exports, all), 403, "role-missing");
        for (Map<String, String> filter :
                List.of(Map.of("tier", "E"), Map.of("status", "GONE"), Map.of("departmentId", "north"))) {
            Map<String, Object> wrong = Map.of("kind", "customers", "format", "XLSX", "filters", filter);
            assertRefused(customers.api.as(CLERK).post(exports, wrong), 400, "parameter-invalid");
        }
    }
}
