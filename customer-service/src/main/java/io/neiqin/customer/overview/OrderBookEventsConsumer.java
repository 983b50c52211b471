package io.neiqin.customer.overview;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.orders.OrderEvent;
import io.neiqin.platform.consumer.EventInbox;
import io.neiqin.platform.consumer.InboxConsumer;
import io.neiqin.platform.event.ReceivedEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Keeps the replica of the orders, from the first one on. */
@ApplicationScoped
public class OrderBookEventsConsumer implements InboxConsumer {

    private static final String CHANNEL = "order-book";

    private final EventInbox inbox;
    private final KnownOrders orders;

    public OrderBookEventsConsumer(EventInbox inbox, KnownOrders orders) {
        this.inbox = inbox;
        this.orders = orders;
    }

    @Override
    public String name() {
        return "known-orders";
    }

    @Override
    public String producer() {
        return "orders";
    }

    @Override
    public String channel() {
        return CHANNEL;
    }

    @Override
    public EventInbox inbox() {
        return inbox;
    }

    @Incoming(CHANNEL)
    public Uni<Void> on(ConsumerRecord<String, byte[]> record) {
        return inbox.take(this, record);
    }

    @Override
    public Uni<Void> apply(DomainEvent event, ReceivedEvent received) {
        return event instanceof OrderEvent told
                ? orders.learn(told, received)
                : Uni.createFrom().voidItem();
    }
}
