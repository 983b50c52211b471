package io.neiqin.customer.duplicate;

import static io.neiqin.customer.CustomerApi.CLERK;
import static io.neiqin.customer.CustomerApi.COLLEAGUE;
import static io.neiqin.customer.CustomerApi.CUSTOMERS;
import static io.neiqin.customer.CustomerApi.MANAGER;
import static io.neiqin.customer.CustomerApi.OTHER_SELLER;
import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.customer.CustomerApi.contact;
import static io.neiqin.customer.CustomerApi.path;
import static io.neiqin.customer.CustomerApi.uscc;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.customer.CustomerApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.http.Imports;
import io.neiqin.testkit.token.TestIssuer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Customers that look like one: told before they are entered, merged, and taken apart again. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class DuplicateTest {

    private CustomerApi customers;
    private String mark;

    @BeforeEach
    void ready() {
        customers = CustomerApi.ready();
        mark = mark();
    }

    @Test
    @Tag("CUS-13")
    @DisplayName("whoever sees the customer is shown it; who does not learns that it exists, and whose it is")
    void check_tellsEachWhatHeMayKnow() {
        String phone = "137" + ThreadLocalRandom.current().nextInt(10_000_000, 100_000_000);
        Map<String, Object> body = customer("上海" + mark + "机械有限公司", SELLER, phone);
        String id = customers.customer(body);
        Map<String, Object> asked = Map.of("name", "上海市" + mark + "机械股份有限公司", "phones", List.of(phone));

        Response clerk = assertStatus(customers.api.as(CLERK).post(CUSTOMERS + "/check-duplicates", asked), 200);
        assertThat(clerk.<List<String>>path("candidates.id")).containsExactly(id);
        assertThat(clerk.<List<String>>path("candidates[0].signals.kind")).containsExactly("SAME_NAME", "SAME_MOBILE");
        assertThat(clerk.<Boolean>path("candidates[0].inSight")).isTrue();

        Response stranger = customers.api.as(COLLEAGUE).post(CUSTOMERS + "/check-duplicates", asked);
        assertThat(stranger.<List<String>>path("candidates.ownerNo")).containsExactly(SELLER);
        assertThat(stranger.<String>path("candidates[0].id")).isNull();
        assertThat(stranger.<String>path("candidates[0].departmentName")).isNotBlank();
        // By the phone he would learn it; the name is what he knows himself.
        assertThat(stranger.<List<String>>path("candidates[0].signals.kind")).containsExactly("SAME_NAME");
        assertThat(stranger.asString()).doesNotContain(id);

        Map<String, Object> near = Map.of("name", "上海" + mark + "精械有限公司", "phones", List.of(phone));
        assertThat(customers
                        .api
                        .as(CLERK)
                        .post(CUSTOMERS + "/check-duplicates", near)
                        .<List<String>>path("candidates.id"))
                .containsExactly(id);
        assertThat(customers
                        .api
                        .as(COLLEAGUE)
                        .post(CUSTOMERS + "/check-duplicates", near)
                        .<List<?>>path("candidates"))
                .isEmpty();
    }

    @Test
    @Tag("CUS-13")
    @Tag("CUS-1")
    @DisplayName("a customer that is there is not entered again, unless somebody says why it is another one")
    void create_isRefused_unlessItIsAccepted() {
        customers.customer(customer("上海" + mark + "机械有限公司", SELLER, null));
        Map<String, Object> again = customer("上海市" + mark + "机械有限责任公司", OTHER_SELLER, null);
        Response refused = assertProblem(customers.create(OTHER_SELLER, again), 409, "possible-duplicate");
        assertThat(refused.<List<String>>path("candidates.ownerNo")).containsExactly(SELLER);
        assertThat(refused.<List<String>>path("candidates.id")).containsOnlyNulls();
        Map<String, Object> accepted = with(again, "acceptDuplicate", true);
        assertProblem(customers.create(OTHER_SELLER, accepted), 422, "reason-required");
        Response made = assertStatus(because(OTHER_SELLER).post(CUSTOMERS, accepted), 201);
        Response history = customers.api.as(CLERK).get(path(made.path("id")) + "/history");
        assertThat(history.<List<String>>path("items.reason")).containsExactly("the same one");
    }

    @Test
    @Tag("CUS-13")
    @Tag("CUS-14")
    @Tag("DAT-6")
    @DisplayName("old data comes in without what is there: in the file, in the house, and where one may not look")
    void import_refusesTheSameNameAndPhone() {
        String head = "customer_code,name,owner_no,contact,phone,accept_duplicate\n";
        String source = "crm-" + UUID.randomUUID().toString().substring(0, 8);
        Imports imports = new Imports(customers.api.as(CLERK), "/api/customer/imports");
        Response looked = imports.validated(
                "customers",
                source,
                head + "K1,上海" + mark + "机械有限公司," + SELLER + ",王,13811110001,\n"
                        + "K2,上海市" + mark + "机械公司," + SELLER + ",李,138 1111 0001,\n"
                        + "K3,上海" + mark + "机械," + SELLER + ",李,13811110009,\n"
                        + "K4,上海" + mark + "机械," + SELLER + ",李,13811110001,是\n");
        assertThat(imports.errors(looked.path("id"))).containsExactly("3 name possible-duplicate");
        assertThat(imports.commit(looked.path("id")).<Integer>path("entered")).isEqualTo(3);
        Response again = imports.validated(
                "customers",
                source + "b",
                head + "K9,上海" + mark + "机械," + SELLER + ",王,13811110009,\n" + "K10,上海" + mark + "机械," + SELLER
                        + ",王,13811110077,\n");
        assertThat(imports.errors(again.path("id"))).containsExactly("2 name possible-duplicate");
        // He may not try numbers until one is refused.
        Imports others = new Imports(customers.api.as(OTHER_SELLER), "/api/customer/imports");
        Response tried = others.validated(
                "customers",
                source + "c",
                head + "K1,上海" + mark + "机械,,王,13811110077,\n" + "K2,上海" + mark + "机械,,王,,\n");
        assertThat(others.errors(tried.path("id"))).containsExactly("2 name possible-duplicate");
    }

    @Test
    @Tag("CUS-13")
    @Tag("DAT-6")
    @Tag("DAT-4")
    @DisplayName("a merged customer lives on in its survivor, and comes back as it was")
    void merge_andUnmerge_giveBothBack() {
        String code = uscc();
        Map<String, Object> first = with(customer("上海" + mark + "机械", SELLER, "138 1111 0001"), "uscc", code);
        first.put("city", "上海");
        String from = customers.customer(first);
        Map<String, Object> second = customer(mark + "机械有限公司", SELLER, "13811110001");
        second.put("contacts", List.of(contact("李静", "13811110001", null), contact("赵六", "13811110002", null)));
        String into = assertStatus(because(CLERK).post(CUSTOMERS, with(second, "acceptDuplicate", true)), 201)
                .path("id");
        Response before = customers.unmasked(CLERK, into);

        Response merged = assertStatus(
                because(CLERK)
                        .newKey()
                        .post(path(from) + "/merge", Map.of("into", into, "choices", Map.of("name", "FROM"))),
                200);
        assertThat(merged.<String>path("id")).isEqualTo(into);
        assertThat(merged.<String>path("name")).isEqualTo("上海" + mark + "机械");
        assertThat(merged.<String>path("uscc")).isEqualTo(code);
        assertThat(merged.<String>path("city")).isEqualTo("上海");
        assertThat(merged.<List<String>>path("contacts.name")).containsExactly("李静", "赵六");

        // The old id leads to the new one, and shows what it was to who asks for that.
        Response moved = redirect(from);
        assertThat(moved.statusCode()).isEqualTo(301);
        assertThat(moved.header("Location")).isEqualTo(path(into));
        assertThat(moved.header("Cache-Control")).isEqualTo("no-store");
        assertThat(moved.<String>path("mergedInto")).isEqualTo(into);
        assertThat(customers.get(CLERK, from).<String>path("id")).isEqualTo(into);
        Response old = customers.api.as(CLERK).get(path(from) + "?merged=true");
        assertThat(old.<String>path("status")).isEqualTo("MERGED");
        assertThat(old.<String>path("mergedInto")).isEqualTo(into);
        assertThat(old.<List<String>>path("allowedActions")).doesNotContain("edit");
        assertThat(customers.found(CLERK, "q", mark)).hasSize(1);
        assertProblem(customers.change(CLERK, from, old.path("version"), first), 409, "customer-merged");
        assertThat(assertProblem(customers.assign(MANAGER, from, COLLEAGUE), 409, "customer-merged")
                        .<String>path("mergedInto"))
                .isEqualTo(into);

        // What somebody changes meanwhile is his.
        Map<String, Object> now = new HashMap<>(second);
        now.put("name", "上海" + mark + "机械");
        now.put("uscc", code);
        now.put("city", "苏州");
        assertStatus(customers.change(CLERK, into, merged.path("version"), now), 200);

        Response parted = assertStatus(because(CLERK).post(path(from) + "/unmerge"), 200);
        assertThat(parted.<String>path("id")).isEqualTo(from);
        assertThat(parted.<String>path("uscc")).isEqualTo(code);
        assertThat(parted.<String>path("status")).isEqualTo("PROSPECT");
        Response back = customers.unmasked(CLERK, into);
        assertThat(back.<String>path("name")).isEqualTo(before.<String>path("name"));
        assertThat(back.<String>path("uscc")).isNull();
        assertThat(back.<String>path("city")).isEqualTo("苏州");
        assertThat(back.<List<?>>path("contacts")).isEqualTo(before.<List<?>>path("contacts"));
        assertThat(commands(from)).containsExactly("unmerge", "merge", "create");
        assertThat(commands(into)).containsExactly("unmerge", "edit", "merge", "create");
    }

    @Test
    @Tag("CUS-13")
    @DisplayName("A in B in C is C, whoever was merged first; taken apart the other way round, each is itself")
    void merge_followsChains() {
        String a = customers.customer(customer(mark + "甲", SELLER, null));
        String b = customers.customer(customer(mark + "乙", SELLER, null));
        String c = customers.customer(customer(mark + "丙", SELLER, null));
        merge(CLERK, a, b);
        merge(CLERK, b, c);
        assertThat(customers.get(CLERK, a).<String>path("id")).isEqualTo(c);
        assertProblem(because(CLERK).post(path(a) + "/merge", Map.of("into", c)), 409, "customer-merged");
        assertProblem(because(CLERK).post(path(c) + "/merge", Map.of("into", a)), 409, "customer-merged");
        assertProblem(because(CLERK).post(path(a) + "/unmerge"), 409, "customer-merged");
        assertStatus(because(CLERK).post(path(b) + "/unmerge"), 200);
        assertThat(customers.get(CLERK, a).<String>path("id")).isEqualTo(b);
        assertStatus(because(CLERK).post(path(a) + "/unmerge"), 200);
        assertThat(customers.get(CLERK, a).<String>path("id")).isEqualTo(a);
        // The pair is known, and may be judged once more.
        merge(CLERK, b, a);
        assertThat(customers.get(CLERK, b).<String>path("id")).isEqualTo(a);
    }

    @Test
    @Tag("CUS-13")
    @DisplayName("of ten who merge the same two at once, in either direction, one does")
    void merge_isDoneOnce_ofTenAtOnce() throws Exception {
        String a = customers.customer(customer(mark + "甲", SELLER, null));
        String b = customers.customer(customer(mark + "乙", SELLER, null));
        var threads = Executors.newFixedThreadPool(10);
        try {
            List<Callable<Response>> calls = IntStream.range(0, 10)
                    .<Callable<Response>>mapToObj(i -> () -> because(CLERK)
                            .post(path(i % 2 == 0 ? a : b) + "/merge", Map.of("into", i % 2 == 0 ? b : a)))
                    .toList();
            int done = 0;
            for (var answer : threads.invokeAll(calls)) {
                Response got = answer.get();
                done += got.statusCode() == 200 ? 1 : 0;
                if (got.statusCode() != 200) {
                    assertThat(got.statusCode()).as(got.asString()).isEqualTo(409);
                    assertThat(got.<String>path("code")).isIn("customer-merged", "concurrent-change");
                }
            }
            assertThat(done).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
        assertThat(customers.names(CLERK, "status=MERGED&q=" + mark)).hasSize(1);
    }

    private void merge(String who, String from, String into) {
        assertStatus(because(who).post(path(from) + "/merge", Map.of("into", into)), 200);
    }

    private List<String> commands(String id) {
        return customers.api.as(CLERK).get(path(id) + "/history").path("items.command");
    }

    private Api because(String who) {
        return customers.api.as(who).header("X-Reason", "the same one");
    }

    private static Response redirect(String id) {
        return RestAssured.given()
                .redirects()
                .follow(false)
                .header("Authorization", "Bearer " + TestIssuer.current().tokenFor(CLERK))
                .get(path(id));
    }

    static Map<String, Object> customer(String name, String ownerNo, String phone) {
        Map<String, Object> body = new HashMap<>(Map.of("name", name, "ownerNo", ownerNo));
        if (phone != null) {
            body.put("contacts", List.of(contact("王小明", phone, null)));
        }
        return body;
    }

    /** A trade name that no other test has: without figures, which would tell names apart by themselves. */
    static String mark() {
        UUID random = UUID.randomUUID();
        ThreadLocalRandom dice = ThreadLocalRandom.current();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            name.append((char) ('\u4e00' + 0x100 + dice.nextInt(0x4000)));
        }
        return name.toString() + (char) ('\u5000' + (random.hashCode() & 0xfff));
    }
}
