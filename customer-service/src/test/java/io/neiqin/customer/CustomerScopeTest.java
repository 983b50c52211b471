package io.neiqin.customer;

import static io.neiqin.customer.CustomerApi.CUSTOMERS;
import static io.neiqin.customer.CustomerApi.full;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.testkit.http.Api.assertStatus;

import io.neiqin.platform.identity.Roles;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Api;
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
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who gets at what, and what nobody can write, by every operation of the service. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class CustomerScopeTest {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String TICKETS = "/api/customer/tickets";
    private static final String PAPER = "\"it leaks\"";

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
    @DisplayName("nobody gets at another's customers and tickets by any operation, but where a reason is given")
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
        return SalesSurface.in(CreditSurface.in(CareScope.within(Surface.of("/api/customer", Roles.BINDABLE))))
                .records("/customers", (owner, gone) -> gone ? released(owner) : customer(owner))
                .unowned("/tags", CustomerScopeTest::tag)
                .records("/duplicates", (owner, gone) -> gone ? null : duplicate(owner))
                .technical("/duplicates/scan", Map.of())
                .related(
                        "POST /customers/check-duplicates",
                        "/customers",
                        of -> Map.of("name", of.value("q"), "phones", List.of("13812345678")))
                .body("POST /customers/{id}/merge", () -> Map.of("into", UUID.randomUUID()))
                .records("/exports", (owner, gone) -> gone ? null : export(owner))
                .related("POST /customers", "/customers", of -> with(full(), "ownerNo", of.value("ownerNo")))
                .variant("GET /customers/{id}", "unmask=true")
                .body("PUT /customers/{id}", () -> with(full(), "ownerNo", null))
                .body("POST /customers/{id}/tag", () -> Map.of("add", List.of("KEY_ACCOUNT")))
                .body("POST /customers/{id}/mark-lost", () -> Map.of("cause", "MARKET", "remark", "closed down"))
                .body("POST /tags", CustomerScopeTest::newTag)
                .body("PUT /tags/{id}", () -> Map.of("zh", "样品", "en", "Sample", "active", true))
                .body("POST /customers/{id}/assign", () -> Map.of("ownerNo", CustomerApi.SELLER))
                .records("/tickets", CustomerScopeTest::ticket)
                .related("POST /tickets", "/tickets", of -> inquiry(of.value("customerId")))
                .body("POST /tickets/{id}/hand-over", () -> Map.of("toNo", CustomerApi.SELLER, "words", "yours"))
                .unowned("/contact-windows", CustomerScopeTest::window)
                .body("POST /contact-windows", () -> staffed(UUID.randomUUID()))
                .records("/attachments", (owner, gone) -> gone ? null : paper(owner))
                .related("POST /attachments", "/attachments", paper -> PAPER)
                .query("POST /attachments", paper -> papersOf(paper) + "&purpose=EVIDENCE")
                .asking("GET /attachments", "/attachments", paper -> List.of("/attachments?" + papersOf(paper)))
                .records("/hand-overs", (owner, gone) -> gone ? null : question(owner))
                .asking(
                        "GET /deadlines",
                        "/tickets",
                        ticket -> List.of(
                                "/deadlines?limit=200&count=exact",
                                "/deadlines?count=exact&subjectId=" + ticket.id(),
                                "/deadlines?count=exact&ownerNo=" + ticket.value("ownerNo")))
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

    /** In the pool of its department, where its sellers see it, and nobody else. */
    private static Made released(Owner owner) {
        Made made = customer(owner);
        assertStatus(owner.api().post(CUSTOMERS + "/" + made.id() + "/release", Map.of("reason", "too far away")), 200);
        return made;
    }

    private static Made tag(Api api) {
        return Made.of(
                assertStatus(api.post("/api/customer/tags", newTag()), 201).path("id"));
    }

    private static Map<String, Object> newTag() {
        return Map.of("code", "T" + COUNT.incrementAndGet(), "kind", "OTHER", "zh", "样品", "en", "Sample");
    }

    /** Taken down by him, and in his hands. */
    private static Made ticket(Owner owner, boolean gone) {
        String customer = customer(owner).id();
        String external = UUID.randomUUID().toString();
        Map<String, Object> body = new HashMap<>(inquiry(customer));
        // Of a kind that is offered to nobody: here everybody may do everything, and another would be.
        body.put("type", "IT");
        body.put("subject", "矩阵 " + external);
        body.put("orderNumber", "SO-" + external);
        body.put("externalRef", Map.of("system", "lm", "id", external));
        String id = assertStatus(owner.api().post(TICKETS, body), 201).path("id");
        String ticket = TICKETS + "/" + id;
        if (gone) {
            assertStatus(owner.api().post(ticket + "/cancel", Map.of("reason", "twice")), 200);
        } else {
            assertStatus(owner.api().post(ticket + "/accept"), 200);
        }
        return Made.of(id)
                .with("customerId", customer)
                .with("ownerNo", owner.employeeNo())
                .with("openedBy", owner.employeeNo())
                .with("orderNumber", "SO-" + external)
                .with("q", external)
                .with("externalSystem", "lm")
                .with("externalId", external);
    }

    private static Map<String, Object> inquiry(String customer) {
        return Map.of(
                "type", "AFTER_SALES", "channel", "PHONE", "subject", "s", "description", "d", "customerId", customer);
    }

    private static Made window(Api owner) {
        return Made.of(assertStatus(owner.post("/api/customer/contact-windows", staffed(UUID.randomUUID())), 201)
                .path("id"));
    }

    private static Map<String, Object> staffed(UUID department) {
        return Map.of("departmentId", department, "employeeNo", CustomerApi.CLERK);
    }

    /** A photograph, to a ticket of his own. */
    private static Made paper(Owner owner) {
        String ticket = ticket(owner, false).id();
        String address = "/api/customer/attachments?purpose=EVIDENCE&type=ticket&record=" + ticket;
        return Made.of(assertStatus(owner.api().post(address, PAPER), 201).path("id"))
                .with("record", ticket);
    }

    private static String papersOf(Made paper) {
        return "type=ticket&record=" + paper.value("record");
    }

    /** Asked about a ticket of his own. */
    private static Made question(Owner owner) {
        Map<String, Object> about =
                Map.of("type", "ticket", "id", ticket(owner, false).id());
        Map<String, Object> question = Map.of("subject", about, "toNo", CustomerApi.MANAGER, "words", "can we?");
        return Made.of(assertStatus(owner.api().post("/api/customer/hand-overs", question), 201)
                        .path("id"))
                .with("subjectId", about.get("id").toString());
    }

    /** Two of his that were merged, so that there is a judgement about them. */
    private static Made duplicate(Owner owner) {
        Map<String, Object> body = Map.of("name", CustomerApi.name(), "ownerNo", owner.employeeNo());
        String from = assertStatus(owner.api().post(CUSTOMERS, body), 201).path("id");
        String into = assertStatus(owner.api().post(CUSTOMERS, with(body, "name", CustomerApi.name())), 201)
                .path("id");
        assertStatus(
                owner.api()
                        .header("X-Reason", "the same")
                        .post(CUSTOMERS + "/" + from + "/merge", Map.of("into", into)),
                200);
        String id = assertStatus(owner.api().get("/api/customer/duplicates?customerId=" + from), 200)
                .path("items[0].id");
        return Made.of(id).with("customerId", from).with("ownerNo", owner.employeeNo());
    }

    /** While he saw everything: now that he sees less, he does not get the file either. */
    private static Made export(Owner owner) {
        Map<String, Object> body = Map.of("kind", "customers", "format", "CSV", "filters", Map.of("q", "nothing"));
        return Made.of(assertStatus(owner.api().post("/api/customer/exports", body), 201)
                .path("id"));
    }
}
