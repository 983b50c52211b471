package io.neiqin.customer.qualification;

import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The qualifications of all customers; whoever sees the customer sees them. */
@ApplicationScoped
public class Qualifications implements PanacheRepositoryBase<Qualification, UUID> {

    /**
     * What a list can be narrowed by; null means any.
     *
     * @param expired whether it was accepted, and its last day is over
     * @param expiringBefore accepted ones whose last day is to come, and before that one
     */
    record Wanted(
            UUID customerId,
            QualificationKind kind,
            QualificationStatus status,
            Boolean expired,
            LocalDate expiringBefore,
            String ownerNo,
            UUID departmentId) {}

    private static final String OF_OWNER =
            "exists (select 1 from Customer o where o.id = e.customerId and o.ownerNo = :owner)";

    private static final String OF_DEPARTMENT =
            "exists (select 1 from Customer d where d.id = e.customerId and d.departmentId = :department)";

    private static final String OVER = "e.status = ACCEPTED and e.validUntil is not null and e.validUntil < :today";

    /** Its end is waited for by somebody who owns the customer no more, or though the customer is no more. */
    private static final String LEFT_BEHIND = """
        select e.id from Qualification e, Customer c, Deadline d
        where c.id = e.customerId and d.subject.subjectId = e.id and d.kind = 'qualification-expiry'
          and d.stoppedAt is null and (d.subject.ownerNo <> c.ownerNo or c.standing.status in (BLOCKED, MERGED))
        order by e.id""";

    private static final String WAITING = """
        select d.subject.ownerNo from Deadline d where d.subject.subjectId = :id
          and d.kind = 'qualification-expiry' and d.stoppedAt is null""";

    /** Null where the customer has no such paper. */
    private static final String PAPER = """
        select a.purpose from Attachment a where a.id = :id and a.subject.recordType = 'customer'
          and a.subject.recordId = :customer and a.removedAt is null""";

    private final BusinessClock clock;

    Qualifications(BusinessClock clock) {
        this.clock = clock;
    }

    /** Refuses with 404, also outside the actor's sight. */
    Uni<Qualification> get(UUID id, Actor actor) {
        return found(id, one(id).seenBy(actor.sees(), CustomerRef.SEEN).single());
    }

    /** As {@link #get}, locked until the commit. */
    Uni<Qualification> toChange(UUID id, Actor actor) {
        return found(id, one(id).seenBy(actor.sees(), CustomerRef.SEEN).locked());
    }

    private static Filter<Qualification> one(UUID id) {
        return Filter.of(Qualification.class).and("e.id = :id", "id", id);
    }

    private static Uni<Qualification> found(UUID id, Uni<Qualification> one) {
        return one.onItem().ifNull().failWith(() -> Problem.notFound("qualification", id));
    }

    /** As what a paper was attached to the customer; null where it was not, or is taken away. */
    Uni<String> purposeOf(UUID attachmentId, UUID customerId) {
        return getSession()
                .flatMap(session -> session.createSelectionQuery(PAPER, String.class)
                        .setParameter("id", attachmentId)
                        .setParameter("customer", customerId)
                        .getSingleResultOrNull());
    }

    /** The papers of a customer that somebody has entered, or was to look at. */
    Uni<Set<UUID>> papersOf(UUID customerId) {
        return getSession()
                .flatMap(session -> session.createSelectionQuery(
                                "select e.attachmentId from Qualification e where e.customerId = :customer", UUID.class)
                        .setParameter("customer", customerId)
                        .getResultList())
                .map(HashSet::new);
    }

    /** Those whose end is waited for by another than whoever owns the customer. */
    Uni<List<UUID>> leftBehind(int limit) {
        return getSession()
                .flatMap(session -> session.createSelectionQuery(LEFT_BEHIND, UUID.class)
                        .setMaxResults(limit)
                        .getResultList());
    }

    /** Who waits for the end of it; null for nobody. */
    Uni<String> waiting(UUID id) {
        return getSession()
                .flatMap(session -> session.createSelectionQuery(WAITING, String.class)
                        .setParameter("id", id)
                        .getSingleResultOrNull());
    }

    Uni<Page<QualificationView>> page(Wanted wanted, Actor actor, PageRequest page) {
        LocalDate today = clock.today();
        Boolean expired = wanted.expired();
        String over = expired == null ? null : expired ? OVER : "not (" + OVER + ")";
        boolean soon = wanted.expiringBefore() != null;
        return Filter.of(Qualification.class)
                .and(CustomerRef.OF, "customer", wanted.customerId())
                .and("e.kind = :kind", "kind", wanted.kind())
                .and("e.status = :status", "status", wanted.status())
                .and(over, "today", over == null ? null : today)
                .and("e.status = ACCEPTED and e.validUntil < :before", "before", wanted.expiringBefore())
                .and("e.validUntil >= :from", "from", soon ? today : null)
                .and(OF_OWNER, "owner", wanted.ownerNo())
                .and(OF_DEPARTMENT, "department", wanted.departmentId())
                .seenBy(actor.sees(), CustomerRef.SEEN)
                .page(page, Qualification::id, qualification -> QualificationView.of(qualification, actor, today));
    }
}
