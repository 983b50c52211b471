package io.neiqin.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.events.orders.OrderEvent.OrderEntered;
import io.neiqin.events.orders.ProductEvent.ProductChanged;
import io.neiqin.platform.NoteApi;
import io.neiqin.platform.Sql;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventFeeder;
import io.neiqin.testkit.events.EventFeeder.Published;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class EventInboxTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

    @Inject
    DataSource database;

    private final UUID id = UUID.randomUUID();
    private Sql sql;
    private EventFeeder feeder;

    @BeforeEach
    void ready() {
        sql = new Sql(database);
        feeder = NoteApi.ready().feeder;
    }

    @Test
    void takesEffectOnce_whenAnEventComesTwice() {
        Published first = publish(id, 1, "A");
        publish(id, 2, "B");
        feeder.repeat(first);
        publish(id, 3, "C");
        feeder.repeat(first);
        publish(id, 4, "D");
        awaitVersion(id, 4);
        assertThat(effects(id)).containsExactly("A", "B", "C", "D");
        assertThat(parked(id)).isEmpty();
    }

    @Test
    void advancesTheVersion_alsoForTypesThatAreIgnoredOrUnknown() {
        publish(id, 1, "A");
        feeder.publish(new OrderEntered(id, "N", "E001"), 2, Instant.now(), DAY);
        feeder.publish("neiqin.orders", id.toString(), attributes(id, 3, "neiqin.orders.product-praised.v7"), "{}");
        publish(id, 4, "B");
        awaitVersion(id, 4);
        assertThat(effects(id)).containsExactly("A", "B");
    }

    @Test
    void parksOnlyThisAggregate_withItsCause_afterAGap() {
        UUID other = UUID.randomUUID();
        publish(id, 1, "A");
        publish(id, 3, "C");
        publish(id, 4, "D");
        publish(other, 1, "X");
        awaitVersion(other, 1);
        awaitParked(id, 2);
        assertThat(effects(id)).containsExactly("A");
        assertThat(parked(id)).containsExactly("3", "4");
        assertThat(causes(id)).containsExactly("gap: version 3 came after 1", "an earlier event is parked");
        assertThat(sql.column("select convert_from(payload, 'UTF8') from parked_event where aggregate_id = ?", id))
                .first()
                .asString()
                .contains("\"sku\":\"C\"");
    }

    @Test
    void parksPoison_andWhatComesAfterIt_andLeavesTheOthersAlone() {
        UUID other = UUID.randomUUID();
        publish(id, 1, "A");
        publish(id, 2, "POISON");
        publish(id, 3, "C");
        publish(other, 1, "X");
        awaitVersion(other, 1);
        awaitParked(id, 2);
        assertThat(parked(id)).containsExactly("2", "3");
        assertThat(causes(id)).containsExactly("this product cannot be applied", "an earlier event is parked");
    }

    @Test
    void rollsBackEffectAndNote_together_whenTheEffectFails() {
        publish(id, 1, "POISON");
        awaitParked(id, 1);
        assertThat(effects(id)).isEmpty();
        assertThat(version(id)).isEmpty();
    }

    @Test
    void parksWhatCannotBeDecoded_insteadOfTryingForEver() {
        UUID other = UUID.randomUUID();
        String type = "neiqin.orders.product-changed.v1";
        feeder.publish("neiqin.orders", id.toString(), attributes(id, 1, type), "{\"sku\": [broken");
        feeder.publish("neiqin.orders", id.toString(), attributes(id, 2, type), "{\"sku\": {\"not\": \"text\"}}");
        publish(other, 1, "X");
        awaitVersion(other, 1);
        awaitParked(id, 2);
        assertThat(causes(id)).first().asString().contains("cannot decode " + type);
    }

    @Test
    void goesOn_afterARecordThatIsNoEventOfOurs() {
        feeder.publish("neiqin.orders", id.toString(), Map.of("id", "nonsense"), "not even JSON");
        publish(id, 1, "A");
        awaitVersion(id, 1);
        assertThat(effects(id)).containsExactly("A");
    }

    /** All on one partition, so that a channel which one of them had stopped would not reach the last. */
    @Test
    void goesOn_afterMalformedRecordsOfEveryKind() {
        String type = "neiqin.orders.product-changed.v1";
        String key = id.toString();
        Map.of(
                        "time", "yesterday",
                        "aggregateversion", "many",
                        "businessdate", "2026-02-30",
                        "subject", "no id",
                        "id", "no id either",
                        "type", "neiqin.orders.\u0000")
                .forEach((attribute, nonsense) -> {
                    Map<String, String> attributes = attributes(UUID.randomUUID(), 1, type);
                    attributes.put(attribute, nonsense);
                    feeder.publish("neiqin.orders", key, attributes, "{}");
                    attributes.remove(attribute);
                    feeder.publish("neiqin.orders", key, attributes, "{}");
                    attributes.put(attribute, null);
                    feeder.publish("neiqin.orders", key, attributes, "{}");
                });
        for (String body : new String[] {null, "", "null", "[]", "{\"sku\": \"\\u0000\"}", "\u0000"}) {
            feeder.publish("neiqin.orders", key, attributes(UUID.randomUUID(), 1, type), body);
        }
        publish(id, 1, "A");
        awaitVersion(id, 1);
        assertThat(effects(id)).containsExactly("A");
    }

    @Test
    void parksNoRepetition_ofWhatWasApplied() {
        Published first = publish(id, 1, "A");
        publish(id, 3, "C");
        awaitParked(id, 1);
        feeder.repeat(first);
        publish(id, 4, "D");
        awaitParked(id, 2);
        assertThat(parked(id)).containsExactly("3", "4");
    }

    private Published publish(UUID product, long version, String sku) {
        ProductChanged event = new ProductChanged(product, sku, "Name", "Category", null, "pcs", true);
        return feeder.publish(event, version, Instant.now(), DAY);
    }

    private static Map<String, String> attributes(UUID product, long version, String type) {
        return new HashMap<>(Map.of(
                "id",
                UUID.randomUUID().toString(),
                "type",
                type,
                "source",
                "/neiqin/orders",
                "subject",
                product.toString(),
                "time",
                Instant.now().toString(),
                "aggregateversion",
                Long.toString(version),
                "position",
                "1",
                "businessdate",
                DAY.toString(),
                "actor",
                "feeder",
                "correlationid",
                "test"));
    }

    private void awaitVersion(UUID product, long version) {
        await().atMost(Duration.ofSeconds(20)).until(() -> version(product).equals(List.of(Long.toString(version))));
    }

    private void awaitParked(UUID product, int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> parked(product).size() == count);
    }

    private List<String> version(UUID product) {
        return sql.column(
                "select version from consumed_version where consumer = 'products' and aggregate_id = ?", product);
    }

    private List<String> parked(UUID product) {
        return sql.column("select version from parked_event where aggregate_id = ? order by version", product);
    }

    private List<String> causes(UUID product) {
        return sql.column("select cause from parked_event where aggregate_id = ? order by version", product);
    }

    private List<String> effects(UUID product) {
        return sql.column("select sku from seen_product where product_id = ? order by nr", product);
    }
}
