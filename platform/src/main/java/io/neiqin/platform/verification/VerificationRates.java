package io.neiqin.platform.verification;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.organisation.Organisation;
import io.neiqin.platform.organisation.Organisation.Person;
import io.neiqin.platform.outbox.Outbox;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/** All rates that were set for a person. */
@ApplicationScoped
class VerificationRates implements PanacheRepositoryBase<VerificationRate, UUID> {

    private static final String OF = "entity = ?1 and entererNo = ?2";

    private final Sampling sampling;
    private final Organisation organisation;
    private final BusinessClock clock;
    private final Outbox outbox;

    VerificationRates(Sampling sampling, Organisation organisation, BusinessClock clock, Outbox outbox) {
        this.sampling = sampling;
        this.organisation = organisation;
        this.clock = clock;
        this.outbox = outbox;
    }

    /** The person's own, or the default. */
    Uni<VerificationRateView> get(String entity, String entererNo, Actor actor) {
        BigDecimal usual = usual(entity);
        return person(entererNo, actor)
                .chain(() -> find(OF, entity, entererNo).<VerificationRate>firstResult())
                .map(rate -> rate == null
                        ? new VerificationRateView(null, 0, entity, entererNo, usual, null, null)
                        : VerificationRateView.of(rate));
    }

    /** Nobody decides how much of his own work is checked (DAT-2). */
    Uni<VerificationRate> set(String entity, String entererNo, BigDecimal percent, CommandContext context) {
        usual(entity);
        if (context.actor().employeeNo().equals(entererNo)) {
            throw Problem.rule("own-verification-rate");
        }
        return person(entererNo, context.actor())
                .flatMap(person -> find(OF, entity, entererNo)
                        .withLock(LockModeType.PESSIMISTIC_WRITE)
                        .firstResult()
                        .flatMap(rate -> set(rate, entity, person, percent, context)));
    }

    private Uni<VerificationRate> set(
            VerificationRate known, String entity, Person person, BigDecimal percent, CommandContext context) {
        context.requireVersion(known == null ? 0 : known.times());
        VerificationRate rate =
                known == null ? new VerificationRate(entity, person.employeeNo()) : context.watch(known);
        var told = rate.set(percent, person.departmentId(), context);
        return persist(rate)
                .call(() -> outbox.append(context, List.of(told)))
                .invoke(() -> sampling.forget(entity, person.employeeNo()));
    }

    Uni<Page<VerificationRateView>> page(String entity, String entererNo, Actor actor, PageRequest page) {
        return Filter.of(VerificationRate.class)
                .and("e.entity = :entity", "entity", entity)
                .and("e.entererNo = :enterer", "enterer", entererNo)
                .seenBy(actor.sees(), "e.entererNo in :owners or e.departmentId in :departments")
                .page(page, VerificationRate::id, VerificationRateView::of);
    }

    private BigDecimal usual(String entity) {
        return sampling.usual(entity).orElseThrow(() -> Problem.notFound("verification", entity));
    }

    private Uni<Person> person(String employeeNo, Actor actor) {
        return organisation
                .person(employeeNo, clock.today())
                .map(found -> found.filter(person -> actor.sees().covers(employeeNo, person.departmentId()))
                        .orElseThrow(() -> Problem.notFound("employee", employeeNo)));
    }
}
