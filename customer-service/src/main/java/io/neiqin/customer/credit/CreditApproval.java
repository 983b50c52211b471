package io.neiqin.customer.credit;

import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.platform.approval.Approval;
import io.neiqin.platform.approval.ApprovalKind;
import io.neiqin.platform.approval.ApprovalRequest;
import io.neiqin.platform.approval.ApprovalStatus;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What is approved of a suggested credit, and what the outcome does to it. */
final class CreditApproval implements ApprovalKind {

    /**
     * What an approver is shown.
     *
     * @param inForce what these terms would take the place of; null for none
     */
    record Content(
            UUID customerId, String customerNumber, String customerName, CreditTerms suggested, CreditTerms inForce) {}

    /** Nobody decides about what he has suggested, nor about a customer of his own (SEC-3). */
    static ApprovalRequest request(CreditProfile profile, CustomerRef customer, CreditTerms suggested) {
        String headline = customer.name() + ", " + suggested.limitAmount().toPlainString() + " "
                + suggested.limitCurrency() + ", " + suggested.termDays() + " d";
        return new ApprovalRequest(
                new Approval.Subject(CreditProfile.TYPE, profile.id(), customer.number()),
                headline,
                new Content(customer.id(), customer.number(), customer.name(), suggested, profile.terms()),
                Set.of(customer.ownerNo()));
    }

    private final String name;
    private final CreditProfiles profiles;
    private final Outbox outbox;

    CreditApproval(String name, CreditProfiles profiles, Outbox outbox) {
        this.name = name;
        this.profiles = profiles;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Uni<Void> lock(UUID profileId) {
        return profiles.toDecide(profileId).replaceWithVoid();
    }

    @Override
    public Uni<Void> completed(UUID profileId, ApprovalStatus outcome, CommandContext context) {
        return profiles.toDecide(profileId)
                .map(context::watch)
                .flatMap(profile -> profile.decided(outcome, context)
                        .map(event -> outbox.append(context, List.of(event)))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }
}
