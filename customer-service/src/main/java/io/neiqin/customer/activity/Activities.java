package io.neiqin.customer.activity;

import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.customer.lead.LeadRef;
import io.neiqin.platform.database.TransactionSql;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** All activities, each seen by whose it is, his department and those above, and by whoever sees whom it is about. */
@ApplicationScoped
public class Activities implements PanacheRepositoryBase<Activity, UUID> {

    private static final String SEEN =
            "e.employeeNo in :owners or e.departmentId in :departments or " + CustomerRef.SEEN + " or " + LeadRef.SEEN;

    /** Of a customer, and of the lead that it was; one after the other, for an "or" of the two would read all there are. */
    private static final String ABOUT_CUSTOMER = "e.id in (select a.id from Activity a where "
            + CustomerRef.OF.replace("e.customerId", "a.customerId")
            + " union all select b.id from Activity b where b.leadId in"
            + " (select w.id from Lead w where w.customerId = :customer))";

    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended('activities of ' || $1, 0))";

    /** What a list can be narrowed by; null means any. */
    record Wanted(
            UUID customerId,
            UUID leadId,
            String employeeNo,
            Activity.Kind kind,
            ActivityStatus status,
            Report.Outcome outcome,
            LocalDate from,
            LocalDate to) {}

    /** Refuses with 404, also outside the actor's sight. */
    Uni<Activity> get(UUID id, Actor actor) {
        return Filter.of(Activity.class)
                .and("e.id = :id", "id", id)
                .seenBy(actor.sees(), SEEN)
                .single()
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notFound("activity", id));
    }

    Uni<Page<ActivityView>> page(Wanted wanted, Actor actor, PageRequest page) {
        return Filter.of(Activity.class)
                .and(ABOUT_CUSTOMER, "customer", wanted.customerId())
                .and("e.leadId = :lead", "lead", wanted.leadId())
                .and("e.employeeNo = :employee", "employee", wanted.employeeNo())
                .and("e.kind = :kind", "kind", wanted.kind())
                .and("e.status = :status", "status", wanted.status())
                .and("e.report.outcome = :outcome", "outcome", wanted.outcome())
                .and("e.day >= :from", "from", wanted.from())
                .and("e.day <= :to", "to", wanted.to())
                .seenBy(actor.sees(), SEEN)
                .page(page, Activity::id, activity -> ActivityView.of(activity, actor));
    }

    /** Until the commit, nobody else books or logs for this person: two at once would not see each other. */
    Uni<Void> lockFor(String employeeNo) {
        return getSession()
                .flatMap(session -> TransactionSql.select(session, LOCK, employeeNo))
                .replaceWithVoid();
    }

    /** Whether the person has something else at that time; of one activity that is put to it, any but this. */
    Uni<Boolean> isTaken(String employeeNo, Plan plan, UUID self) {
        return count(
                        "from Activity e where e.employeeNo = ?1 and e.status = ?2 and e.plan.beginsAt < ?3"
                                + " and e.plan.endsAt > ?4 and e.id <> ?5",
                        employeeNo,
                        ActivityStatus.PLANNED,
                        plan.endsAt(),
                        plan.beginsAt(),
                        self)
                .map(others -> others > 0);
    }

    /** When somebody there was first spoken to by phone, also while it was a lead; null for never. */
    Uni<LocalDate> firstReachedOn(UUID customerId) {
        return getSession()
                .flatMap(session -> session.createSelectionQuery(
                                "select min(e.day) from Activity e where e.kind = :call and e.status = :done"
                                        + " and e.report.outcome <> :notReached and (" + ABOUT_CUSTOMER + ")",
                                LocalDate.class)
                        .setParameter("call", Activity.Kind.CALL)
                        .setParameter("done", ActivityStatus.DONE)
                        .setParameter("notReached", Report.Outcome.NOT_REACHED)
                        .setParameter("customer", customerId)
                        .getSingleResultOrNull());
    }

    /** By customer; one about which nothing was ever done is absent. */
    Uni<Map<UUID, LocalDate>> lastDoneOn(Collection<UUID> customerIds) {
        return getSession()
                .flatMap(session -> session.createSelectionQuery(
                                "select e.customerId, max(e.day) from Activity e where e.status = :done"
                                        + " and e.customerId in :customers group by e.customerId",
                                LastDone.class)
                        .setParameter("done", ActivityStatus.DONE)
                        .setParameter("customers", customerIds)
                        .getResultList())
                .map(found -> found.stream().collect(Collectors.toMap(LastDone::customerId, LastDone::day)));
    }

    private record LastDone(UUID customerId, LocalDate day) {}

    /** The calls that these people have made between two days, both included, the first ones first. */
    Uni<List<Activity>> calls(Collection<String> employeeNos, LocalDate from, LocalDate to) {
        return list(
                "from Activity e where e.employeeNo in ?1 and e.kind = ?2 and e.status = ?3 and e.day between ?4 and ?5"
                        + " order by e.loggedAt, e.id",
                employeeNos,
                Activity.Kind.CALL,
                ActivityStatus.DONE,
                from,
                to);
    }
}
