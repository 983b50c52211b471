package io.neiqin.platform.sample;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** What a consumer must never do: it fails, and with that its channel ends for good. */
@ApplicationScoped
class FragileChannel {

    @Incoming("fragile")
    Uni<Void> on(ConsumerRecord<String, byte[]> record) {
        return "break".equals(record.key())
                ? Uni.createFrom().failure(new IllegalStateException("broken on purpose"))
                : Uni.createFrom().voidItem();
    }
}
