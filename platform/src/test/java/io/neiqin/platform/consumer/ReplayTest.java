package io.neiqin.platform.consumer;

import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.platform.NoteApi;
import io.neiqin.platform.identity.Roles;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Api;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits goes on: by itself when the missing one has come, by a command when the refused one is cured. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class ReplayTest {

    private static final String PARKED = "/api/platform/parked-events";
    private static final String REPLAY = PARKED + "/products/";

    @Inject
    DataSource database;

    private final UUID id = UUID.randomUUID();
    private Products products;
    private Api admin;

    @BeforeEach
    void ready() {
        products = new Products(database);
        admin = NoteApi.ready().api.as("root", Roles.SYSTEM_ADMIN);
    }

    @Test
    void goesOnByItself_whenTheMissingOneComesLate() {
        products.tell(id, 1, "A");
        products.tell(id, 4, "D");
        products.tell(id, 3, "C");
        products.awaitParked(id, 2);
        products.tell(id, 2, "B");
        products.awaitVersion(id, 4);
        assertThat(products.effects(id)).containsExactly("A", "B", "C", "D");
        assertThat(products.parked(id)).isEmpty();
        products.tell(id, 5, "E");
        products.awaitVersion(id, 5);
    }

    @Test
    void staysParked_withItsNewCause_whenItIsRefusedAgain() {
        parkPoison();
        products.treat(id, false);
        assertThat(replay()).isZero();
        assertThat(products.parked(id)).containsExactly("2", "3");
        assertThat(products.causes(id)).containsExactly("this product is worse still", "an earlier event is parked");
        assertThat(products.effects(id)).containsExactly("A");
    }

    @Test
    void appliesAllThatWaits_inOrder_onceItIsCured() {
        parkPoison();
        products.treat(id, true);
        assertThat(replay()).isEqualTo(2);
        assertThat(products.effects(id)).containsExactly("A", "POISON", "C");
        assertThat(products.parked(id)).isEmpty();
        assertThat(products.version(id)).containsExactly("3");
        assertProblem(admin.post(REPLAY + id + "/replay"), 404, "not-found");
    }

    @Test
    void stopsAtTheNextGap_andNeverOvertakes() {
        parkPoison();
        products.tell(id, 5, "E");
        products.awaitParked(id, 3);
        products.treat(id, true);
        assertThat(replay()).isEqualTo(2);
        assertThat(products.parked(id)).containsExactly("5");
        assertThat(products.effects(id)).containsExactly("A", "POISON", "C");
    }

    @Test
    void doesNothingTwice_whileTheTopicAndManyReplaysWorkOnIt() throws Exception {
        parkPoison();
        for (int version = 4; version <= 20; version++) {
            products.tell(id, version, "V" + version);
        }
        products.awaitParked(id, 19);
        products.treat(id, true);
        var commands = Executors.newFixedThreadPool(4);
        List<Callable<Integer>> replays = IntStream.range(0, 4)
                .<Callable<Integer>>mapToObj(
                        i -> () -> admin.post(REPLAY + id + "/replay").statusCode())
                .toList();
        var sent = commands.submit(() -> {
            for (int version = 21; version <= 60; version++) {
                products.tell(id, version, "V" + version);
            }
        });
        for (var answer : commands.invokeAll(replays)) {
            assertThat(answer.get()).isIn(200, 404);
        }
        sent.get();
        commands.shutdown();
        products.awaitVersion(id, 60);
        List<String> all = new ArrayList<>(List.of("A", "POISON", "C"));
        IntStream.rangeClosed(4, 60).forEach(version -> all.add("V" + version));
        assertThat(products.effects(id)).containsExactlyElementsOf(all);
        assertThat(products.parked(id)).isEmpty();
    }

    @Test
    void listsWhatWaits_theOldestFirst_ofOneConsumerOrAll() {
        parkPoison();
        var one = assertStatus(admin.get(PARKED + "?consumer=products&limit=200"), 200);
        assertThat(one.<List<String>>path("items.findAll{it.aggregateId=='" + id + "'}.cause"))
                .containsExactly("this product cannot be applied", "an earlier event is parked");
        assertThat(one.<List<String>>path("items.parkedAt")).isSorted();
        assertThat(one.<List<String>>path("items.consumer")).containsOnly("products");
        assertThat(assertStatus(admin.get(PARKED + "?limit=1"), 200).<List<?>>path("items"))
                .hasSize(1);
        assertThat(assertStatus(admin.get(PARKED + "?consumer=organisation"), 200)
                        .<List<?>>path("items"))
                .isEmpty();
    }

    @Test
    void isRefused_whatIsNotThere_andWhoDoesNotRunTheSystem() {
        assertProblem(admin.post(REPLAY + UUID.randomUUID() + "/replay"), 404, "not-found");
        assertProblem(admin.post(PARKED + "/nobody/" + id + "/replay"), 404, "not-found");
        assertProblem(admin.get(PARKED + "?consumer=nobody"), 404, "not-found");
        assertProblem(admin.get(PARKED + "?limit=0"), 400, "limit-invalid");
        assertProblem(admin.get(PARKED + "?customer=products"), 400, "parameter-unknown");
        assertProblem(admin.post(REPLAY + "7/replay"), 400, "parameter-unreadable");
        Api clerk = NoteApi.ready().api.as(NoteApi.CLERK);
        assertProblem(clerk.get(PARKED), 403, "role-missing");
        assertProblem(clerk.post(REPLAY + id + "/replay"), 403, "role-missing");
        assertProblem(clerk.anonymous().get(PARKED), 401, "token-missing");
    }

    private void parkPoison() {
        products.tell(id, 1, "A");
        products.tell(id, 2, "POISON");
        products.tell(id, 3, "C");
        products.awaitParked(id, 2);
    }

    private int replay() {
        return assertStatus(admin.post(REPLAY + id + "/replay"), 200).path("released");
    }
}
