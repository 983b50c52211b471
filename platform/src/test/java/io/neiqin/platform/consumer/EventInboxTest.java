package io.neiqin.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.events.orders.OrderEvent.OrderEntered;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventFeeder;
import io.neiqin.testkit.events.EventFeeder.Published;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class EventInboxTest {

    @Inject
    DataSource database;

    private final UUID id = UUID.randomUUID();
    private Products products;
    private EventFeeder feeder;

    @BeforeEach
    void ready() {
        products = new Products(database);
        feeder = products.feeder;
    }

    @Test
    void takesEffectOnce_whenAnEventComesTwice() {
        Published first = publish(id, 1, "A");
        publish(id, 2, "B");
        feeder.repeat(first);
        publish(id, 3, "C");
        feeder.repeat(first);
        publish(id, 4, "D");
        products.awaitVersion(id, 4);
        assertThat(products.effects(id)).containsExactly("A", "B", "C", "D");
        assertThat(products.parked(id)).isEmpty();
    }

    @Test
    void advancesTheVersion_alsoForTypesThatAreIgnoredOrUnknown() {
        publish(id, 1, "A");
        feeder.publish(new OrderEntered(id, "N", "E001"), 2, Instant.now(), Products.DAY);
        feeder.publish("neiqin.orders", id.toString(), attributes(id, 3, "neiqin.orders.product-praised.v7"), "{}");
        publish(id, 4, "B");
        products.awaitVersion(id, 4);
        assertThat(products.effects(id)).containsExactly("A", "B");
    }

    @Test
    void parksOnlyThisAggregate_withItsCause_afterAGap() {
        UUID other = UUID.randomUUID();
        publish(id, 1, "A");
        publish(id, 3, "C");
        publish(id, 4, "D");
        publish(other, 1, "X");
        products.awaitVersion(other, 1);
        products.awaitParked(id, 2);
        assertThat(products.effects(id)).containsExactly("A");
        assertThat(products.parked(id)).containsExactly("3", "4");
        assertThat(products.causes(id)).containsExactly("gap: version 3 came after 1", "an earlier event is parked");
        assertThat(products.sql.column(
                        "select convert_from(payload, 'UTF8') from parked_event where aggregate_id = ?", id))
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
        products.awaitVersion(other, 1);
        products.awaitParked(id, 2);
        assertThat(products.parked(id)).containsExactly("2", "3");
        assertThat(products.causes(id)).containsExactly("this product cannot be applied", "an earlier event is parked");
    }

    @Test
    void rollsBackEffectAndNote_together_whenTheEffectFails() {
        publish(id, 1, "POISON");
        products.awaitParked(id, 1);
        assertThat(products.effects(id)).isEmpty();
        assertThat(products.version(id)).isEmpty();
    }

    @Test
    void parksWhatCannotBeDecoded_insteadOfTryingForEver() {
        UUID other = UUID.randomUUID();
        String type = "neiqin.orders.product-changed.v1";
        feeder.publish("neiqin.orders", id.toString(), attributes(id, 1, type), "{\"sku\": [broken");
        feeder.publish("neiqin.orders", id.toString(), attributes(id, 2, type), "{\"sku\": {\"not\": \"text\"}}");
        publish(other, 1, "X");
        products.awaitVersion(other, 1);
        products.awaitParked(id, 2);
        assertThat(products.causes(id)).first().asString().contains("cannot decode " + type);
    }

    @Test
    void parksABodyThatTellsOfAnotherAggregate() {
        UUID other = UUID.randomUUID();
        String body = "{\"productId\":\"" + other + "\",\"sku\":\"X\"}";
        feeder.publish("neiqin.orders", id.toString(), attributes(id, 1, "neiqin.orders.product-changed.v1"), body);
        products.awaitParked(id, 1);
        assertThat(products.causes(id)).containsExactly("the body tells of another aggregate: " + other);
        assertThat(products.effects(other)).isEmpty();
    }

    @Test
    void goesOn_afterARecordThatIsNoEventOfOurs() {
        feeder.publish("neiqin.orders", id.toString(), Map.of("id", "nonsense"), "not even JSON");
        publish(id, 1, "A");
        products.awaitVersion(id, 1);
        assertThat(products.effects(id)).containsExactly("A");
    }

    /** All on one partition, so that a channel which one of them had stopped would not reach the last. */
    @Test
    void goesOn_afterMalformedRecordsOfEveryKind() {
        String type = "neiqin.orders.product-changed.v1";
        String key = id.toString();
        Map.of(
                        "time", "yesterday",
                        "aggregateversion", "many",
                        "businessdate", "+999999999-12-31",
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
        products.awaitVersion(id, 1);
        assertThat(products.effects(id)).containsExactly("A");
    }

    @Test
    void parksNoRepetition_ofWhatWasApplied() {
        Published first = publish(id, 1, "A");
        publish(id, 3, "C");
        products.awaitParked(id, 1);
        feeder.repeat(first);
        publish(id, 4, "D");
        products.awaitParked(id, 2);
        assertThat(products.parked(id)).containsExactly("3", "4");
    }

    private Published publish(UUID product, long version, String sku) {
        return products.tell(product, version, sku);
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
                Products.DAY.toString(),
                "actor",
                "feeder",
                "correlationid",
                "test"));
    }
}
