package io.neiqin.platform.consumer;

import static io.neiqin.platform.NoteApi.CLERK;
import static io.neiqin.platform.NoteApi.NOTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.events.orders.ProductEvent.ProductChanged;
import io.neiqin.platform.NoteApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventFeeder.Published;
import io.neiqin.testkit.http.ShownHistory;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a service does to its records because of an event stands in their history, too. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class ReactionHistoryTest {

    @Inject
    DataSource database;

    private NoteApi notes;
    private Products products;

    @BeforeEach
    void ready() {
        notes = NoteApi.ready();
        products = new Products(database);
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("a reaction is recorded under the service's account, with the event that caused it")
    void reaction_isRecorded() {
        String note = notes.note();
        UUID product = UUID.randomUUID();
        Published cause = tell(product, "RENAMES", note);
        products.awaitVersion(product, 1);
        ShownHistory history = ShownHistory.of(notes.api.as(CLERK), NOTES + "/" + note);
        assertThat(history.commands()).containsExactly("rename", "create");
        assertThat(history.the("actor", 0)).isEqualTo("neiqin-platform");
        assertThat(history.the("causationId", 0)).isEqualTo(cause.attributes().get("id"));
        assertThat(history.after(0)).isEqualTo(Map.of("/title", "renamed " + note, "/changes", 1));
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("a reaction that records nothing changes nothing: its event waits with the cause")
    void unrecordedReaction_isStopped() {
        String note = notes.note();
        UUID product = UUID.randomUUID();
        tell(product, "RENAMES-CARELESSLY", note);
        products.awaitParked(product, 1);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(products.causes(product).get(0)).contains("not recorded"));
        assertThat(notes.get(note).<Integer>path("version")).isZero();
        products.sql.run("delete from parked_event where aggregate_id = ?", product);
    }

    private Published tell(UUID product, String sku, String note) {
        return products.feeder.publish(
                new ProductChanged(product, sku, note, "Category", null, "pcs", true), 1, Instant.now(), Products.DAY);
    }
}
