package io.neiqin.events.orders;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventType;
import java.util.UUID;

/** What happens to a product (产品) that can be ordered. */
public sealed interface ProductEvent extends DomainEvent {

    UUID productId();

    @Override
    default UUID aggregateId() {
        return productId();
    }

    /** A product is new or has other values now; all of them as they are. */
    @EventType("neiqin.orders.product-changed.v1")
    record ProductChanged(
            UUID productId, String sku, String name, String category, String spec, String unit, boolean active)
            implements ProductEvent {}
}
