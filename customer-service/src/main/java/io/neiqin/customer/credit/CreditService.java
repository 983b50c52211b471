package io.neiqin.customer.credit;

import io.neiqin.customer.credit.CreditStatus.Action;
import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.customer.customer.CustomerService;
import io.neiqin.customer.customer.CustomerStatus;
import io.neiqin.events.customers.CreditEvent;
import io.neiqin.platform.approval.ApprovalService;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.outbox.Outbox;
import io.neiqin.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Use cases of credit: load, ask whether this actor may, let the profile do it, tell what happened. */
@ApplicationScoped
public class CreditService {

    private static final Set<CustomerStatus> CLOSED = EnumSet.of(CustomerStatus.BLOCKED, CustomerStatus.MERGED);

    private final CreditProfiles profiles;
    private final CustomerService customers;
    private final ApprovalService approvals;
    private final CreditApprovals kinds;
    private final Outbox outbox;

    public CreditService(
            CreditProfiles profiles,
            CustomerService customers,
            ApprovalService approvals,
            CreditApprovals kinds,
            Outbox outbox) {
        this.profiles = profiles;
        this.customers = customers;
        this.approvals = approvals;
        this.kinds = kinds;
        this.outbox = outbox;
    }

    /** The first suggestion for a customer: its profile begins. */
    Uni<CreditProfile> suggestFirst(UUID customerId, TermsRequest request, CommandContext context) {
        return customer(customerId, context)
                .call(() -> profiles.ofCustomer(customerId).invoke(CreditService::refuseSecond))
                .flatMap(customer -> {
                    CreditProfile begun = new CreditProfile(customer, context);
                    return ask(begun, customer, request, context).chain(() -> profiles.persist(begun));
                });
    }

    private static void refuseSecond(CreditProfile there) {
        if (there != null) {
            throw Problem.conflict("duplicate-credit-profile").with("existingId", there.id());
        }
    }

    Uni<CreditProfile> suggest(UUID id, TermsRequest request, CommandContext context) {
        return load(id, context, CreditProfile::requireSuggestionBy)
                .invoke(profile -> profile.require(Action.SUGGEST, context))
                .call(profile -> customer(profile.customerId(), context)
                        .flatMap(customer -> ask(profile, customer, request, context)));
    }

    private Uni<CustomerRef> customer(UUID customerId, CommandContext context) {
        return customers.inSight(customerId, context.actor()).invoke(customer -> {
            CreditProfile.requireOthersCustomer(customer.ownerNo(), context.actor());
            if (CLOSED.contains(customer.status())) {
                throw Problem.conflict("customer-closed", customer.status());
            }
        });
    }

    private Uni<Void> ask(CreditProfile profile, CustomerRef customer, TermsRequest request, CommandContext context) {
        LocalDate today = context.businessDate();
        CreditTerms terms = CreditTerms.entered(request, today, profile.isInForceOn(today));
        String kind = kinds.kindOf(terms.limit());
        UUID before = profile.suggestion() == null ? null : profile.suggestion().goesOnAs(kind);
        return approvals
                .submit(kind, before, CreditApproval.request(profile, customer, terms), context)
                .flatMap(approval ->
                        outbox.append(context, List.of(profile.suggest(terms, kind, approval.id(), context))));
    }

    Uni<CreditProfile> withdraw(UUID id, CommandContext context) {
        return load(id, context, CreditProfile::requireWithdrawalBy)
                .invoke(profile -> profile.require(Action.WITHDRAW, context))
                .call(profile -> approvals.takeBack(profile.suggestion().approvalId(), context))
                .call(profile -> outbox.append(context, List.of(profile.withdraw(context))));
    }

    Uni<CreditProfile> freeze(UUID id, String reason, CommandContext context) {
        return change(id, context, profile -> profile.freeze(reason, context));
    }

    Uni<CreditProfile> thaw(UUID id, CommandContext context) {
        return change(id, context, profile -> profile.thaw(context));
    }

    /** Tells that its last day is over, unless that is told already. */
    Uni<CreditProfile> expire(UUID id, LocalDate today, CommandContext context) {
        return profiles.toDecide(id)
                .map(context::watch)
                .call(profile -> profile.expire(today, context)
                        .map(event -> outbox.append(context, List.of(event)))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<CreditProfile> change(UUID id, CommandContext context, Function<CreditProfile, CreditEvent> verb) {
        return load(id, context, (profile, actor) -> {})
                .call(profile -> outbox.append(context, List.of(verb.apply(profile))));
    }

    /** @param right refuses whom it is not for: before anything is said of how the credit stands */
    private Uni<CreditProfile> load(UUID id, CommandContext context, BiConsumer<CreditProfile, Actor> right) {
        return profiles.toChange(id, context.actor())
                .map(context::watch)
                .invoke(profile -> right.accept(profile, context.actor()))
                .invoke(profile -> context.requireVersion(profile.version()));
    }
}
