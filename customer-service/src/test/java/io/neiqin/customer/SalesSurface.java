package io.neiqin.customer;

import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.customer.SalesApi.ACTIVITIES;
import static io.neiqin.customer.SalesApi.LEADS;
import static io.neiqin.customer.SalesApi.SHEETS;
import static io.neiqin.testkit.http.Api.assertStatus;

import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.scope.Made;
import io.neiqin.testkit.scope.Surface;
import io.neiqin.testkit.scope.Surface.Owner;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** What the matrices have to be told of leads, activities and call sheets. */
final class SalesSurface {

    /** Whose sheets are looked at. */
    private static final String DAY = "2024-03-05";

    private SalesSurface() {}

    static Surface in(Surface surface) {
        return surface.records("/leads", SalesSurface::lead)
                .related("POST /leads", "/leads", of -> with(SalesApi.lead(), "ownerNo", of.value("ownerNo")))
                .variant("GET /leads/{id}", "unmask=true")
                .body("PUT /leads/{id}", () -> SalesApi.lead())
                .body("POST /leads/{id}/assign", () -> Map.of("ownerNo", CustomerApi.SELLER))
                .body("POST /leads/{id}/convert", () -> Map.of("city", "Suzhou"))
                .body("POST /leads/{id}/disqualify", () -> Map.of("reason", "no budget"))
                .unowned("/lead-sources", SalesSurface::source)
                .body("POST /lead-sources", SalesSurface::word)
                .body("PUT /lead-sources/{id}", () -> Map.of("zh", "展览", "en", "Fair", "active", true))
                .records("/activities", SalesSurface::activity)
                .related(
                        "POST /activities", "/activities", of -> SalesApi.call("leadId", of.value("leadId"), "REACHED"))
                .body("POST /activities/{id}/reschedule", () -> Map.of("day", "2099-01-02"))
                .body("POST /activities/{id}/complete", () -> SalesApi.report("REACHED"))
                .body("POST /activities/{id}/correct", () -> SalesApi.report("REACHED"))
                .body("POST /activities/{id}/miss", () -> Map.of("reason", "ill"))
                .body("POST /activities/{id}/cancel", () -> Map.of("reason", "ill"))
                .records("/call-sheets", (owner, gone) -> gone ? null : sheet(owner))
                .query("GET /call-sheets/{date}", of -> "employeeNo=" + of.value("employeeNo"))
                .asking(
                        "GET /call-sheets",
                        "/call-sheets",
                        of -> List.of(
                                "/call-sheets?from=" + DAY + "&to=" + DAY,
                                "/call-sheets?submitted=true&from=" + DAY + "&to=" + DAY,
                                "/call-sheets?from=" + DAY + "&to=" + DAY + "&employeeNo=" + of.value("employeeNo")))
                .body("POST /call-sheets/{date}/submit", () -> Map.of("remarks", "all done"))
                .body("POST /call-sheets/{date}/acknowledge", of -> Map.of("employeeNo", of.value("employeeNo")));
    }

    /** Whoever looks at it later, as its owner, has seen it before. */
    private static Made lead(Owner owner, boolean gone) {
        Map<String, Object> body = new HashMap<>(SalesApi.fullLead(owner.employeeNo()));
        String external = UUID.randomUUID().toString();
        body.put("externalRef", Map.of("system", "lm", "id", external));
        String id = assertStatus(owner.api().post(LEADS, body), 201).path("id");
        if (gone) {
            assertStatus(owner.api().post(LEADS + "/" + id + "/disqualify", Map.of("reason", "no budget")), 200);
        }
        return Made.of(id)
                .with("ownerNo", owner.employeeNo())
                .with("q", (String) body.get("name"))
                .with("externalSystem", "lm")
                .with("externalId", external);
    }

    private static Made source(Api api) {
        return Made.of(assertStatus(api.post("/api/customer/lead-sources", word()), 201)
                .path("id"));
    }

    private static Map<String, Object> word() {
        String code = "W" + UUID.randomUUID().toString().substring(0, 12);
        return Map.of("code", code.toUpperCase(Locale.ROOT).replace('-', '_'), "zh", "展览", "en", "Fair");
    }

    /** About a lead of his, planned for a day that is long to come. */
    private static Made activity(Owner owner, boolean gone) {
        String lead = assertStatus(owner.api().post(LEADS, SalesApi.fullLead(owner.employeeNo())), 201)
                .path("id");
        Map<String, Object> body = Map.of(
                "kind", "VISIT", "leadId", lead, "appointment", Map.of("day", "2099-01-01", "purpose", "show it"));
        String id = assertStatus(owner.api().post(ACTIVITIES, body), 201).path("id");
        if (gone) {
            assertStatus(owner.api().post(ACTIVITIES + "/" + id + "/cancel", Map.of("reason", "ill")), 200);
        }
        return Made.of(id).with("leadId", lead).with("employeeNo", owner.employeeNo());
    }

    /** His report of a day on which he had not called anybody; of the same day for everybody, so each has one. */
    private static Made sheet(Owner owner) {
        String id = owner.api()
                .get(SHEETS + "/" + DAY + "?employeeNo=" + owner.employeeNo())
                .path("items[0].submission.id");
        if (id == null) {
            id = assertStatus(owner.api().post(SHEETS + "/" + DAY + "/submit", Map.of("remarks", "no line")), 200)
                    .path("id");
        }
        return Made.of(id).with("date", DAY).with("employeeNo", owner.employeeNo());
    }
}
