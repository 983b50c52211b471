package io.neiqin.customer;

import static io.neiqin.customer.CustomerApi.CUSTOMERS;
import static io.neiqin.customer.CustomerApi.full;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.testkit.http.Api.assertStatus;

import io.neiqin.testkit.scope.Made;
import io.neiqin.testkit.scope.Surface;
import io.neiqin.testkit.scope.Surface.Owner;
import java.util.List;
import java.util.Map;

/** Surveys, plans and anomalies, as the matrices make them. */
final class CareScope {

    private CareScope() {}

    static Surface within(Surface surface) {
        return surface.records("/surveys", (owner, gone) -> gone ? null : survey(owner))
                .related("POST /surveys", "/customers", of -> visit(of.id()))
                .body("POST /surveys/{id}/attempt", () -> Map.of("channel", "PHONE", "outcome", "ABSENT"))
                .body("POST /surveys/{id}/answer", () -> Map.of("channel", "PHONE", "answeredBy", "李静", "overall", 4))
                .body("POST /surveys/{id}/reassign", () -> Map.of("assigneeNo", CustomerApi.SELLER))
                .asking(
                        "GET /return-visits",
                        "/surveys",
                        survey -> List.of(
                                "/return-visits?limit=200&count=exact",
                                "/return-visits?customerId=" + survey.value("customerId"),
                                "/return-visits?assigneeNo=" + survey.value("assigneeNo")))
                .records("/plans", (owner, gone) -> gone ? null : plan(owner))
                .related("POST /plans", "/customers", of -> plan(Map.of("kind", "KEY", "customerId", of.id())))
                .body("PUT /plans/{id}", () -> plan(Map.of("kind", "KEY", "name", "鼎新")))
                .body("POST /plans/{id}/close", () -> Map.of("selfAssessment", "good"))
                .records("/anomalies", (owner, gone) -> gone ? null : anomaly(owner))
                .related("POST /anomalies", "/customers", of -> anomaly(of.id()));
    }

    private static String customer(Owner owner) {
        return assertStatus(owner.api().post(CUSTOMERS, with(full(), "ownerNo", owner.employeeNo())), 201)
                .path("id");
    }

    /** A return visit to his own customer, by himself. */
    private static Made survey(Owner owner) {
        String customer = customer(owner);
        return Made.of(assertStatus(owner.api().post("/api/customer/surveys", visit(customer)), 201)
                        .path("id"))
                .with("customerId", customer)
                .with("assigneeNo", owner.employeeNo())
                .with("ownerNo", owner.employeeNo());
    }

    private static Map<String, Object> visit(String customer) {
        return Map.of("customerId", customer, "kind", "RETURN_VISIT");
    }

    private static Made plan(Owner owner) {
        Map<String, Object> body = plan(Map.of("kind", "POTENTIAL", "name", "鼎新"));
        return Made.of(
                assertStatus(owner.api().post("/api/customer/plans", body), 201).path("id"));
    }

    private static Map<String, Object> plan(Map<String, Object> target) {
        return Map.of("kind", "REGION", "from", "2026-12-01", "to", "2026-12-31", "targets", List.of(target));
    }

    /** Of his own customer; nobody is above him. */
    private static Made anomaly(Owner owner) {
        String customer = customer(owner);
        return Made.of(assertStatus(owner.api().post("/api/customer/anomalies", anomaly(customer)), 201)
                        .path("id"))
                .with("ownerNo", owner.employeeNo());
    }

    private static Map<String, Object> anomaly(String customer) {
        return Map.of("customerId", customer, "kind", "LEGAL", "severity", "LOW", "what", "a suit");
    }
}
