package io.neiqin.events.customers;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventType;
import io.neiqin.events.Money;
import java.time.LocalDate;
import java.util.UUID;

/**
 * What happens to the credit of a customer (客户资信). Each event says how the credit stands after it; the words of those who
 * have suggested, frozen or rejected it stay where they were said.
 */
public sealed interface CreditEvent extends DomainEvent {

    /** Of the customer's credit profile; there is one for each customer. */
    UUID creditId();

    UUID customerId();

    Credit credit();

    @Override
    default UUID aggregateId() {
        return creditId();
    }

    /**
     * Somebody has suggested what the credit should be; what was in force stays so until that is approved.
     *
     * @param approvalId the approval, whose own events say how it goes
     */
    @EventType("neiqin.customers.credit-suggested.v1")
    record CreditSuggested(
            UUID creditId, UUID customerId, Credit credit, Terms suggested, String suggestedBy, UUID approvalId)
            implements CreditEvent {}

    /**
     * What was suggested does not come into force.
     *
     * @param outcome REJECTED, RETURNED, WITHDRAWN or TAKEN_BACK
     */
    @EventType("neiqin.customers.credit-returned.v1")
    record CreditReturned(UUID creditId, UUID customerId, Credit credit, String outcome) implements CreditEvent {}

    /** Terms are in force where none were, or none any more. */
    @EventType("neiqin.customers.credit-approved.v1")
    record CreditApproved(UUID creditId, UUID customerId, Credit credit, String suggestedBy) implements CreditEvent {}

    /** Other terms have taken the place of those in force. */
    @EventType("neiqin.customers.credit-changed.v1")
    record CreditChanged(UUID creditId, UUID customerId, Credit credit, String suggestedBy) implements CreditEvent {}

    /** The customer gets no more credit until it is thawed. */
    @EventType("neiqin.customers.credit-frozen.v1")
    record CreditFrozen(UUID creditId, UUID customerId, Credit credit, String frozenBy) implements CreditEvent {}

    @EventType("neiqin.customers.credit-thawed.v1")
    record CreditThawed(UUID creditId, UUID customerId, Credit credit, String thawedBy) implements CreditEvent {}

    /** The last day of the terms is over. */
    @EventType("neiqin.customers.credit-expired.v1")
    record CreditExpired(UUID creditId, UUID customerId, Credit credit) implements CreditEvent {}

    /**
     * The credit as it is after the event.
     *
     * @param state SUGGESTED, RETURNED, APPROVED, ACTIVE, FROZEN or EXPIRED, as of the event's business date
     * @param terms null before any were approved
     */
    record Credit(String state, Terms terms) {}

    /**
     * How much a customer may owe, and for how long.
     *
     * @param grade A, B, C or D
     * @param termDays by so many days after delivery or invoice he pays (账期)
     * @param validTo the last day, included
     */
    record Terms(String grade, Money limit, int termDays, LocalDate validFrom, LocalDate validTo) {}
}
