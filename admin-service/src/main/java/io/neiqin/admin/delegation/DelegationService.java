package io.neiqin.admin.delegation;

import io.neiqin.admin.lock.Locks;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.organisation.Organisation;
import io.neiqin.platform.organisation.Organisation.Person;
import io.neiqin.platform.outbox.Outbox;
import io.neiqin.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Use cases of delegations. */
@ApplicationScoped
public class DelegationService {

    private final Delegations delegations;
    private final Organisation organisation;
    private final Locks locks;
    private final Outbox outbox;

    public DelegationService(Delegations delegations, Organisation organisation, Locks locks, Outbox outbox) {
        this.delegations = delegations;
        this.organisation = organisation;
        this.locks = locks;
        this.outbox = outbox;
    }

    /** One deputy at a time: two could each think that the other decides. */
    Uni<Delegation> create(String principalNo, String deputyNo, LocalDate from, LocalDate to, CommandContext context) {
        Delegation.requireFor(principalNo, context.actor());
        Delegation.refuseOwnGain(principalNo, deputyNo, context.actor());
        return locks.take("delegations of " + principalNo)
                .chain(() -> here(principalNo, "/principalNo", context))
                .call(() -> here(deputyNo, "/deputyNo", context))
                .map(principal -> new Delegation(principal, deputyNo, from, to, context))
                .call(() -> refuseOverlap(principalNo, from, to))
                .flatMap(delegations::persist)
                .call(delegation -> outbox.append(context, List.of(delegation.changed())));
    }

    Uni<Delegation> end(UUID id, CommandContext context) {
        return delegations
                .toChange(id, context.actor())
                .map(context::watch)
                .invoke(delegation -> delegation.requireChangeBy(context.actor()))
                .invoke(delegation -> context.requireVersion(delegation.version()))
                .call(delegation -> outbox.append(context, List.of(delegation.end(context))));
    }

    private Uni<Void> refuseOverlap(String principalNo, LocalDate from, LocalDate to) {
        return delegations
                .overlapping(principalNo, from, to)
                .onItem()
                .ifNotNull()
                .invoke(other -> {
                    throw Problem.conflict("delegation-overlaps", other.deputyNo(), other.validFrom(), other.validTo())
                            .at("/from", "delegation-overlaps", other.deputyNo(), other.validFrom(), other.validTo());
                })
                .replaceWithVoid();
    }

    private Uni<Person> here(String employeeNo, String pointer, CommandContext context) {
        return organisation
                .person(employeeNo, context.businessDate())
                .map(found -> found.filter(Person::active)
                        .orElseThrow(() -> Problem.rule("unknown-employee-no", employeeNo)
                                .at(pointer, "unknown-employee-no", employeeNo)));
    }
}
