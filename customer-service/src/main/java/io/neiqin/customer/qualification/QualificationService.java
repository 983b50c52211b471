package io.neiqin.customer.qualification;

import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.customer.customer.CustomerService;
import io.neiqin.customer.customer.CustomerStatus;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.deadline.Deadlines;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Use cases of qualifications: somebody enters one, another looks at the paper, and it runs until its last day. */
@ApplicationScoped
public class QualificationService {

    private static final Set<CustomerStatus> CLOSED = EnumSet.of(CustomerStatus.BLOCKED, CustomerStatus.MERGED);

    private final Qualifications qualifications;
    private final CustomerService customers;
    private final Deadlines deadlines;
    private final ZoneId zone;

    public QualificationService(
            Qualifications qualifications,
            CustomerService customers,
            Deadlines deadlines,
            @ConfigProperty(name = "neiqin.zone") ZoneId zone) {
        this.qualifications = qualifications;
        this.customers = customers;
        this.deadlines = deadlines;
        this.zone = zone;
    }

    Uni<Qualification> enter(QualificationRequest request, CommandContext context) {
        return customers
                .inSight(request.customerId(), context.actor())
                .invoke(customer -> requireEntryFor(customer, context.actor()))
                .call(() -> requirePaper(request))
                .call(() -> requireReplaceable(request))
                .map(customer -> new Qualification(customer, request, context))
                .flatMap(qualifications::persist);
    }

    /** A salesperson enters papers of his own customers only. */
    private static void requireEntryFor(CustomerRef customer, Actor actor) {
        boolean forAnybody = actor.hasAny(Roles.CLERK, Roles.CLERK_LEAD, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER);
        if (!forAnybody && !customer.ownerNo().equals(actor.employeeNo())) {
            throw Problem.forbidden("not-your-customer");
        }
    }

    private Uni<Void> requirePaper(QualificationRequest request) {
        return qualifications
                .purposeOf(request.attachmentId(), request.customerId())
                .invoke(purpose -> {
                    if (!request.kind().name().equals(purpose)) {
                        throw Problem.rule("qualification-invalid").at("/attachmentId", "unknown-paper");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> requireReplaceable(QualificationRequest request) {
        return request.replaces() == null
                ? Uni.createFrom().voidItem()
                : qualifications
                        .findById(request.replaces())
                        .invoke(before -> {
                            if (before == null
                                    || !before.customerId().equals(request.customerId())
                                    || !before.isAccepted()) {
                                throw Problem.rule("qualification-invalid").at("/replaces", "not-replaceable");
                            }
                        })
                        .replaceWithVoid();
    }

    /** From here on it counts, and the customer's owner is warned before it ends. */
    Uni<Qualification> accept(UUID id, String words, CommandContext context) {
        return review(id, context, one -> one.accept(words, context))
                .call(one -> supersede(one, context))
                .call(one -> one.validUntil() == null ? Uni.createFrom().voidItem() : watchEnd(one, context));
    }

    Uni<Qualification> refuse(UUID id, String words, CommandContext context) {
        return review(id, context, one -> one.refuse(words, context));
    }

    private Uni<Qualification> review(UUID id, CommandContext context, Consumer<Qualification> verb) {
        return qualifications
                .toChange(id, context.actor())
                .map(context::watch)
                .invoke(one -> context.requireVersion(one.version()))
                .invoke(verb);
    }

    private Uni<Void> watchEnd(Qualification one, CommandContext context) {
        Instant end = endOf(one.validUntil());
        return customers
                .inSight(one.customerId(), context.actor())
                .flatMap(customer -> deadlines.startUntil(one.toRenew(customer), Qualification.DEADLINE, end, context));
    }

    private Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** Where another was quicker, there is nothing left whose place it could take. */
    private Uni<Void> supersede(Qualification next, CommandContext context) {
        return next.replaces() == null
                ? Uni.createFrom().voidItem()
                : qualifications
                        .toChange(next.replaces(), context.actor())
                        .map(context::watch)
                        .flatMap(before -> {
                            if (!before.isAccepted()) {
                                return Uni.createFrom().voidItem();
                            }
                            before.supersede(context);
                            return deadlines.stop(Qualification.TYPE, before.id(), Qualification.DEADLINE, context);
                        });
    }

    /** Whoever owns the customer by now is warned; nobody where the customer is no more. */
    Uni<Qualification> follow(UUID id, CommandContext context) {
        return qualifications
                .toChange(id, context.actor())
                .call(one -> customers
                        .known(one.customerId())
                        .flatMap(customer -> CLOSED.contains(customer.status())
                                ? deadlines.stop(Qualification.TYPE, id, Qualification.DEADLINE, context)
                                : qualifications
                                        .waiting(id)
                                        .flatMap(before -> deadlines.giveTo(
                                                Qualification.TYPE,
                                                id,
                                                Qualification.DEADLINE,
                                                before,
                                                customer.ownerNo()))));
    }

    /** The papers of a customer that something rests on: they stay. */
    public Uni<Set<UUID>> papersOf(UUID customerId) {
        return qualifications.papersOf(customerId);
    }
}
