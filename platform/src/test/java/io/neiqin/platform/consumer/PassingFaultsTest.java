package io.neiqin.platform.consumer;

import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.platform.NoteApi;
import io.neiqin.testkit.InfraResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The database says no for the moment: read-only after a failover, full, a lock that was not to be had. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class PassingFaultsTest {

    @Inject
    DataSource database;

    private final UUID id = UUID.randomUUID();
    private Products products;

    @BeforeEach
    void ready() {
        products = new Products(database);
    }

    @AfterEach
    void wellAgain() {
        products.sql.run("drop function if exists fail_for_now cascade");
    }

    @ParameterizedTest
    @ValueSource(strings = {"25006", "53200", "58030", "40001", "40P01", "55P03"})
    @Tag("NFR-4")
    @DisplayName("where an event cannot even be parked for the moment, it is parked later: no channel stops")
    void parksLater_whatCannotBeParkedForTheMoment(String state) {
        fails("parked_event", "new.aggregate_id = '" + id + "'", state);
        products.tell(id, 1, "POISON");
        products.tell(id, 2, "B");
        await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            assertStatus(NoteApi.ready().api.get("/q/health/ready"), 200);
            assertThat(products.parked(id)).isEmpty();
        });
        wellAgain();
        products.awaitParked(id, 2);
        assertThat(products.causes(id)).containsExactly("this product cannot be applied", "an earlier event is parked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"25006", "40001", "55P03"})
    @Tag("NFR-4")
    @DisplayName("an event is not blamed for what the database cannot do for the moment")
    void appliesLater_whatTheDatabaseCannotDoForTheMoment(String state) {
        fails("seen_product", "new.product_id = '" + id + "'", state);
        products.tell(id, 1, "A");
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(6))
                .untilAsserted(() -> assertThat(products.parked(id)).isEmpty());
        wellAgain();
        products.awaitVersion(id, 1);
        assertThat(products.effects(id)).containsExactly("A");
    }

    @ParameterizedTest
    @ValueSource(strings = {"25006", "53200", "58030", "55P03"})
    @Tag("NFR-4")
    @DisplayName("a command that meets it is told to come again")
    void saysTryAgain_toACommand(String state) {
        fails("note", "new.title = '" + id + "'", state);
        NoteApi notes = NoteApi.ready();
        Response refused = assertProblem(notes.write(NoteApi.body(id.toString())), 503, "database-unavailable");
        assertThat(refused.header("Retry-After")).isEqualTo("2");
        wellAgain();
        assertStatus(notes.write(NoteApi.body(id.toString())), 201);
    }

    private void fails(String table, String when, String state) {
        products.sql.run("""
            create function fail_for_now() returns trigger language plpgsql as
            $$ begin raise exception 'not for the moment' using errcode = '%s'; end $$\
            """.formatted(state));
        products.sql.run("create trigger fail_for_now before insert on " + table + " for each row when (" + when
                + ") execute function fail_for_now()");
    }
}
