package io.neiqin.customer.pool;

import static io.neiqin.customer.CustomerApi.CLERK;
import static io.neiqin.customer.CustomerApi.CUSTOMERS;
import static io.neiqin.customer.CustomerApi.FINANCE;
import static io.neiqin.customer.CustomerApi.MANAGER;
import static io.neiqin.customer.CustomerApi.OTHER_SELLER;
import static io.neiqin.customer.CustomerApi.SUPERVISOR;
import static io.neiqin.customer.CustomerApi.assertRefused;
import static io.neiqin.customer.CustomerApi.full;
import static io.neiqin.customer.CustomerApi.path;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.customer.CustomerApi;
import io.neiqin.customer.customer.CustomerService;
import io.neiqin.events.customers.CustomerEvent.CustomerClaimed;
import io.neiqin.events.customers.CustomerEvent.CustomerMovedToPool;
import io.neiqin.events.customers.CustomerEvent.CustomerPoolWarned;
import io.neiqin.platform.command.OwnWork;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Organisation;
import io.neiqin.testkit.events.Received;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The pool: who loses a customer, who sees it then, and who gets it. In tests three customers are as many as one owns. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class PoolTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Map<String, String> TOO_FAR = Map.of("reason", "too far away");
    private static final AtomicInteger COUNT = new AtomicInteger();

    @Inject
    PoolSweep sweep;

    @Inject
    CustomerService service;

    @Inject
    OwnWork work;

    @Inject
    DataSource database;

    private final LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    private CustomerApi customers;

    @BeforeEach
    void ready() {
        customers = CustomerApi.ready();
    }

    @Test
    @Tag("CUS-30")
    @DisplayName("an owner who does nothing is warned, finds that in his list, and loses the customer to the pool")
    void time_warns_andTakesAway() {
        String owner = seller("NORTH", "SALESPERSON", "SELF");
        String id = vipOf(owner);
        look(today.plusDays(45));
        assertThat(ids(owner, "poolWarned=true")).isEmpty();
        look(today.plusDays(46));
        look(today.plusDays(46));
        assertThat(ids(owner, "poolWarned=true")).containsExactly(id);
        assertThat(ids(owner, "poolWarned=false&poolState=OWNED")).isEmpty();
        assertThat(ids(owner, "poolState=OWNED&noFollowUpSince=" + today)).containsExactly(id);
        look(today.plusDays(59));
        assertThat(pool(id, "state")).isEqualTo("OWNED");
        look(today.plusDays(60));
        assertThat(pool(id, "state")).isEqualTo("IN_POOL");
        assertThat(pool(id, "reason")).isEqualTo("NO_FOLLOW_UP");
        assertThat(pool(id, "followUpWarnedOn")).isNull();
        assertThat(customers.get(CLERK, id).<String>path("ownerNo")).isEqualTo(owner);

        List<Received> events = events(id);
        assertThat(events).extracting(PoolTest::name).containsExactly("created", "pool-warned", "moved-to-pool");
        CustomerPoolWarned warned = events.get(1).as(CustomerPoolWarned.class);
        assertThat(warned.why()).isEqualTo("NO_FOLLOW_UP");
        assertThat(warned.movesOn()).isEqualTo(today.plusDays(60));
        CustomerMovedToPool moved = events.get(2).as(CustomerMovedToPool.class);
        assertThat(moved.why()).isEqualTo("NO_FOLLOW_UP");
        assertThat(moved.profile().ownerNo()).isEqualTo(owner);
    }

    @Test
    @Tag("CUS-30")
    @DisplayName("a follow-up ends the warning, and the days begin anew; one of long ago changes nothing")
    void followUp_endsTheWarning() {
        String owner = seller("NORTH", "SALESPERSON", "SELF");
        String id = vipOf(owner);
        look(today.plusDays(46));
        followUp(id, today.minusDays(100));
        assertThat(ids(owner, "poolWarned=true")).containsExactly(id);
        followUp(id, today.plusDays(47));
        assertThat(ids(owner, "poolWarned=true")).isEmpty();
        assertThat(pool(id, "lastFollowUpOn")).isEqualTo(today.plusDays(47).toString());
        assertThat(ids(owner, "poolState=OWNED&noFollowUpSince=" + today.plusDays(47)))
                .isEmpty();
        look(today.plusDays(92));
        assertThat(pool(id, "state")).isEqualTo("OWNED");
        assertThat(ids(owner, "poolWarned=true")).isEmpty();
        look(today.plusDays(93));
        assertThat(ids(owner, "poolWarned=true")).containsExactly(id);
        assertThat(events(id)).extracting(PoolTest::name).containsExactly("created", "pool-warned", "pool-warned");
    }

    private void followUp(String id, LocalDate day) {
        await(() -> work.run("follow-up", context -> service.followedUp(UUID.fromString(id), day, context)));
    }

    @Test
    @Tag("CUS-30")
    @DisplayName("whose owner has left goes to the pool, and whoever leads sales gives it to another")
    void leaving_freesCustomers_forAssignment() {
        String owner = seller("NORTH", "SALESPERSON", "SELF");
        String id = customers.customerOf(owner);
        customers.organisation.left(owner, "NORTH", today.minusDays(1), Organisation.role("SALESPERSON", "SELF"));
        Awaitility.await().atMost(PATIENCE).until(() -> {
            look(today);
            return pool(id, "state").equals("IN_POOL");
        });
        assertThat(pool(id, "reason")).isEqualTo("OWNER_LEFT");
        String next = seller("SOUTH", "SALESPERSON", "SELF");
        Response given = assertStatus(customers.assign(SUPERVISOR, id, next), 200);
        assertThat(given.<String>path("pool.state")).isEqualTo("OWNED");
        assertThat(given.<String>path("ownerNo")).isEqualTo(next);
        assertThat(given.<String>path("pool.since")).isNull();
        assertThat(events(id)).extracting(PoolTest::name).containsExactly("created", "moved-to-pool", "owner-changed");
    }

    @Test
    @Tag("CUS-11")
    @Tag("SEC-2")
    @DisplayName("in the pool a customer is seen by the sellers of its department, its phones by none of them")
    void pool_isSeen_byTheDepartmentsSellers() {
        String owner = seller("NORTH", "SALESPERSON", "SELF");
        String same = seller("NORTH", "SALESPERSON", "SELF");
        String telesales = seller("NORTH", "TELESALES", "SELF");
        String south = seller("SOUTH", "SALESPERSON", "SELF");
        String id = customers.customerOf(owner);
        String mark = customers.get(CLERK, id).path("number");
        assertRefused(customers.get(same, id), 404, "not-found");
        assertThat(ids(same, "q=" + mark)).isEmpty();
        assertStatus(post(owner, id, "release", TOO_FAR), 200);

        for (String who : List.of(owner, same, telesales, CLERK)) {
            assertStatus(customers.get(who, id), 200);
            assertThat(ids(who, "poolState=IN_POOL&q=" + mark)).as(who).containsExactly(id);
        }
        for (String who : List.of(owner, same, telesales)) {
            assertRefused(customers.unmasked(who, id), 403, "unmask-forbidden");
            assertThat(ids(who, "phone=5678&q=" + mark)).as(who).isEmpty();
            assertRefused(customers.change(who, id, 1, with(full(), "ownerNo", null)), 403, "not-your-customer");
        }
        assertStatus(customers.unmasked(CLERK, id), 200);
        assertThat(ids(CLERK, "phone=5678&q=" + mark)).containsExactly(id);
        assertRefused(customers.get(south, id), 404, "not-found");
        assertThat(ids(south, "q=" + mark)).isEmpty();

        Response claimed = assertStatus(post(telesales, id, "claim", null), 200);
        assertThat(claimed.<String>path("ownerNo")).isEqualTo(telesales);
        assertThat(claimed.<String>path("pool.state")).isEqualTo("OWNED");
        assertThat(claimed.<List<String>>path("allowedActions")).contains("edit", "release", "unmask");
        assertStatus(customers.unmasked(telesales, id), 200);
        assertRefused(customers.get(owner, id), 404, "not-found");
        assertRefused(customers.get(same, id), 404, "not-found");
        List<Received> events = events(id);
        assertThat(events).extracting(PoolTest::name).containsExactly("created", "moved-to-pool", "claimed");
        assertThat(events.get(2).as(CustomerClaimed.class).formerOwnerNo()).isEqualTo(owner);
        assertThat(events.get(2).as(CustomerClaimed.class).profile().ownerNo()).isEqualTo(telesales);
    }

    @Test
    @DisplayName("of eight who claim a customer at the same moment one gets it, the others are told that it is gone")
    void claim_letsOneThrough_ofEightAtOnce() {
        List<String> sellers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            sellers.add(seller("NORTH", "SALESPERSON", "DEPARTMENT"));
        }
        String owner = seller("NORTH", "SALESPERSON", "SELF");
        for (int round = 0; round < 3; round++) {
            String id = customers.customerOf(owner);
            assertStatus(post(MANAGER, id, "release", TOO_FAR), 200);
            List<Response> answers = atOnce(sellers.stream()
                    .map(who -> (Callable<Response>) () -> post(who, id, "claim", null))
                    .toList());
            assertThat(answers).filteredOn(a -> a.statusCode() == 200).hasSize(1);
            assertThat(answers)
                    .filteredOn(a -> a.statusCode() != 200)
                    .allMatch(a -> a.statusCode() == 409)
                    .allMatch(a -> List.of("illegal-transition", "concurrent-change", "pool-cap-reached")
                            .contains(a.<String>path("code")));
            assertThat(events(id)).extracting(PoolTest::name).containsExactly("created", "moved-to-pool", "claimed");
        }
    }

    @Test
    @DisplayName("nobody claims more than he may own, also by six claims at the same moment")
    void claim_keepsTheCap() {
        String owner = seller("NORTH", "SALESPERSON", "SELF");
        String greedy = seller("NORTH", "SALESPERSON", "SELF");
        List<Callable<Response>> claims = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String id = customers.customerOf(owner);
            assertStatus(post(owner, id, "release", TOO_FAR), 200);
            claims.add(() -> post(greedy, id, "claim", null));
        }
        List<Response> answers = atOnce(claims);
        assertThat(answers).filteredOn(a -> a.statusCode() == 200).hasSize(3);
        assertThat(answers)
                .filteredOn(a -> a.statusCode() != 200)
                .allSatisfy(a -> assertRefused(a, 409, "pool-cap-reached"));
    }

    @TestFactory
    @DisplayName("whoever may not, what is not there, and what the state does not allow is refused")
    Stream<DynamicTest> refuses() {
        String owner = seller("NORTH", "SALESPERSON", "SELF");
        String same = seller("NORTH", "SALESPERSON", "SELF");
        String south = seller("SOUTH", "SALESPERSON", "SELF");
        String owned = customers.customerOf(owner);
        String souths = customers.customerOf(CustomerApi.COLLEAGUE);
        String pooled = customers.customerOf(owner);
        assertStatus(post(owner, pooled, "release", TOO_FAR), 200);
        String blocked = customers.customerOf(owner);
        assertStatus(post(owner, blocked, "release", TOO_FAR), 200);
        assertStatus(post(MANAGER, blocked, "block", TOO_FAR), 200);
        return Refusal.tests(
                new Stored(database),
                customers.api,
                row("clerk releases", 403, "role-missing", CLERK, owned, "release", TOO_FAR),
                row("finance claims", 403, "role-missing", FINANCE, pooled, "claim", null),
                row("manager claims", 403, "role-missing", MANAGER, pooled, "claim", null),
                row("releases a colleague's", 403, "not-your-customer", OTHER_SELLER, souths, "release", TOO_FAR),
                row("releases a stranger's", 404, "not-found", same, owned, "release", TOO_FAR),
                row("claims a stranger's", 404, "not-found", same, owned, "claim", null),
                row("claims another department's", 404, "not-found", south, pooled, "claim", null),
                row("claims nothing", 404, "not-found", same, UUID.randomUUID().toString(), "claim", null),
                row("claims what is owned", 409, "illegal-transition", OTHER_SELLER, souths, "claim", null),
                row("claims what is blocked", 409, "illegal-transition", same, blocked, "claim", null),
                row("claims back at once", 409, "pool-cool-down", owner, pooled, "claim", null),
                row("releases twice", 409, "illegal-transition", MANAGER, pooled, "release", TOO_FAR),
                Refusal.of(
                        "stale",
                        412,
                        "stale-version",
                        api -> api.as(same).ifMatch(7).post(path(pooled) + "/claim")),
                row("no reason", 400, "invalid-request", owner, owned, "release", Map.of())
                        .at("/reason"),
                Refusal.of(
                        "no such state",
                        400,
                        "parameter-invalid",
                        api -> api.as(CLERK).get(CUSTOMERS + "?poolState=GONE")),
                Refusal.of(
                        "not yes or no",
                        400,
                        "parameter-invalid",
                        api -> api.as(CLERK).get(CUSTOMERS + "?poolWarned=perhaps")));
    }

    private static Refusal row(
            String name, int status, String code, String who, String id, String command, Object body) {
        return Refusal.of(name, status, code, api -> send(api.as(who), id, command, body));
    }

    private Response post(String who, String id, String command, Object body) {
        return send(customers.api.as(who), id, command, body);
    }

    private static Response send(Api api, String id, String command, Object body) {
        String address = path(id) + "/" + command;
        return body == null ? api.post(address) : api.post(address, body);
    }

    private String vipOf(String owner) {
        return assertStatus(customers.create(SUPERVISOR, with(with(full(), "tier", "VIP"), "ownerNo", owner)), 201)
                .path("id");
    }

    /** New in the house, and known. */
    private String seller(String department, String role, String scope) {
        String no = "P" + COUNT.incrementAndGet();
        customers.organisation.employee(no, department, role, scope);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> customers.api.as(no).get(CUSTOMERS).statusCode() == 200);
        return no;
    }

    private List<String> ids(String who, String query) {
        return assertStatus(customers.api.as(who).get(CUSTOMERS + "?limit=200&" + query), 200)
                .path("items.id");
    }

    private String pool(String id, String member) {
        return customers.get(CLERK, id).path("pool." + member);
    }

    private void look(LocalDate day) {
        await(() -> sweep.look(day));
    }

    private static void await(Supplier<Uni<Void>> work) {
        try {
            VertxContextSupport.subscribeAndAwait(work);
        } catch (Throwable failed) {
            throw new AssertionError(failed);
        }
    }

    private static String name(Received event) {
        return event.type().replaceAll(".*customer-|\\.v1", "");
    }

    /** All of a customer by now. */
    private List<Received> events(String id) {
        String last = customers.customer(CustomerApi.body());
        try (EventProbe probe = EventProbe.on("neiqin.customers")) {
            probe.await(EventProbe.about(last), PATIENCE);
            return probe.all().stream().filter(EventProbe.about(id)).toList();
        }
    }

    private static List<Response> atOnce(List<Callable<Response>> calls) {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            List<Response> answers = new ArrayList<>();
            for (Future<Response> future : threads.invokeAll(calls)) {
                answers.add(future.get());
            }
            return answers;
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError(failed);
        } finally {
            threads.shutdownNow();
        }
    }
}
