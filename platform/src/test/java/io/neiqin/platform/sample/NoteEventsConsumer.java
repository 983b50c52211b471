package io.neiqin.platform.sample;

import io.neiqin.events.DomainEvent;
import io.neiqin.platform.consumer.EventInbox;
import io.neiqin.platform.consumer.InboxConsumer;
import io.neiqin.platform.event.ReceivedEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Follows the notes, which have no effect here; their versions are what counts. */
@ApplicationScoped
class NoteEventsConsumer implements InboxConsumer {

    private static final String CHANNEL = "notes";

    private final EventInbox inbox;

    NoteEventsConsumer(EventInbox inbox) {
        this.inbox = inbox;
    }

    @Override
    public String name() {
        return "notes";
    }

    @Override
    public String producer() {
        return "platform";
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
    Uni<Void> on(ConsumerRecord<String, byte[]> record) {
        return inbox.take(this, record);
    }

    @Override
    public Uni<Void> apply(DomainEvent event, ReceivedEvent received) {
        return Uni.createFrom().voidItem();
    }
}
