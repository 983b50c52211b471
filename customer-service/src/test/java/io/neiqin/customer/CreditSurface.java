package io.neiqin.customer;

import static io.neiqin.customer.CreditApi.ATTACHMENTS;
import static io.neiqin.customer.CreditApi.PAPER_FILES;
import static io.neiqin.customer.CreditApi.PROFILES;
import static io.neiqin.customer.CreditApi.QUALIFICATIONS;
import static io.neiqin.customer.CreditApi.TASKS;
import static io.neiqin.customer.CreditApi.terms;
import static io.neiqin.customer.CustomerApi.CLERK;
import static io.neiqin.customer.CustomerApi.SUPERVISOR;
import static io.neiqin.customer.CustomerApi.body;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.testkit.http.Api.assertStatus;

import io.neiqin.testkit.scope.Made;
import io.neiqin.testkit.scope.Surface;
import io.neiqin.testkit.scope.Surface.Owner;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the matrices have to be told of credit, verifications, qualifications and papers. */
final class CreditSurface {

    private static final String KIND = "BUSINESS_LICENCE";
    private static final String PAPER = "\"licence\"";

    /** Customers made last, by what is to be made about them and by owner. */
    private static final Map<String, String> UNUSED = new ConcurrentHashMap<>();

    private CreditSurface() {}

    static Surface in(Surface surface) {
        CreditApi api = CreditApi.ready();
        return surface.records("/credit-profiles", (owner, gone) -> gone ? null : profile(api, owner))
                .records("/verification-tasks", (owner, gone) -> gone ? null : task(api, owner))
                .records("/qualifications", (owner, gone) -> gone ? null : qualification(api, owner))
                .records("/paper-files", (owner, gone) -> gone ? null : file(api, owner))
                .records("/attachments", (owner, gone) -> gone ? null : paper(api, owner))
                .related("POST /attachments", "/attachments", paper -> PAPER)
                .query("POST /attachments", paper -> papersOf(paper) + "&purpose=" + KIND)
                .asking("GET /attachments", "/attachments", paper -> List.of("/attachments?" + papersOf(paper)))
                .related("POST /credit-profiles", "/customers", of -> suggestion(another(api, PROFILES, of)))
                .body("POST /credit-profiles/{id}/suggest", () -> Map.of("terms", terms("5.00")))
                .related("POST /verification-tasks", "/customers", of -> Map.of("customerId", another(api, TASKS, of)))
                .body("POST /verification-tasks/{id}/correct", () -> Map.of("fields", List.of("name")))
                .related(
                        "POST /qualifications",
                        "/customers",
                        of -> licence(api, of.id(), of.values().isEmpty()))
                .related("POST /paper-files", "/customers", of -> place(another(api, PAPER_FILES, of)))
                .asking(
                        "GET /deadlines",
                        "/verification-tasks",
                        task -> List.of(
                                "/deadlines?limit=200&count=exact",
                                "/deadlines?count=exact&subjectId=" + task.id(),
                                "/deadlines?count=exact&ownerNo=" + task.value("ownerNo")));
    }

    /** A customer of the same owner, about which there is nothing yet; the same where he can own none any more. */
    private static String another(CreditApi api, String collection, Made of) {
        String unused = UNUSED.get(collection + of.value("ownerNo"));
        if (unused != null && isEmpty(api.api.as(CLERK).get(collection + "?customerId=" + unused))) {
            return unused;
        }
        Response made = api.customers.create(CLERK, with(body(), "ownerNo", of.value("ownerNo")));
        String customer = made.statusCode() == 201 ? made.path("id") : of.id();
        UNUSED.put(collection + of.value("ownerNo"), customer);
        return customer;
    }

    private static boolean isEmpty(Response page) {
        return page.<List<Object>>path("items").isEmpty();
    }

    private static String customer(CreditApi api, String ownerNo) {
        return api.customers.customer(with(body(), "ownerNo", ownerNo));
    }

    private static Map<String, Object> suggestion(String customer) {
        return Map.of("customerId", customer, "terms", terms("5.00"));
    }

    private static Map<String, Object> place(String customer) {
        return Map.of("customerId", customer, "location", "3-12");
    }

    /** @param nothing whether there is no such customer */
    private static Map<String, Object> licence(CreditApi api, String customer, boolean nothing) {
        Map<String, Object> body = new HashMap<>();
        body.put("customerId", customer);
        body.put("kind", KIND);
        body.put("documentNo", "1");
        body.put("attachmentId", nothing ? customer : api.attached(CLERK, customer, KIND));
        return body;
    }

    /** Suggested by another: nobody suggests for a customer of his own. */
    private static Made profile(CreditApi api, Owner owner) {
        String customer = customer(api, owner.employeeNo());
        String id = assertStatus(api.suggestFirst(SUPERVISOR, customer, terms("5.00")), 201)
                .path("id");
        return of(id, customer, owner);
    }

    private static Made task(CreditApi api, Owner owner) {
        String customer = customer(api, owner.employeeNo());
        return of(
                assertStatus(owner.api().post(TASKS, Map.of("customerId", customer)), 201)
                        .path("id"),
                customer,
                owner);
    }

    private static Made qualification(CreditApi api, Owner owner) {
        String customer = customer(api, owner.employeeNo());
        Map<String, Object> licence = licence(api, customer, false);
        String id = assertStatus(owner.api().post(QUALIFICATIONS, licence), 201).path("id");
        return of(id, customer, owner);
    }

    private static Made file(CreditApi api, Owner owner) {
        String customer = customer(api, owner.employeeNo());
        return of(
                assertStatus(owner.api().post(PAPER_FILES, place(customer)), 201)
                        .path("id"),
                customer,
                owner);
    }

    private static Made paper(CreditApi api, Owner owner) {
        String customer = customer(api, owner.employeeNo());
        String address = ATTACHMENTS + "?type=customer&purpose=" + KIND + "&record=" + customer;
        return of(assertStatus(owner.api().post(address, PAPER), 201).path("id"), customer, owner);
    }

    private static String papersOf(Made paper) {
        return "type=customer&record=" + paper.value("customerId");
    }

    private static Made of(String id, String customer, Owner owner) {
        return Made.of(id).with("customerId", customer).with("ownerNo", owner.employeeNo());
    }
}
