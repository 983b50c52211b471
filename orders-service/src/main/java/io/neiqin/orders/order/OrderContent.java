package io.neiqin.orders.order;

import io.neiqin.orders.customer.KnownCustomer;
import io.neiqin.orders.product.Product;
import io.neiqin.platform.problem.Problem;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** What a clerk enters, with customer, salespersons and products looked up. */
record OrderContent(KnownCustomer customer, OrderSource source, List<Attribution> salespersons, List<Line> lines) {

    private static final BigDecimal HUNDRED = new BigDecimal(100);

    OrderContent {
        BigDecimal sum = salespersons.stream().map(Attribution::share).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.compareTo(HUNDRED) != 0) {
            throw Problem.rule("shares-not-100", sum.toPlainString())
                    .at("/salespersons", "shares-not-100", sum.toPlainString());
        }
    }

    /** One line: its product, and what the customer wants of it. */
    record Line(
            Product product,
            BigDecimal quantity,
            BigDecimal unitPrice,
            BigDecimal discount,
            BigDecimal taxRate,
            LocalDate requestedDate) {}
}
