package io.neiqin.customer.duplicate;

import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.customer.duplicate.DuplicateCase.Pair;
import io.neiqin.platform.database.TransactionSql;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** All pairs that look like one customer, each seen by who sees both. */
@ApplicationScoped
public class DuplicateCases implements PanacheRepositoryBase<DuplicateCase, UUID> {

    /** What a list can be narrowed by; null means any. */
    record Wanted(DuplicateStatus status, Integer minScore, UUID customerId, String ownerNo) {}

    private static final String SEEN = "(" + CustomerRef.SEEN.replace("e.customerId", "e.firstId") + ") and ("
            + CustomerRef.SEEN.replace("e.customerId", "e.secondId") + ")";

    /** One of them may have been merged with a third: then the next scan proposes that one. */
    private static final String OPEN = """
            e.status <> CANDIDATE or not exists (select 1 from Customer c
                where c.id in (e.firstId, e.secondId) and c.merging.mergedInto is not null)""";

    private static final String OWNED =
            "exists (select 1 from Customer c where c.id in (e.firstId, e.secondId) and c.ownerNo = :owner)";

    private static final String KNOWN = """
            select d.first_id, d.second_id from duplicate_case d
            join unnest($1::uuid[], $2::uuid[]) as asked (first_id, second_id)
              on asked.first_id = d.first_id and asked.second_id = d.second_id""";

    private static final String FORGET = """
            update duplicate_case set kept = null where status = 'MERGED' and kept is not null and judged_at < $1""";

    /** Refuses with 404, also who does not see both customers. */
    Uni<DuplicateCase> get(UUID id, Actor actor) {
        return Filter.of(DuplicateCase.class)
                .and("e.id = :id", "id", id)
                .seenBy(actor.sees(), SEEN)
                .single()
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notFound("duplicate", id));
    }

    /** Null where nobody has looked at them yet. */
    Uni<DuplicateCase> of(Pair pair) {
        return find("firstId = ?1 and secondId = ?2", pair.first(), pair.second())
                .firstResult();
    }

    Uni<Page<DuplicateCase>> page(Wanted wanted, Actor actor, PageRequest page) {
        return Filter.of(DuplicateCase.class)
                .and(OPEN)
                .and("e.status = :status", "status", wanted.status())
                .and("e.score >= :score", "score", wanted.minScore())
                .and("e.firstId = :customer or e.secondId = :customer", "customer", wanted.customerId())
                .and(OWNED, "owner", wanted.ownerNo())
                .seenBy(actor.sees(), SEEN)
                .page(page, DuplicateCase::id, Function.identity());
    }

    /** Those of these that were looked at already, however they were judged. */
    Uni<Set<Pair>> known(Collection<Pair> pairs) {
        return getSession()
                .flatMap(session -> TransactionSql.select(
                        session,
                        KNOWN,
                        pairs.stream().map(Pair::first).toArray(UUID[]::new),
                        pairs.stream().map(Pair::second).toArray(UUID[]::new)))
                .map(Unchecked.function(row -> {
                    Set<Pair> known = new HashSet<>();
                    while (row.next()) {
                        known.add(new Pair(
                                row.getObject("first_id", UUID.class), row.getObject("second_id", UUID.class)));
                    }
                    return known;
                }));
    }

    /** What was merged before that moment is not given back any more, and not kept, either. */
    Uni<Void> forget(Instant before) {
        return getSession()
                .flatMap(session -> TransactionSql.update(session, FORGET, before.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** Both customers of each. */
    static List<UUID> customers(Collection<DuplicateCase> cases) {
        Set<UUID> ids = new HashSet<>();
        cases.forEach(one -> ids.addAll(List.of(one.firstId(), one.secondId())));
        return List.copyOf(ids);
    }
}
