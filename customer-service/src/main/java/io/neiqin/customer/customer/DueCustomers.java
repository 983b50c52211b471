package io.neiqin.customer.customer;

import io.neiqin.platform.database.TransactionSql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Customers for which time has come, by the rules as they are now. A tier that a customer has not is called
 * {@link ByTier#NO_TIER}. At most {@value #AT_ONCE} at once: the rest is found by the next look.
 */
@ApplicationScoped
class DueCustomers {

    private static final int AT_ONCE = 500;

    /** Once for each status, which an index has. */
    private static final String AGED = """
            select c.id from unnest($1::text[], $2::date[]) as term(tier, ordered_before)
            join customer c on c.status = '%s' and coalesce(c.tier, 'NONE') = term.tier
              and c.last_order_on < term.ordered_before\
            """;

    private static final String TOUCHED = "greatest(c.owned_since, c.last_follow_up_on, c.last_order_on)";
    private static final String DEALT = "greatest(c.owned_since, c.last_order_on)";

    /** Whose owner is to be warned, or was warned in time. */
    private static final String NEAR_OR_OVER = """
            select c.id from term join customer c on coalesce(c.tier, 'NONE') = term.tier
            where c.pool_state = 'OWNED' and c.status not in ('BLOCKED', 'MERGED')
              and %1$s <= $5::date - term.%2$s_days + term.warn_days
              and (c.%2$s_warned_on is null
                or %1$s <= $5::date - term.%2$s_days and c.%2$s_warned_on <= $5::date - term.warn_days)\
            """;

    private static final String REVIEWED =
            "with term as (select * from unnest($1::text[], $2::int[], $3::int[], $4::int[])"
                    + " as term(tier, follow_up_days, deal_days, warn_days)) "
                    + NEAR_OR_OVER.formatted(TOUCHED, "follow_up")
                    + " union "
                    + NEAR_OR_OVER.formatted(DEALT, "deal")
                    + " union select c.id from term join customer c on coalesce(c.tier, 'NONE') = term.tier"
                    + " where (c.follow_up_warned_on is not null and " + TOUCHED
                    + " > $5::date - term.follow_up_days + term.warn_days"
                    + " or c.deal_warned_on is not null and " + DEALT
                    + " > $5::date - term.deal_days + term.warn_days)"
                    + " and c.pool_state = 'OWNED' and c.status not in ('BLOCKED', 'MERGED')"
                    + " order by id limit " + AT_ONCE;

    private static final String ORPHANED = """
            select c.id from org_employee e
            join customer c on c.owner_no = e.employee_no and c.pool_state = 'OWNED' and c.status <> 'MERGED'
            where e.left_on < $1\
            """;

    private static final String IN_ORDER = " order by c.id limit " + AT_ONCE;

    /** What another has in hand is passed over. */
    private static final String FREE = " for update of c skip locked";

    private static final String OWNED = "select c.id from customer c where c.pool_state = 'OWNED' and c.id = $1" + FREE;

    private static final String LOCK_SELLER =
            "select cast(pg_advisory_xact_lock(hashtextextended('pool ' || $1, 0)) as text)";

    private static final String OWNED_BY =
            "select count(*) from customer where owner_no = $1 and pool_state = 'OWNED' and status <> 'MERGED'";

    /** @param orderedBefore by tier: who has not ordered since is due */
    Uni<List<UUID>> aged(CustomerStatus status, Map<String, LocalDate> orderedBefore) {
        return ids(AGED.formatted(status) + IN_ORDER, tiers(orderedBefore), days(orderedBefore));
    }

    /** Whether it still is; locked, then. */
    Uni<Boolean> isAged(UUID id, CustomerStatus status, Map<String, LocalDate> orderedBefore) {
        String one = AGED.formatted(status) + " and c.id = $3" + FREE;
        return ids(one, tiers(orderedBefore), days(orderedBefore), id).map(found -> !found.isEmpty());
    }

    /** Whose owner has something to be told or to lose, by tier. */
    Uni<List<UUID>> reviewed(Map<String, PoolTerms> terms, LocalDate today) {
        List<PoolTerms> values = List.copyOf(terms.values());
        return ids(
                REVIEWED,
                tiers(terms),
                values.stream().map(PoolTerms::followUpDays).toArray(Integer[]::new),
                values.stream().map(PoolTerms::dealDays).toArray(Integer[]::new),
                values.stream().map(PoolTerms::warnDays).toArray(Integer[]::new),
                today);
    }

    Uni<List<UUID>> orphaned(LocalDate today) {
        return ids(ORPHANED + IN_ORDER, today);
    }

    /** Whether it still is; locked, then. */
    Uni<Boolean> isOrphaned(UUID id, LocalDate today) {
        return ids(ORPHANED + " and c.id = $2" + FREE, today, id).map(found -> !found.isEmpty());
    }

    /** Whether somebody owns it; locked, then. */
    Uni<Boolean> isOwned(UUID id) {
        return ids(OWNED, id).map(found -> !found.isEmpty());
    }

    /** How many this person owns; until the commit he gets no other one from the pool. */
    Uni<Long> ownedBy(String employeeNo) {
        return Panache.getSession()
                .flatMap(session -> TransactionSql.select(session, LOCK_SELLER, employeeNo)
                        .chain(() -> TransactionSql.select(session, OWNED_BY, employeeNo)))
                .map(Unchecked.function(row -> {
                    row.next();
                    return row.getLong(1);
                }));
    }

    private static String[] tiers(Map<String, ?> byTier) {
        return byTier.keySet().toArray(String[]::new);
    }

    private static LocalDate[] days(Map<String, LocalDate> byTier) {
        return byTier.values().toArray(LocalDate[]::new);
    }

    private static Uni<List<UUID>> ids(String sql, Object... values) {
        return Panache.getSession()
                .flatMap(session -> TransactionSql.select(session, sql, values))
                .map(Unchecked.function(row -> {
                    List<UUID> ids = new ArrayList<>();
                    while (row.next()) {
                        ids.add(row.getObject(1, UUID.class));
                    }
                    return ids;
                }));
    }
}
