package io.neiqin.platform.sample;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.orders.ProductEvent.ProductChanged;
import io.neiqin.platform.consumer.EventInbox;
import io.neiqin.platform.event.ReceivedEvent;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Writes down every product event that takes effect; a product called POISON fails after it was written down. */
@ApplicationScoped
class ProductEventsConsumer {

    private static final String NOTE_IT =
            "insert into seen_product (product_id, version, sku) values (:product, :version, :sku)";

    private final EventInbox inbox;

    ProductEventsConsumer(EventInbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("products")
    Uni<Void> on(ConsumerRecord<String, byte[]> record) {
        return inbox.apply("products", record, this::apply);
    }

    private Uni<Void> apply(DomainEvent event, ReceivedEvent received) {
        if (!(event instanceof ProductChanged product)) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(NOTE_IT)
                        .setParameter("product", product.productId())
                        .setParameter("version", received.aggregateVersion())
                        .setParameter("sku", product.sku())
                        .executeUpdate())
                .invoke(() -> {
                    if (product.sku().equals("POISON")) {
                        throw new IllegalStateException("this product cannot be applied");
                    }
                })
                .replaceWithVoid();
    }
}
