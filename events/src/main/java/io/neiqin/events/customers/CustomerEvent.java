package io.neiqin.events.customers;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventType;
import java.util.UUID;

/** What happens to a customer (客户). Contacts and other personal data never ride here. */
public sealed interface CustomerEvent extends DomainEvent {

    UUID customerId();

    Profile profile();

    @Override
    default UUID aggregateId() {
        return customerId();
    }

    @EventType("neiqin.customers.customer-created.v1")
    record CustomerCreated(UUID customerId, Profile profile) implements CustomerEvent {}

    @EventType("neiqin.customers.customer-updated.v1")
    record CustomerUpdated(UUID customerId, Profile profile) implements CustomerEvent {}

    /** Another salesperson owns the customer now. */
    @EventType("neiqin.customers.customer-owner-changed.v1")
    record CustomerOwnerChanged(UUID customerId, Profile profile, String formerOwnerNo) implements CustomerEvent {}

    /**
     * The customer as it is after the event.
     *
     * @param uscc unified social credit code (统一社会信用代码), null for a foreign customer
     * @param country ISO 3166 alpha-2
     * @param status PROSPECT, ACTIVE, DORMANT, LOST, BLOCKED or MERGED
     * @param departmentId the owner's department
     * @param externalSystem from which it was taken over; null for none, and in events of before this was told
     * @param externalId its key there
     */
    record Profile(
            String number,
            String name,
            String uscc,
            String country,
            String region,
            String industry,
            String tier,
            String status,
            String ownerNo,
            UUID departmentId,
            String externalSystem,
            String externalId) {}
}
