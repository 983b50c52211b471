package io.neiqin.events.customers;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventType;
import java.util.UUID;

/** What happens to a lead (线索): somebody who may become a customer. Whom to talk to there never rides here. */
public sealed interface LeadEvent extends DomainEvent {

    UUID leadId();

    Facts facts();

    @Override
    default UUID aggregateId() {
        return leadId();
    }

    @EventType("neiqin.customers.lead-captured.v1")
    record LeadCaptured(UUID leadId, Facts facts) implements LeadEvent {}

    /** @param formerOwnerNo null where nobody had it */
    @EventType("neiqin.customers.lead-assigned.v1")
    record LeadAssigned(UUID leadId, Facts facts, String formerOwnerNo) implements LeadEvent {}

    /** @param newCustomer false where it turned out to be one that the file had already */
    @EventType("neiqin.customers.lead-converted.v1")
    record LeadConverted(UUID leadId, Facts facts, UUID customerId, boolean newCustomer) implements LeadEvent {}

    @EventType("neiqin.customers.lead-disqualified.v1")
    record LeadDisqualified(UUID leadId, Facts facts) implements LeadEvent {}

    /** It was given up, and is tried once more. */
    @EventType("neiqin.customers.lead-reopened.v1")
    record LeadReopened(UUID leadId, Facts facts) implements LeadEvent {}

    /**
     * The lead as it is after the event.
     *
     * @param source code of the channel that it came by, as {@code EXHIBITION}
     * @param country ISO 3166 alpha-2
     * @param ownerNo who works on it; null while nobody does
     * @param departmentId the owner's, or the one that is to find an owner; null for none
     * @param externalSystem from which it was taken over; null for none
     * @param externalId its key there
     */
    record Facts(
            String number,
            String source,
            String country,
            String region,
            String industry,
            String ownerNo,
            UUID departmentId,
            String externalSystem,
            String externalId) {}
}
