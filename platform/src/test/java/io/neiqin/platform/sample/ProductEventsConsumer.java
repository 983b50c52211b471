package io.neiqin.platform.sample;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.orders.ProductEvent.ProductChanged;
import io.neiqin.platform.consumer.EventInbox;
import io.neiqin.platform.consumer.InboxConsumer;
import io.neiqin.platform.event.ReceivedEvent;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Writes down every product event that takes effect; a product called POISON fails after it was written down, until
 * there is medicine. Two others rename the note that they name.
 */
@ApplicationScoped
class ProductEventsConsumer implements InboxConsumer {

    private static final String CHANNEL = "products";

    private static final String NOTE_IT =
            "insert into seen_product (product_id, version, sku) values (:product, :version, :sku)";

    private static final String CURED = "select cured from medicine where product_id = :product";

    private final EventInbox inbox;
    private final NoteService notes;

    ProductEventsConsumer(EventInbox inbox, NoteService notes) {
        this.inbox = inbox;
        this.notes = notes;
    }

    @Override
    public String name() {
        return "products";
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
    Uni<Void> on(ConsumerRecord<String, byte[]> record) {
        return inbox.take(this, record);
    }

    @Override
    public Uni<Void> apply(DomainEvent event, ReceivedEvent received) {
        if (!(event instanceof ProductChanged product)) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(NOTE_IT)
                        .setParameter("product", product.productId())
                        .setParameter("version", received.aggregateVersion())
                        .setParameter("sku", product.sku())
                        .executeUpdate())
                .call(() -> switch (product.sku()) {
                    case "POISON" -> requireCured(product);
                    case "RENAMES" -> notes.rename(noteOf(product), received);
                    case "RENAMES-CARELESSLY" -> notes.renameUnrecorded(noteOf(product));
                    default -> Uni.createFrom().voidItem();
                })
                .replaceWithVoid();
    }

    private static UUID noteOf(ProductChanged product) {
        return UUID.fromString(product.name());
    }

    private static Uni<Boolean> requireCured(ProductChanged product) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(CURED, Boolean.class)
                        .setParameter("product", product.productId())
                        .getSingleResultOrNull())
                .invoke(cured -> {
                    if (cured == null || !cured) {
                        throw new IllegalStateException(
                                cured == null ? "this product cannot be applied" : "this product is worse still");
                    }
                });
    }
}
