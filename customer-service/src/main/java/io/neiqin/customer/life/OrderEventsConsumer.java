package io.neiqin.customer.life;

import io.neiqin.customer.customer.CustomerLifeService;
import io.neiqin.events.DomainEvent;
import io.neiqin.events.orders.OrderEvent.OrderConfirmed;
import io.neiqin.platform.consumer.EventInbox;
import io.neiqin.platform.consumer.InboxConsumer;
import io.neiqin.platform.event.ReceivedEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Confirmed orders bring customers to life. An order that is cancelled later has been one: who has ordered is no prospect
 * any more.
 */
@ApplicationScoped
public class OrderEventsConsumer implements InboxConsumer {

    private static final String CHANNEL = "orders";

    private final EventInbox inbox;
    private final CustomerLifeService customers;

    public OrderEventsConsumer(EventInbox inbox, CustomerLifeService customers) {
        this.inbox = inbox;
        this.customers = customers;
    }

    @Override
    public String name() {
        return "customer-life";
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
        return event instanceof OrderConfirmed confirmed
                ? customers.ordered(confirmed.customer().customerId(), confirmed.orderId(), received)
                : Uni.createFrom().voidItem();
    }
}
