package io.neiqin.customer.accuracy;

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
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** All verifications; whoever sees the customer sees them. */
@ApplicationScoped
public class VerificationTasks implements PanacheRepositoryBase<VerificationTask, UUID> {

    /**
     * What a list can be narrowed by; null means any.
     *
     * @param mine whether it is asked of the caller
     * @param overdue whether it is open and past due
     */
    record Wanted(
            VerificationStatus status,
            UUID customerId,
            String ownerNo,
            UUID departmentId,
            boolean mine,
            Boolean overdue) {}

    private static final String OVERDUE = """
        e.status = OPEN and exists (select 1 from Deadline d where d.subject.subjectId = e.id
            and d.kind = 'customer-accuracy' and d.stoppedAt is null and d.dueAt < :now)""";

    /** The owner is another by now, or the customer is no more. */
    private static final String LEFT_BEHIND = """
        select e.id from VerificationTask e, Customer c
        where c.id = e.customerId and e.status = OPEN
          and (e.ownerNo <> c.ownerNo or e.departmentId is distinct from c.departmentId
            or c.standing.status in (BLOCKED, MERGED))
        order by e.id""";

    private final BusinessClock clock;

    VerificationTasks(BusinessClock clock) {
        this.clock = clock;
    }

    /** Refuses with 404, also outside the actor's sight. */
    Uni<VerificationTask> get(UUID id, Actor actor) {
        return found(id, one(id).seenBy(actor.sees(), CustomerRef.SEEN).single());
    }

    /** As {@link #get}, locked until the commit. */
    Uni<VerificationTask> toChange(UUID id, Actor actor) {
        return found(id, one(id).seenBy(actor.sees(), CustomerRef.SEEN).locked());
    }

    private static Filter<VerificationTask> one(UUID id) {
        return Filter.of(VerificationTask.class).and("e.id = :id", "id", id);
    }

    private static Uni<VerificationTask> found(UUID id, Uni<VerificationTask> one) {
        return one.onItem().ifNull().failWith(() -> Problem.notFound("verification-task", id));
    }

    /** Null where nobody is asked about this customer. */
    Uni<VerificationTask> openOf(UUID customerId) {
        return find("customerId = ?1 and status = ?2", customerId, VerificationStatus.OPEN)
                .firstResult();
    }

    /** Open ones that no longer are as their customer is. */
    Uni<List<UUID>> leftBehind(int limit) {
        return getSession()
                .flatMap(session -> session.createSelectionQuery(LEFT_BEHIND, UUID.class)
                        .setMaxResults(limit)
                        .getResultList());
    }

    Uni<Page<VerificationTask>> page(Wanted wanted, Actor actor, PageRequest page) {
        Boolean overdue = wanted.overdue();
        String late = overdue == null ? null : overdue ? OVERDUE : "not (" + OVERDUE + ")";
        return Filter.of(VerificationTask.class)
                .and("e.status = :status", "status", wanted.status())
                .and(CustomerRef.OF, "customer", wanted.customerId())
                .and("e.ownerNo = :owner", "owner", wanted.ownerNo())
                .and("e.departmentId = :department", "department", wanted.departmentId())
                .and("e.askedNo = :me", "me", wanted.mine() ? actor.employeeNo() : null)
                .and(late, "now", late == null ? null : clock.now())
                .seenBy(actor.sees(), CustomerRef.SEEN)
                .page(page, VerificationTask::id, Function.identity());
    }
}
