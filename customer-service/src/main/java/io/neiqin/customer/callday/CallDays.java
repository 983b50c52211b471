package io.neiqin.customer.callday;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** All reported days, each seen by whose it is, his department and those above. */
@ApplicationScoped
public class CallDays implements PanacheRepositoryBase<CallDay, UUID> {

    private static final String SEEN = "e.employeeNo in :owners or e.departmentId in :departments";

    /** Refuses with 404, also outside the actor's sight. */
    public Uni<CallDay> get(UUID id, Actor actor) {
        return Filter.of(CallDay.class)
                .and("e.id = :id", "id", id)
                .seenBy(actor.sees(), SEEN)
                .single()
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notFound("call-sheet", id));
    }

    /** Refuses with 404 what is not reported, and what is outside the actor's sight. */
    public Uni<CallDay> get(String employeeNo, LocalDate day, Actor actor) {
        return Filter.of(CallDay.class)
                .and("e.employeeNo = :employee", "employee", employeeNo)
                .and("e.day = :day", "day", day)
                .seenBy(actor.sees(), SEEN)
                .single()
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notFound("call-sheet", day));
    }

    /** Null while it is not reported; whoever asks. */
    public Uni<CallDay> of(String employeeNo, LocalDate day) {
        return find("from CallDay e where e.employeeNo = ?1 and e.day = ?2", employeeNo, day)
                .firstResult();
    }

    /** Those of these people between two days, both included; whether the caller sees them is for him to know. */
    public Uni<List<CallDay>> of(Collection<String> employeeNos, LocalDate from, LocalDate to) {
        return list("from CallDay e where e.employeeNo in ?1 and e.day between ?2 and ?3", employeeNos, from, to);
    }

    /** Refuses with 409 a call of a day that is reported, unless its caller says why it comes in now (X-Reason). */
    public Uni<Void> requireOpen(String employeeNo, LocalDate day, CommandContext context) {
        return of(employeeNo, day)
                .invoke(reported -> {
                    if (reported != null && context.reason().isEmpty()) {
                        throw Problem.conflict("call-sheet-submitted", day.toString());
                    }
                })
                .replaceWithVoid();
    }
}
