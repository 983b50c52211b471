package io.neiqin.customer.sale;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.orders.OrderEvent.OrderCancelled;
import io.neiqin.events.orders.OrderEvent.OrderCompleted;
import io.neiqin.events.orders.OrderEvent.OrderConfirmed;
import io.neiqin.platform.consumer.EventInbox;
import io.neiqin.platform.consumer.InboxConsumer;
import io.neiqin.platform.event.ReceivedEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Keeps what was sold and delivered, whenever it was; whether somebody is asked about it is not decided here. */
@ApplicationScoped
public class SaleEventsConsumer implements InboxConsumer {

    private static final String CHANNEL = "sales";

    private final EventInbox inbox;
    private final Sales sales;

    public SaleEventsConsumer(EventInbox inbox, Sales sales) {
        this.inbox = inbox;
        this.sales = sales;
    }

    @Override
    public String name() {
        return "known-sales";
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
        if (event instanceof OrderConfirmed confirmed) {
            return sales.confirm(confirmed, received.businessDate());
        }
        if (event instanceof OrderCancelled cancelled) {
            return sales.cancel(cancelled.orderId());
        }
        if (event instanceof OrderCompleted completed) {
            return sales.isSinceIntroduction(received.time())
                    .map(since -> since && received.importBatch() == null)
                    .flatMap(live -> sales.deliver(completed.orderId(), received.businessDate(), live));
        }
        return Uni.createFrom().voidItem();
    }
}
