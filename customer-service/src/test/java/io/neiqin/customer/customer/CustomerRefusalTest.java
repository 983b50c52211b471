package io.neiqin.customer.customer;

import static io.neiqin.customer.CustomerApi.CLERK;
import static io.neiqin.customer.CustomerApi.COLLEAGUE;
import static io.neiqin.customer.CustomerApi.CUSTOMERS;
import static io.neiqin.customer.CustomerApi.IMPORTER;
import static io.neiqin.customer.CustomerApi.LEAVER;
import static io.neiqin.customer.CustomerApi.MANAGER;
import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.customer.CustomerApi.body;
import static io.neiqin.customer.CustomerApi.contact;
import static io.neiqin.customer.CustomerApi.path;
import static io.neiqin.customer.CustomerApi.uscc;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.testkit.http.Api.assertStatus;

import io.neiqin.customer.CustomerApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** What is not taken into the customer file, and from whom. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class CustomerRefusalTest {

    private final Stored stored;
    private CustomerApi customers;

    CustomerRefusalTest(DataSource database) {
        stored = new Stored(database);
    }

    @BeforeEach
    void ready() {
        customers = CustomerApi.ready();
    }

    @TestFactory
    @Tag("DAT-1")
    @Tag("CUS-1")
    @DisplayName("a value that cannot be right is refused and named")
    Stream<DynamicTest> refuses_values() {
        Map<String, Object> primary = with(contact("A", null, null), "primary", true);
        return table(
                field("missing name", "name", null),
                field("blank name", "name", " "),
                field("name too long", "name", "名".repeat(201)),
                field("missing owner", "ownerNo", null),
                field("unknown tier", "tier", "GOLD"),
                field("unknown property", "nonsense", "x"),
                field("status of one's own making", "status", "ACTIVE"),
                field("number of one's own making", "number", "C1"),
                field("contacts that are none", "contacts", "many"),
                wrong("check digit that is not the code's", "uscc", "91350100M000100Y4Z"),
                wrong("check digit by index 31", "uscc", "91350100M000100Y44"),
                wrong("code with I", "uscc", "91440300708461136I"),
                wrong("code with O for 0", "uscc", "9135O100M000100Y43"),
                wrong("code one short", "uscc", "91350100M000100Y4"),
                wrong("code one long", "uscc", "91350100M000100Y433"),
                wrong("tax number of old", "uscc", "440300708461136"),
                wrong("country that is none", "country", "XX"),
                wrong("country in three letters", "country", "CHN"),
                wrong("postal code of four digits", "postalCode", "2000"),
                wrong("two primary contacts", "contacts", List.of(primary, primary)),
                contacts("masked phone", 422, "customer-invalid", contact("A", "138****5678", null))
                        .at("/contacts/0/phone"),
                contacts("masked e-mail", 422, "customer-invalid", contact("A", null, "w***@example.com"))
                        .at("/contacts/0/email"),
                contacts("phone too short", 422, "customer-invalid", contact("A", "12345", null))
                        .at("/contacts/0/phone"),
                contacts("e-mail without a domain", 400, "invalid-request", contact("A", null, "a@b"))
                        .at("/contacts/0/email"),
                contacts("contact without a name", 400, "invalid-request", contact(null, "13812345678", null))
                        .at("/contacts/0/name"),
                entry("code of a foreign company", 422, "customer-invalid", "uscc", uscc(), "country", "DE")
                        .at("/uscc"),
                entry("U+0000 in a name", 400, "character-invalid", "name", "a\u0000b"));
    }

    @TestFactory
    @Tag("CUS-13")
    @DisplayName("a company is entered once, for somebody who works here")
    Stream<DynamicTest> refuses_brokenRules() {
        Map<String, Object> first = with(body(), "uscc", uscc());
        first.put("externalRef", Map.of("system", "crm", "id", UUID.randomUUID().toString()));
        String id = customers.customer(first);
        String other = customers.customer(body());
        return table(
                entry("duplicate code", 409, "duplicate-uscc", "uscc", first.get("uscc")),
                entry(
                        "duplicate external reference",
                        409,
                        "duplicate-external-ref",
                        "externalRef",
                        first.get("externalRef")),
                entry("unknown owner", 422, "unknown-owner", "ownerNo", "E999").at("/ownerNo"),
                entry("owner who has left", 422, "inactive-owner", "ownerNo", LEAVER)
                        .at("/ownerNo"),
                entry("machine as owner", 422, "unknown-owner", "ownerNo", IMPORTER)
                        .at("/ownerNo"),
                Refusal.of(
                        "duplicate code by a change",
                        409,
                        "duplicate-uscc",
                        api -> api.as(CLERK).ifMatch(0).put(path(other), with(body(), "uscc", first.get("uscc")))),
                Refusal.of(
                                "other owner by a change",
                                422,
                                "customer-invalid",
                                api -> api.as(MANAGER).ifMatch(0).put(path(id), with(first, "ownerNo", COLLEAGUE)))
                        .at("/ownerNo"),
                assigned("unknown owner", 422, "unknown-owner", id, "E999"),
                assigned("owner who has left", 422, "inactive-owner", id, LEAVER),
                assigned("machine", 422, "unknown-owner", id, IMPORTER),
                assigned("the owner again", 409, "already-owner", id, SELLER),
                assigned("nobody", 400, "invalid-request", id, " "),
                assigned(
                        "a customer that is not there",
                        404,
                        "not-found",
                        UUID.randomUUID().toString(),
                        SELLER));
    }

    @TestFactory
    Stream<DynamicTest> refuses_requests() {
        Map<String, Object> body = body();
        String id = customers.customer(body);
        String key = UUID.randomUUID().toString();
        assertStatus(customers.api.as(CLERK).key(key).post(CUSTOMERS, body()), 201);
        return table(
                Refusal.of(
                        "broken JSON", 400, "broken-json", api -> api.as(CLERK).post(CUSTOMERS, "{\"name\"")),
                Refusal.of(
                        "wrong content type",
                        415,
                        "http.415",
                        api -> api.as(CLERK)
                                .header("Content-Type", "text/plain")
                                .post(CUSTOMERS, "x")),
                Refusal.of(
                        "oversized body",
                        413,
                        "http.413",
                        api -> api.as(CLERK).post(CUSTOMERS, with(body(), "remark", "x".repeat(2_200_000)))),
                Refusal.of(
                        "missing If-Match",
                        428,
                        "if-match-required",
                        api -> api.as(CLERK).put(path(id), body)),
                Refusal.of(
                        "malformed If-Match",
                        400,
                        "if-match-invalid",
                        api -> api.as(CLERK).header("If-Match", "1").put(path(id), body)),
                Refusal.of(
                        "stale version",
                        412,
                        "stale-version",
                        api -> api.as(CLERK).ifMatch(7).put(path(id), body)),
                Refusal.of(
                        "stale assignment",
                        412,
                        "stale-version",
                        api -> api.as(MANAGER).ifMatch(7).post(path(id) + "/assign", Map.of("ownerNo", COLLEAGUE))),
                Refusal.of(
                        "repeated key with another body",
                        422,
                        "idempotency-key-reused",
                        api -> api.as(CLERK).key(key).post(CUSTOMERS, body())),
                asked("malformed id", 400, "parameter-unreadable", path("7")),
                asked("limit 0", 400, "limit-invalid", CUSTOMERS + "?limit=0"),
                asked("limit 201", 400, "limit-invalid", CUSTOMERS + "?limit=201"),
                asked("malformed cursor", 400, "cursor-invalid", CUSTOMERS + "?cursor=x"),
                asked("unknown tier", 400, "parameter-invalid", CUSTOMERS + "?tier=GOLD"),
                asked("misspelt filter", 400, "parameter-unknown", CUSTOMERS + "?onwerNo=E006"),
                asked("U+0000 in a search", 400, "character-invalid", CUSTOMERS + "?q=a%00b"));
    }

    private Stream<DynamicTest> table(Refusal... rows) {
        return Refusal.tests(stored, customers.api, rows);
    }

    /** A good customer but for these members: name, value, name, value. */
    private static Refusal entry(String name, int status, String code, Object... members) {
        Map<String, Object> body = body();
        for (int i = 0; i < members.length; i += 2) {
            body = with(body, (String) members[i], members[i + 1]);
        }
        Map<String, Object> sent = body;
        return Refusal.of(name, status, code, api -> api.as(CLERK).post(CUSTOMERS, sent));
    }

    private static Refusal field(String name, String member, Object value) {
        return entry(name, 400, "invalid-request", member, value).at("/" + member);
    }

    private static Refusal wrong(String name, String member, Object value) {
        return entry(name, 422, "customer-invalid", member, value).at("/" + member);
    }

    @SafeVarargs
    private static Refusal contacts(String name, int status, String code, Map<String, Object>... contacts) {
        return entry(name, status, code, "contacts", List.of(contacts));
    }

    private static Refusal assigned(String name, int status, String code, String id, String ownerNo) {
        return Refusal.of(
                "assigned to " + name,
                status,
                code,
                api -> api.as(MANAGER).post(path(id) + "/assign", Map.of("ownerNo", ownerNo)));
    }

    private static Refusal asked(String name, int status, String code, String path) {
        return Refusal.of(name, status, code, api -> api.as(CLERK).get(path));
    }
}
