package io.neiqin.customer.tag;

import static io.neiqin.customer.CustomerApi.CLERK;
import static io.neiqin.customer.CustomerApi.COLLEAGUE;
import static io.neiqin.customer.CustomerApi.CUSTOMERS;
import static io.neiqin.customer.CustomerApi.FINANCE;
import static io.neiqin.customer.CustomerApi.MANAGER;
import static io.neiqin.customer.CustomerApi.OTHER_SELLER;
import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.customer.CustomerApi.SUPERVISOR;
import static io.neiqin.customer.CustomerApi.assertRefused;
import static io.neiqin.customer.CustomerApi.body;
import static io.neiqin.customer.CustomerApi.full;
import static io.neiqin.customer.CustomerApi.path;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.customer.CustomerApi;
import io.neiqin.events.customers.CustomerEvent.CustomerTagged;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Received;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.http.ExportedTable;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The vocabulary, and its words on customers; and who is a VIP. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class TagTest {

    private static final String TAGS = "/api/customer/tags";

    @Inject
    DataSource database;

    private CustomerApi customers;

    @BeforeEach
    void ready() {
        customers = CustomerApi.ready();
    }

    @Test
    @Tag("CUS-7")
    @DisplayName("words are put on and taken off; there is one intention and one stage, and each change is told")
    void tag_putsWordsOn_oneOfAnExclusiveKind() {
        String id = customers.customerOf(SELLER);
        Response first = assertStatus(tag(SELLER, id, List.of("KEY_ACCOUNT", "INTENT_LOW", "STAGE_QUOTED"), null), 200);
        assertThat(first.<List<String>>path("tags")).containsExactly("KEY_ACCOUNT", "INTENT_LOW", "STAGE_QUOTED");
        Response next =
                assertStatus(tag(CLERK, id, List.of("INTENT_HIGH"), List.of("KEY_ACCOUNT", "DISTRIBUTOR")), 200);
        assertThat(next.<List<String>>path("tags")).containsExactly("STAGE_QUOTED", "INTENT_HIGH");
        assertThat(next.header("ETag")).isEqualTo("\"2\"");
        Response same = assertStatus(tag(CLERK, id, List.of("INTENT_HIGH"), null), 200);
        assertThat(same.header("ETag")).isEqualTo("\"2\"");

        String last = customers.customer(body());
        try (EventProbe probe = EventProbe.on("neiqin.customers")) {
            probe.await(EventProbe.about(last), Duration.ofSeconds(30));
            List<Received> events =
                    probe.all().stream().filter(EventProbe.about(id)).toList();
            assertThat(events).hasSize(3);
            CustomerTagged told = events.get(2).as(CustomerTagged.class);
            assertThat(told.tags()).containsExactly("STAGE_QUOTED", "INTENT_HIGH");
            assertThat(told.added()).containsExactly("INTENT_HIGH");
            assertThat(told.removed()).containsExactly("KEY_ACCOUNT", "INTENT_LOW");
            assertThat(told.profile().ownerNo()).isEqualTo(SELLER);
        }
        assertThat(customers.api.as(CLERK).get(path(id) + "/history").asString())
                .contains("/tags/0");
    }

    @Test
    @Tag("CUS-7")
    @DisplayName("target customers are found, and taken out, by all of the words that are asked for")
    void list_isNarrowed_byWords() {
        String mark = UUID.randomUUID().toString();
        String both = customers.customer(with(body(), "name", mark + "-1"));
        String one = customers.customer(with(body(), "name", mark + "-2"));
        customers.customer(with(body(), "name", mark + "-3"));
        assertStatus(tag(CLERK, both, List.of("INTENT_HIGH", "PRICE_SENSITIVE"), null), 200);
        assertStatus(tag(CLERK, one, List.of("INTENT_HIGH"), null), 200);
        assertThat(found("tag=INTENT_HIGH&q=" + mark)).containsExactly(one, both);
        assertThat(found("tag=PRICE_SENSITIVE,INTENT_HIGH&q=" + mark)).containsExactly(both);
        assertThat(found("tag=NO_SUCH&q=" + mark)).isEmpty();
        ExportedTable table = ExportedTable.of(
                customers.api.as(CLERK), "customer", "customers", Map.of("q", mark, "tag", "INTENT_HIGH"));
        assertThat(table.column("tags")).containsExactly("INTENT_HIGH", "INTENT_HIGH PRICE_SENSITIVE");
    }

    @Test
    @Tag("CUS-7")
    @DisplayName("a word that is not in use any more stays where it is, and is put on no other customer")
    void word_isTakenOutOfUse() {
        String code = code();
        Response made = assertStatus(
                customers.api.as(MANAGER).post(TAGS, Map.of("code", code, "kind", "OTHER", "zh", "样品", "en", "Sample")),
                201);
        String id = made.path("id");
        assertThat(made.<Boolean>path("active")).isTrue();
        String has = customers.customerOf(SELLER);
        assertStatus(tag(SELLER, has, List.of(code), null), 200);
        Map<String, Object> out = Map.of("zh", "样品", "en", "Sample", "active", false);
        assertStatus(customers.api.as(MANAGER).ifMatch(0).put(TAGS + "/" + id, out), 200);

        assertThat(customers.get(SELLER, has).<List<String>>path("tags")).containsExactly(code);
        assertStatus(tag(SELLER, has, List.of(code, "KEY_ACCOUNT"), null), 200);
        Response refused =
                assertRefused(tag(SELLER, customers.customerOf(SELLER), List.of(code), null), 422, "tags-invalid");
        assertThat(refused.<List<String>>path("errors.code")).containsExactly("tag-inactive");
        assertThat(customers
                        .api
                        .as(FINANCE)
                        .get(TAGS + "?limit=200&active=false")
                        .<List<String>>path("items.code"))
                .contains(code);
        assertThat(customers
                        .api
                        .as(FINANCE)
                        .get(TAGS + "?limit=200&active=true&kind=INTENTION")
                        .<List<String>>path("items.code"))
                .contains("INTENT_HIGH", "INTENT_NONE")
                .doesNotContain(code, "STAGE_QUOTED");
        assertThat(customers.api.as(FINANCE).get(TAGS + "/" + id + "/history").<List<String>>path("items.actor"))
                .containsExactly(MANAGER, MANAGER);
    }

    @Test
    @Tag("CUS-8")
    @DisplayName("a VIP is made, and unmade, by those who lead sales; the others keep the rest of the file right")
    void vip_isDecided_byTheLeads() {
        Map<String, Object> body = full();
        String id = customers.customer(body);
        Map<String, Object> vip = with(body, "tier", "VIP");
        assertRefused(customers.create(CLERK, with(full(), "tier", "VIP")), 403, "vip-by-leads");
        assertRefused(customers.change(CLERK, id, 0, vip), 403, "vip-by-leads");
        assertRefused(customers.change(SELLER, id, 0, vip), 403, "vip-by-leads");
        Response made = assertStatus(customers.change(SUPERVISOR, id, 0, vip), 200);
        assertThat(made.<Boolean>path("vip")).isTrue();
        assertRefused(customers.change(CLERK, id, 1, body), 403, "vip-by-leads");
        assertStatus(customers.change(CLERK, id, 1, with(vip, "city", "苏州")), 200);
        assertThat(found("tier=VIP&q=" + customers.get(CLERK, id).path("number")))
                .containsExactly(id);
        assertThat(assertStatus(customers.change(MANAGER, id, 2, body), 200).<Boolean>path("vip"))
                .isFalse();
    }

    @TestFactory
    @DisplayName("whoever may not, what is not there and what makes no sense is refused")
    Stream<DynamicTest> refuses() {
        String id = customers.customerOf(SELLER);
        String colleagues = customers.customerOf(COLLEAGUE);
        Map<String, Object> word = Map.of("code", code(), "kind", "OTHER", "zh", "样品", "en", "Sample");
        String there = assertStatus(customers.api.as(MANAGER).post(TAGS, with(word, "code", code())), 201)
                .path("id");
        Map<String, Object> change = Map.of("zh", "样", "en", "S", "active", true);
        return Refusal.tests(
                new Stored(database),
                customers.api,
                on("finance tags", 403, "role-missing", FINANCE, id, "KEY_ACCOUNT"),
                on("a colleague's", 403, "not-your-customer", OTHER_SELLER, colleagues, "KEY_ACCOUNT"),
                on("a stranger's", 404, "not-found", OTHER_SELLER, id, "KEY_ACCOUNT"),
                on("unknown word", 422, "tags-invalid", SELLER, id, "NO_SUCH").at("/add/0"),
                on("two intentions", 422, "tags-invalid", SELLER, id, "INTENT_LOW", "INTENT_HIGH")
                        .at("/add/1"),
                on("blank word", 400, "invalid-request", SELLER, id, " "),
                Refusal.of(
                        "stale",
                        412,
                        "stale-version",
                        api -> api.as(SELLER)
                                .ifMatch(7)
                                .post(path(id) + "/tag", Map.of("add", List.of("KEY_ACCOUNT")))),
                Refusal.of(
                        "clerk makes a word",
                        403,
                        "role-missing",
                        api -> api.as(CLERK).post(TAGS, word)),
                Refusal.of(
                        "clerk changes a word",
                        403,
                        "role-missing",
                        api -> api.as(CLERK).ifMatch(0).put(TAGS + "/" + there, change)),
                Refusal.of(
                        "twice",
                        409,
                        "duplicate-tag",
                        api -> api.as(MANAGER).post(TAGS, with(word, "code", "KEY_ACCOUNT"))),
                Refusal.of(
                                "small letters",
                                400,
                                "invalid-request",
                                api -> api.as(MANAGER).post(TAGS, with(word, "code", "key")))
                        .at("/code"),
                Refusal.of(
                        "no version",
                        428,
                        "if-match-required",
                        api -> api.as(MANAGER).put(TAGS + "/" + there, change)),
                Refusal.of(
                        "old version",
                        412,
                        "stale-version",
                        api -> api.as(MANAGER).ifMatch(9).put(TAGS + "/" + there, change)),
                Refusal.of(
                        "no such word",
                        404,
                        "not-found",
                        api -> api.as(MANAGER).ifMatch(0).put(TAGS + "/" + UUID.randomUUID(), change)));
    }

    private static Refusal on(String name, int status, String code, String who, String id, String... words) {
        return Refusal.of(name, status, code, api -> tag(api.as(who), id, List.of(words), List.of()));
    }

    private Response tag(String who, String id, List<String> add, List<String> remove) {
        return tag(customers.api.as(who), id, add, remove == null ? List.of() : remove);
    }

    private static Response tag(Api api, String id, List<String> add, List<String> remove) {
        return api.post(path(id) + "/tag", Map.of("add", add, "remove", remove));
    }

    private List<String> found(String query) {
        return assertStatus(customers.api.as(CLERK).get(CUSTOMERS + "?limit=200&" + query), 200)
                .path("items.id");
    }

    private static String code() {
        return "T" + UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
    }
}
