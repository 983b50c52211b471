package io.neiqin.customer.credit;

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
import java.util.List;
import java.util.UUID;

/** The credit of all customers; whoever sees the customer sees that there is one. */
@ApplicationScoped
public class CreditProfiles implements PanacheRepositoryBase<CreditProfile, UUID> {

    /**
     * What a list can be narrowed by; null means any.
     *
     * @param state as of today
     * @param waiting whether something suggested waits
     * @param expiringBefore whose last day is before that one, and not over yet
     */
    record Wanted(
            UUID customerId,
            CreditStatus state,
            CreditTerms.Grade grade,
            Boolean waiting,
            String ownerNo,
            UUID departmentId,
            LocalDate expiringBefore) {}

    private static final String OF_OWNER =
            "exists (select 1 from Customer o where o.id = e.customerId and o.ownerNo = :%s)";

    private static final String OF_DEPARTMENT =
            "exists (select 1 from Customer d where d.id = e.customerId and d.departmentId = :department)";

    private static final String OVER = """
        select e.id from CreditProfile e
        where e.terms.validTo < :today and e.freeze.frozenAt is null and e.expiredOn is null order by e.id""";

    private final BusinessClock clock;

    CreditProfiles(BusinessClock clock) {
        this.clock = clock;
    }

    /** Refuses with 404, also outside the actor's sight. */
    Uni<CreditProfile> get(UUID id, Actor actor) {
        return found(id, one(id).seenBy(actor.sees(), CustomerRef.SEEN).single());
    }

    /** As {@link #get}, locked until the commit. */
    Uni<CreditProfile> toChange(UUID id, Actor actor) {
        return found(id, one(id).seenBy(actor.sees(), CustomerRef.SEEN).locked());
    }

    /** As {@link #toChange}, for a decision by somebody who need not see it, and for what the service does by itself. */
    Uni<CreditProfile> toDecide(UUID id) {
        return found(id, one(id).locked());
    }

    private static Filter<CreditProfile> one(UUID id) {
        return Filter.of(CreditProfile.class).and("e.id = :id", "id", id);
    }

    private static Uni<CreditProfile> found(UUID id, Uni<CreditProfile> one) {
        return one.onItem().ifNull().failWith(() -> Problem.notFound("credit-profile", id));
    }

    /** Null where nobody has suggested anything yet. */
    Uni<CreditProfile> ofCustomer(UUID customerId) {
        return find("customerId = ?1", customerId).firstResult();
    }

    /** Whose last day is over without that being told. */
    Uni<List<UUID>> over(LocalDate today, int limit) {
        return getSession()
                .flatMap(session -> session.createSelectionQuery(OVER, UUID.class)
                        .setParameter("today", today)
                        .setMaxResults(limit)
                        .getResultList());
    }

    Uni<Page<CreditView>> page(Wanted wanted, Actor actor, PageRequest page) {
        LocalDate today = clock.today();
        // By its grade nobody finds whose grade he may not see.
        boolean own = wanted.grade() != null && !CreditView.isInformed(actor);
        return standing(Filter.of(CreditProfile.class), wanted.state(), today)
                .and(CustomerRef.OF, "customer", wanted.customerId())
                .and("e.terms.grade = :grade", "grade", wanted.grade())
                .and(OF_OWNER.formatted("me"), "me", own ? actor.employeeNo() : null)
                .and(OF_OWNER.formatted("owner"), "owner", wanted.ownerNo())
                .and(OF_DEPARTMENT, "department", wanted.departmentId())
                .and("e.terms.validTo < :before", "before", wanted.expiringBefore())
                .and("e.terms.validTo >= :from", "from", wanted.expiringBefore() == null ? null : today)
                .and(waiting(wanted.waiting()))
                .seenBy(actor.sees(), CustomerRef.SEEN)
                .page(page, CreditProfile::id, profile -> CreditView.of(profile, actor, today));
    }

    private static String waiting(Boolean asked) {
        return asked == null ? null : asked ? "e.waiting" : "not e.waiting";
    }

    /** As {@link CreditProfile#status} has it. */
    private static Filter<CreditProfile> standing(Filter<CreditProfile> filter, CreditStatus state, LocalDate today) {
        if (state == null) {
            return filter;
        }
        return switch (state) {
            case SUGGESTED -> filter.and("e.terms.validTo is null and e.waiting");
            case RETURNED -> filter.and("e.terms.validTo is null and not e.waiting");
            case FROZEN -> filter.and("e.freeze.frozenAt is not null");
            case EXPIRED -> filter.and("e.freeze.frozenAt is null and e.terms.validTo < :today", "today", today);
            case APPROVED -> filter.and("e.freeze.frozenAt is null and e.terms.validFrom > :today", "today", today);
            case ACTIVE ->
                filter.and(
                        "e.freeze.frozenAt is null and :today between e.terms.validFrom and e.terms.validTo",
                        "today",
                        today);
        };
    }
}
