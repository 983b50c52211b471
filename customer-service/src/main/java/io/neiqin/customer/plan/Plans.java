package io.neiqin.customer.plan;

import io.neiqin.platform.database.TransactionSql;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.UUID;

/** All plans, each seen by its owner, his department and those above. */
@ApplicationScoped
public class Plans implements PanacheRepositoryBase<Plan, UUID> {

    /**
     * What a list can be narrowed by; null means any.
     *
     * @param on a day of its period
     */
    record Wanted(
            Plan.Kind kind,
            PlanStatus status,
            String ownerNo,
            UUID departmentId,
            Period.Length period,
            LocalDate on,
            String region,
            String segment) {}

    private static final String ENTERED = """
            select count(*) from customer
            where owner_no = $1 and business_date between $2 and $3 and import_batch is null""";

    /** What was done, not what was planned; about a customer also what was done while it was a lead. */
    private static final String CONTACTS = """
            select count(*) filter (where a.kind in ('VISIT', 'RETURN_VISIT')) as visits,
                   count(*) filter (where a.kind = 'CALL') as calls
            from activity a
            where a.employee_no = $1 and a.day between $2 and $3 and a.status = 'DONE'
              and ($4::uuid is null or a.customer_id = $4
                   or a.lead_id in (select l.id from lead l where l.customer_id = $4))
              and ($5::uuid is null or a.lead_id = $5)""";

    /** Visits, return visits included, and calls. */
    record Contacts(int visits, int calls) {

        static final Contacts NONE = new Contacts(0, 0);
    }

    /** Refuses with 404, also outside the actor's sight. */
    Uni<Plan> get(UUID id, Actor actor) {
        return found(id, byId(id, actor).single());
    }

    /** As {@link #get}, for a change: nobody else changes it until the commit. */
    Uni<Plan> toChange(UUID id, Actor actor) {
        return found(id, byId(id, actor).locked());
    }

    Uni<Page<PlanView.Summary>> page(Wanted wanted, Actor actor, PageRequest page) {
        return Filter.of(Plan.class)
                .and("e.kind = :kind", "kind", wanted.kind())
                .and("e.status = :status", "status", wanted.status())
                .and("e.ownerNo = :owner", "owner", wanted.ownerNo())
                .and("e.departmentId = :department", "department", wanted.departmentId())
                .and("e.period.length = :length", "length", wanted.period())
                .and("e.period.from <= :on and e.period.to >= :on", "on", wanted.on())
                .and("e.region = :region", "region", wanted.region())
                .and("e.segment = :segment", "segment", wanted.segment())
                .seenBy(actor.sees())
                .page(page, Plan::id, PlanView.Summary::of);
    }

    /** How many customers were entered for him on these days, none that were taken over. */
    Uni<Integer> newCustomers(String ownerNo, Period period) {
        return Panache.getSession()
                .flatMap(session -> TransactionSql.select(session, ENTERED, ownerNo, period.from(), period.to()))
                .map(Unchecked.function(row -> row.next() ? row.getInt(1) : 0));
    }

    /**
     * What he has done in that time.
     *
     * @param customerId about this one; null for any
     * @param leadId about this one; null for any
     */
    Uni<Contacts> contacts(String ownerNo, Period period, UUID customerId, UUID leadId) {
        return Panache.getSession()
                .flatMap(session -> TransactionSql.select(
                        session, CONTACTS, ownerNo, period.from(), period.to(), customerId, leadId))
                .map(Unchecked.function(
                        row -> row.next() ? new Contacts(row.getInt("visits"), row.getInt("calls")) : Contacts.NONE));
    }

    private static Filter<Plan> byId(UUID id, Actor actor) {
        return Filter.of(Plan.class).and("e.id = :id", "id", id).seenBy(actor.sees());
    }

    private static Uni<Plan> found(UUID id, Uni<Plan> found) {
        return found.onItem().ifNull().failWith(() -> Problem.notFound("plan", id));
    }
}
