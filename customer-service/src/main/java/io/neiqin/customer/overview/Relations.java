package io.neiqin.customer.overview;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Counts what the other packages keep about a customer. */
@ApplicationScoped
class Relations {

    private static final String FOLLOW_UPS = """
            select max(e.day), coalesce(sum(case when e.day >= :since then 1 else 0 end), 0)
            from Activity e
            where e.id in (select a.id from Activity a where a.customerId in :customers
                    union all select b.id from Activity b
                        where b.leadId in (select l.id from Lead l where l.customerId in :customers))
                and e.status = DONE and e.report.outcome <> NOT_REACHED""";
    private static final String TICKETS = """
            select coalesce(sum(case when e.status not in (CLOSED, CANCELLED) then 1 else 0 end), 0),
                   coalesce(sum(case when e.origin.openedAt >= :since then 1 else 0 end), 0),
                   coalesce(sum(case when e.origin.openedAt >= :since and e.matter.type = COMPLAINT then 1 else 0 end), 0)
            from Ticket e where e.customerId in :customers and e.status <> CANCELLED""";
    private static final String SCORES = """
            select count(*), coalesce(sum(e.score), 0)
            from Survey e where e.customerId in :customers and e.score is not null and e.doneAt >= :since""";

    private record FollowUps(LocalDate last, long count) {}

    private record Tickets(long open, long all, long complaints) {}

    private record Scores(long count, long sum) {

        BigDecimal mean() {
            return count == 0
                    ? null
                    : BigDecimal.valueOf(sum).divide(BigDecimal.valueOf(count), 1, RoundingMode.HALF_UP);
        }
    }

    private final ZoneId zone;

    Relations(@ConfigProperty(name = "neiqin.zone") ZoneId zone) {
        this.zone = zone;
    }

    /** @param since the day from which things are counted */
    Uni<Overview.Relation> of(Set<UUID> customers, LocalDate since) {
        var instant = since.atStartOfDay(zone).toInstant();
        return one(FOLLOW_UPS, FollowUps.class, Map.of("customers", customers, "since", since))
                .flatMap(done -> one(TICKETS, Tickets.class, Map.of("customers", customers, "since", instant))
                        .flatMap(tickets -> one(SCORES, Scores.class, Map.of("customers", customers, "since", instant))
                                .map(scores -> new Overview.Relation(
                                        done.last(),
                                        done.count(),
                                        tickets.open(),
                                        tickets.all(),
                                        tickets.complaints(),
                                        scores.count(),
                                        scores.mean()))));
    }

    private static <T> Uni<T> one(String question, Class<T> answer, Map<String, Object> values) {
        return Panache.getSession().flatMap(session -> {
            var query = session.createSelectionQuery(question, answer);
            values.forEach(query::setParameter);
            return query.getSingleResult();
        });
    }
}
