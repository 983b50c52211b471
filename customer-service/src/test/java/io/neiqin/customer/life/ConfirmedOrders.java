package io.neiqin.customer.life;

import io.neiqin.events.Money;
import io.neiqin.events.orders.OrderEvent;
import io.neiqin.events.orders.OrderEvent.OrderConfirmed;
import io.neiqin.testkit.events.EventFeeder;
import io.neiqin.testkit.events.EventFeeder.Published;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Confirmed orders, told as orders-service would. */
public final class ConfirmedOrders {

    private static final Money TEN = new Money(BigDecimal.TEN, "CNY");

    private final EventFeeder feeder = EventFeeder.connect();

    public Published of(String customerId, LocalDate day) {
        return feeder.publish(event(customerId), Instant.now(), day);
    }

    /** Of a time before this system. */
    void imported(String customerId, LocalDate day) {
        Published live = feeder.publish(event(UUID.randomUUID().toString()), Instant.now(), day);
        String order = UUID.randomUUID().toString();
        Map<String, String> attributes = new HashMap<>(live.attributes());
        attributes.put("id", UUID.randomUUID().toString());
        attributes.put("subject", order);
        attributes.put("importbatch", "old");
        String body = live.body()
                .replace(live.key(), order)
                .replaceAll("(\"customerId\"\\s*:\\s*\")[^\"]+", "$1" + customerId);
        feeder.publish(live.topic(), order, attributes, body);
    }

    void again(Published order) {
        feeder.repeat(order);
    }

    private static OrderConfirmed event(String customerId) {
        return new OrderConfirmed(
                UUID.randomUUID(),
                "SO-1",
                new OrderEvent.Customer(UUID.fromString(customerId), "C-1", "鼎新机械", "CN", "华东", "Machinery", "A"),
                List.of(),
                List.of(),
                TEN,
                TEN,
                TEN);
    }
}
