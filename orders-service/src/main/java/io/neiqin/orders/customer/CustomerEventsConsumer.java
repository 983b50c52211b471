package io.neiqin.orders.customer;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.customers.CustomerEvent;
import io.neiqin.events.customers.CustomerEvent.CustomerMerged;
import io.neiqin.events.customers.CustomerEvent.CustomerUnmerged;
import io.neiqin.platform.consumer.EventInbox;
import io.neiqin.platform.consumer.InboxConsumer;
import io.neiqin.platform.event.ReceivedEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Keeps the replica of the customer file. */
@ApplicationScoped
public class CustomerEventsConsumer implements InboxConsumer {

    private static final String CHANNEL = "customers";

    private final EventInbox inbox;
    private final KnownCustomers customers;

    public CustomerEventsConsumer(EventInbox inbox, KnownCustomers customers) {
        this.inbox = inbox;
        this.customers = customers;
    }

    @Override
    public String name() {
        return "known-customers";
    }

    @Override
    public String producer() {
        return "customer";
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
        if (event instanceof CustomerMerged merged) {
            return customers.follow(merged.customerId(), merged.profile(), merged.into());
        }
        if (event instanceof CustomerUnmerged unmerged) {
            return customers.follow(unmerged.customerId(), unmerged.profile(), null);
        }
        if (event instanceof CustomerEvent told) {
            return customers.learn(told.customerId(), told.profile());
        }
        return Uni.createFrom().voidItem();
    }
}
