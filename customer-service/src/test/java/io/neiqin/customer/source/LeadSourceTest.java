package io.neiqin.customer.source;

import static io.neiqin.customer.CustomerApi.assertRefused;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.customer.SalesApi.CLERK;
import static io.neiqin.customer.SalesApi.CLERK_LEAD;
import static io.neiqin.customer.SalesApi.LEADS;
import static io.neiqin.customer.SalesApi.SELLER;
import static io.neiqin.customer.SalesApi.fullLead;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.customer.SalesApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.ShownHistory;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class LeadSourceTest {

    private static final String SOURCES = "/api/customer/lead-sources";

    @Test
    @Tag("CUS-28")
    @DisplayName("the usual channels are there; another one can be added, and is given up without touching old leads")
    void vocabulary_growsAndShrinks_underItsLeads() {
        SalesApi sales = SalesApi.ready();
        assertThat(sales.api.as(SELLER).get(SOURCES).<List<String>>path("items.code"))
                .contains(
                        "EXHIBITION",
                        "WEBSITE",
                        "PHONE_IN",
                        "REFERRAL",
                        "TELEMARKETING",
                        "SOCIAL_MEDIA",
                        "PARTNER",
                        "OTHER");
        String code = "S" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
        Response made = assertStatus(
                sales.api.as(CLERK_LEAD).post(SOURCES, Map.of("code", code, "zh", "直播", "en", "Live")), 201);
        String id = made.path("id");
        Map<String, Object> lead = with(fullLead(SELLER), "source", code);
        String old = assertStatus(sales.api.as(CLERK).post(LEADS, lead), 201).path("id");

        Map<String, Object> over = Map.of("zh", "直播带货", "en", "Live", "active", false);
        assertStatus(sales.api.as(CLERK_LEAD).ifMatch(0).put(SOURCES + "/" + id, over), 200);
        assertRefused(sales.api.as(CLERK).post(LEADS, lead), 422, "unknown-lead-source");
        assertStatus(sales.api.as(CLERK).ifMatch(0).put(LEADS + "/" + old, with(lead, "region", "华北")), 200);
        assertThat(sales.api.as(SELLER).get(SOURCES + "?active=false").<List<String>>path("items.code"))
                .contains(code);
        assertThat(ShownHistory.of(sales.api.as(SELLER), SOURCES + "/" + id).before(0))
                .containsEntry("/zh", "直播");
    }
}
