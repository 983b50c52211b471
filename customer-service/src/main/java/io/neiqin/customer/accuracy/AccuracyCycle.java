package io.neiqin.customer.accuracy;

import io.neiqin.customer.customer.Particulars.Tier;
import io.neiqin.platform.database.TransactionSql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How often the file of a customer is looked through, by tier (核实周期), and when each was. In the caller's session, past
 * Hibernate: it is one day for each customer, and no rule but the calendar is about it.
 */
@ApplicationScoped
class AccuracyCycle {

    /** Of customers in no tier. */
    private static final String NO_TIER = "NONE";

    /** Next are the first ones of each owner, as many as he has room for. */
    private static final String DUE = """
        select id from (
          select c.id, c.owner_no, d.due, row_number() over (partition by c.owner_no order by d.due, c.id) as place
          from customer c
          join unnest($1::text[], $2::int[]) as cycle (tier, days) on cycle.tier = coalesce(c.tier, 'NONE')
          left join customer_accuracy a on a.customer_id = c.id
          cross join lateral (select coalesce(a.verified_on, c.owned_since) + cycle.days as due) d
          where d.due <= $3::date and c.pool_state = 'OWNED' and c.status not in ('LOST', 'BLOCKED', 'MERGED')
            and not exists (
              select 1 from verification_task t where t.customer_id = c.id and t.status = 'OPEN')
        ) waiting
        where place <= $4::int - (
            select count(*) from verification_task t where t.owner_no = waiting.owner_no and t.status = 'OPEN')
        order by due, id limit $5::int""";

    private static final String VERIFIED = """
        insert into customer_accuracy (customer_id, verified_on) values ($1::uuid, $2::date)
        on conflict (customer_id) do update
          set verified_on = greatest(customer_accuracy.verified_on, excluded.verified_on)""";

    private final String[] tiers;
    private final Integer[] days;
    private final int open;

    /**
     * @param every by tier; of those in no tier: none
     * @param open so many are open per salesperson at once
     */
    AccuracyCycle(
            @ConfigProperty(name = "neiqin.customer.accuracy.every") Map<String, Duration> every,
            @ConfigProperty(name = "neiqin.customer.accuracy.open") int open) {
        Map<String, Duration> byTier = every.entrySet().stream()
                .collect(Collectors.toMap(cycle -> cycle.getKey().toUpperCase(Locale.ROOT), Map.Entry::getValue));
        List<String> all =
                new ArrayList<>(Arrays.stream(Tier.values()).map(Tier::name).toList());
        all.add(NO_TIER);
        if (!byTier.keySet().containsAll(all)) {
            throw new IllegalArgumentException("neiqin.customer.accuracy.every is not set for all of " + all);
        }
        this.tiers = all.toArray(String[]::new);
        this.days = all.stream().map(tier -> (int) byTier.get(tier).toDays()).toArray(Integer[]::new);
        this.open = open;
    }

    /** Customers whose file has to be looked through by this day, the longest overdue first. */
    Uni<List<UUID>> due(LocalDate today, int limit) {
        return Panache.getSession()
                .flatMap(session -> TransactionSql.select(session, DUE, tiers, days, today, open, limit))
                .map(Unchecked.function(AccuracyCycle::ids));
    }

    private static List<UUID> ids(ResultSet rows) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        while (rows.next()) {
            ids.add(rows.getObject(1, UUID.class));
        }
        return ids;
    }

    Uni<Void> verified(UUID customerId, LocalDate on) {
        return Panache.getSession()
                .flatMap(session -> TransactionSql.update(session, VERIFIED, customerId, on))
                .replaceWithVoid();
    }
}
