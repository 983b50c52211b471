package io.neiqin.platform.observation;

import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.events.orders.ProductEvent.ProductChanged;
import io.neiqin.platform.NoteApi;
import io.neiqin.platform.Sql;
import io.neiqin.testkit.InfraResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every figure of the delivery chain moves when that happens which it tells of. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class DeliveryChainTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String LAG = "neiqin_consumer_lag{consumer=\"products\"}";
    private static final String STANDSTILL = "neiqin_consumer_standstill_seconds{consumer=\"products\"}";
    private static final String PARKED = "neiqin_parked_events{consumer=\"products\"}";

    @Inject
    DataSource database;

    private Sql sql;
    private NoteApi notes;

    @BeforeEach
    void ready() {
        sql = new Sql(database);
        notes = NoteApi.ready();
    }

    @Test
    void tellsWhatIsNotSentYet_andWhoRelays() {
        await().atMost(SOON).until(() -> metric("neiqin_relay_leader") == 1);
        await().atMost(SOON).until(() -> metric("neiqin_oldest_unsent_seconds") == 0);
        sql.relayStops();
        try {
            notes.note();
            await().atMost(SOON).until(() -> metric("neiqin_outbox_rows") == 1);
            await().atMost(SOON).until(() -> metric("neiqin_oldest_unsent_seconds") > 2);
            assertThat(metric("neiqin_relay_leader")).isZero();
        } finally {
            sql.relayGoesOn();
        }
        await().atMost(SOON).until(() -> metric("neiqin_oldest_unsent_seconds") == 0);
        assertThat(metric("neiqin_outbox_rows")).isZero();
    }

    @Test
    void tellsOfATransaction_thatStaysOpen() throws SQLException {
        try (Connection open = database.getConnection()) {
            open.setAutoCommit(false);
            open.createStatement().execute("select 1");
            await().atMost(SOON).until(() -> metric("neiqin_oldest_transaction_seconds") > 2);
            open.rollback();
        }
        await().atMost(SOON).until(() -> metric("neiqin_oldest_transaction_seconds") < 2);
    }

    @Test
    void tellsHowFarAConsumerIsBehind_andCatchesUp() throws SQLException {
        UUID held = UUID.randomUUID();
        try (Connection hold = holdUp(held)) {
            await().atMost(SOON).until(() -> metric(LAG) >= 20);
            hold.rollback();
        }
        await().atMost(SOON).until(() -> metric(LAG) == 0);
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("a consumer that stands still while there is something to take is not well, until it goes on")
    void isNotWell_whenAConsumerStandsStill() throws SQLException {
        UUID held = UUID.randomUUID();
        try (Connection hold = holdUp(held)) {
            await().atMost(SOON).until(() -> metric(STANDSTILL) > 7);
            assertStatus(notes.api.get("/q/health/well"), 503);
            hold.rollback();
        }
        // It tries less and less often, and acknowledges every five seconds.
        await().atMost(SOON.multipliedBy(2)).until(() -> metric(LAG) == 0);
        assertThat(metric(STANDSTILL)).isZero();
        await().atMost(SOON).until(() -> notes.api.get("/q/health/well").statusCode() == 200);
    }

    /** Tells twenty events of a product, none of which can be consumed until the end of the transaction. */
    private Connection holdUp(UUID product) throws SQLException {
        Connection hold = database.getConnection();
        hold.setAutoCommit(false);
        hold.createStatement()
                .execute("select pg_advisory_xact_lock(hashtextextended('consumer products " + product + "', 0))");
        for (int version = 1; version <= 20; version++) {
            tell(product, version, "V" + version);
        }
        return hold;
    }

    @Test
    void isNotWell_whenSomethingIsParked_butStaysInRotation() {
        UUID id = UUID.randomUUID();
        double before = sql.number("select count(*) from parked_event where consumer = 'products'");
        tell(id, 1, "POISON");
        await().atMost(SOON).until(() -> metric(PARKED) == before + 1);
        Response unwell = assertStatus(notes.api.get("/q/health/well"), 503);
        assertThat(unwell.<String>path("checks.find{it.name=='delivery chain'}.data.'parked products'"))
                .isEqualTo(Long.toString(Math.round(before + 1)));
        assertStatus(notes.api.get("/q/health/ready"), 200);
        assertStatus(notes.api.get("/q/health/live"), 200);
        sql.run("delete from parked_event where consumer = 'products'");
        await().atMost(SOON).until(() -> notes.api.get("/q/health/well").statusCode() == 200);
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("the delivery chain is not well when more is in the outbox than is normal")
    void isNotWell_whenTheOutboxGrows() {
        await().atMost(SOON).until(() -> notes.api.get("/q/health/well").statusCode() == 200);
        sql.relayStops();
        try {
            notes.change(notes.note(), 60);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> notes.api.get("/q/health/well").statusCode() == 503);
        } finally {
            sql.relayGoesOn();
        }
        await().atMost(SOON).until(() -> notes.api.get("/q/health/well").statusCode() == 200);
    }

    private void tell(UUID product, long version, String sku) {
        ProductChanged event = new ProductChanged(product, sku, "Name", "Category", null, "pcs", true);
        notes.feeder.publish(event, version, Instant.now(), LocalDate.of(2026, 11, 21));
    }

    private double metric(String name) {
        return assertStatus(notes.api.get("/q/metrics"), 200)
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(Double.NaN);
    }
}
