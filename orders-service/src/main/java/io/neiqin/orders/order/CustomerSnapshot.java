package io.neiqin.orders.order;

import io.neiqin.events.orders.OrderEvent;
import io.neiqin.orders.customer.KnownCustomer;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.UUID;

/**
 * The customer as the order saw it: a later change of the file does not move the order.
 *
 * @param uscc unified social credit code (统一社会信用代码), for prints; null for a foreign customer, and in orders from before
 *     it was kept
 */
@Embeddable
public record CustomerSnapshot(
        @Column(name = "customer_id") UUID id,
        @Column(name = "customer_number") String number,
        @Column(name = "customer_name") String name,
        @Column(name = "customer_uscc") String uscc,
        @Column(name = "customer_country") String country,
        @Column(name = "customer_region") String region,
        @Column(name = "customer_industry") String industry,
        @Column(name = "customer_tier") String tier,
        @Column(name = "customer_owner_no") String ownerNo) {

    static CustomerSnapshot of(KnownCustomer customer) {
        return new CustomerSnapshot(
                customer.id(),
                customer.number(),
                customer.name(),
                customer.uscc(),
                customer.country(),
                customer.region(),
                customer.industry(),
                customer.tier(),
                customer.ownerNo());
    }

    OrderEvent.Customer asEvent() {
        return new OrderEvent.Customer(id, number, name, country, region, industry, tier);
    }
}
