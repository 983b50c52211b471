package io.neiqin.orders.order;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.LocalDate;

/**
 * What customer and house agree on beside the lines.
 *
 * @param customerPoNo the customer's own order number, taken once per customer
 */
@Embeddable
public record Terms(
        String customerPoNo,
        String currency,
        @Enumerated(EnumType.STRING) PriceBasis priceBasis,
        LocalDate requestedDate) {}
