package io.neiqin.customer.sale;

import io.neiqin.events.Money;
import io.neiqin.events.orders.OrderEvent.OrderConfirmed;
import io.neiqin.platform.database.TransactionSql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** All confirmed orders, as orders-service told. */
@ApplicationScoped
public class Sales implements PanacheRepositoryBase<Sale, UUID> {

    private static final String SINCE_INTRODUCTION = "select at <= $1 from sale_introduction";

    /** His part of each, rounded once it is summed up. */
    private static final String SOLD = """
            select s.currency, count(*) as orders, round(sum(s.net * (p.value ->> 'percent')::numeric / 100), 2) as net
            from sale s cross join lateral jsonb_array_elements(s.shares -> 'all') as p(value)
            where not s.cancelled and s.confirmed_on between $2 and $3 and p.value ->> 'employeeNo' = $1
              and ($4::uuid is null or s.customer_id = $4)
            group by s.currency order by s.currency""";

    /**
     * What somebody has sold.
     *
     * @param orders how many of them have a part of his
     * @param amounts his part, tax-exclusive, one for each currency
     */
    public record Sold(int orders, List<Money> amounts) {}

    /** What he has sold by orders confirmed on these days, both included; to one customer, or to all where it is null. */
    public Uni<Sold> sold(String employeeNo, LocalDate from, LocalDate to, UUID customerId) {
        return Panache.getSession()
                .flatMap(session -> TransactionSql.select(session, SOLD, employeeNo, from, to, customerId))
                .map(Unchecked.function(row -> {
                    int orders = 0;
                    List<Money> amounts = new ArrayList<>();
                    while (row.next()) {
                        orders += row.getInt("orders");
                        amounts.add(new Money(row.getBigDecimal("net"), row.getString("currency")));
                    }
                    return new Sold(orders, amounts);
                }));
    }

    Uni<Void> confirm(OrderConfirmed told, LocalDate day) {
        return findById(told.orderId())
                .map(known -> known == null ? new Sale(told.orderId()) : known)
                .invoke(sale -> sale.take(told, day))
                .flatMap(this::persist)
                .replaceWithVoid();
    }

    Uni<Void> cancel(UUID orderId) {
        return findById(orderId).onItem().ifNotNull().invoke(Sale::cancel).replaceWithVoid();
    }

    Uni<Void> deliver(UUID orderId, LocalDate day, boolean live) {
        return findById(orderId)
                .onItem()
                .ifNotNull()
                .invoke(sale -> sale.deliver(day, live))
                .replaceWithVoid();
    }

    /** Whether it was told while deliveries make us ask; what a topic has from before that is only known. */
    Uni<Boolean> isSinceIntroduction(Instant told) {
        return Panache.getSession()
                .flatMap(session -> TransactionSql.select(session, SINCE_INTRODUCTION, told.atOffset(ZoneOffset.UTC)))
                .map(Unchecked.function(row -> row.next() && row.getBoolean(1)));
    }
}
