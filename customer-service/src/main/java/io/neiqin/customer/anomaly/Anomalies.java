package io.neiqin.customer.anomaly;

import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.UUID;

/** All reports of anomalies, each seen by whoever reported it or has to look at it, and by whoever sees the customer. */
@ApplicationScoped
public class Anomalies implements PanacheRepositoryBase<Anomaly, UUID> {

    /** What a list can be narrowed by; null means any. Days are business dates, both included. */
    record Wanted(
            AnomalyStatus status,
            Finding.Kind kind,
            Finding.Severity severity,
            UUID customerId,
            String region,
            String ownerNo,
            String reportedBy,
            String supervisorNo,
            LocalDate from,
            LocalDate to) {}

    private static final String SEEN = "e.reportedBy in :owners or e.supervisorNo in :owners or " + CustomerRef.SEEN;

    private static final String OF_CUSTOMER = "exists (select 1 from Customer k where k.id = e.customerId and k.%s)";
    private static final String OWNED = OF_CUSTOMER.formatted("ownerNo = :owner");
    private static final String IN_REGION = OF_CUSTOMER.formatted("particulars.region = :region");

    /** Refuses with 404, also outside the actor's sight. */
    Uni<Anomaly> get(UUID id, Actor actor) {
        return found(id, byId(id, actor).single());
    }

    /** As {@link #get}, for a change: nobody else changes it until the commit. */
    Uni<Anomaly> toChange(UUID id, Actor actor) {
        return found(id, byId(id, actor).locked());
    }

    Uni<Page<AnomalyView.Summary>> page(Wanted wanted, Actor actor, PageRequest page) {
        return Filter.of(Anomaly.class)
                .and("e.status = :status", "status", wanted.status())
                .and("e.finding.kind = :kind", "kind", wanted.kind())
                .and("e.finding.severity = :severity", "severity", wanted.severity())
                .and(CustomerRef.OF, "customer", wanted.customerId())
                .and(IN_REGION, "region", wanted.region())
                .and(OWNED, "owner", wanted.ownerNo())
                .and("e.reportedBy = :reporter", "reporter", wanted.reportedBy())
                .and("e.supervisorNo = :supervisor", "supervisor", wanted.supervisorNo())
                .and("e.businessDate >= :from", "from", wanted.from())
                .and("e.businessDate <= :to", "to", wanted.to())
                .seenBy(actor.sees(), SEEN)
                .page(page, Anomaly::id, AnomalyView.Summary::of);
    }

    private static Filter<Anomaly> byId(UUID id, Actor actor) {
        return Filter.of(Anomaly.class).and("e.id = :id", "id", id).seenBy(actor.sees(), SEEN);
    }

    private static Uni<Anomaly> found(UUID id, Uni<Anomaly> found) {
        return found.onItem().ifNull().failWith(() -> Problem.notFound("anomaly", id));
    }
}
