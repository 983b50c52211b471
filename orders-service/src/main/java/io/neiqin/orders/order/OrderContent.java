package io.neiqin.orders.order;

import io.neiqin.orders.customer.KnownCustomer;
import io.neiqin.orders.product.Product;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** What a clerk enters, with customer, salespersons and products looked up. */
record OrderContent(KnownCustomer customer, OrderSource source, List<Attribution> salespersons, List<Line> lines) {

    /** One line: its product, and what the customer wants of it. */
    record Line(
            Product product,
            BigDecimal quantity,
            BigDecimal unitPrice,
            BigDecimal discount,
            BigDecimal taxRate,
            LocalDate requestedDate) {}
}
