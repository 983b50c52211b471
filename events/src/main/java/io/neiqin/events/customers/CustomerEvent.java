package io.neiqin.events.customers;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventType;
import java.time.LocalDate;
import java.util.List;
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

    /** It gets more attention, or less (客户分层). Told after the change of the file that it came with. */
    @EventType("neiqin.customers.customer-tier-changed.v1")
    record CustomerTierChanged(UUID customerId, Profile profile, String formerTier) implements CustomerEvent {}

    /**
     * Somebody has put words of the controlled vocabulary (标签) on it, or taken them off.
     *
     * @param tags the codes it has now
     * @param removed also those whose place a new one of their kind has taken
     */
    @EventType("neiqin.customers.customer-tagged.v1")
    record CustomerTagged(UUID customerId, Profile profile, List<String> tags, List<String> added, List<String> removed)
            implements CustomerEvent {}

    /**
     * It has ordered, and was not active before: for the first time, or after a pause.
     *
     * @param formerStatus PROSPECT or DORMANT
     * @param first whether it has never been active before: a new customer
     * @param orderId of the confirmed order
     */
    @EventType("neiqin.customers.customer-activated.v1")
    record CustomerActivated(UUID customerId, Profile profile, String formerStatus, boolean first, UUID orderId)
            implements CustomerEvent {}

    /**
     * It has not ordered for long.
     *
     * @param lastOrderOn the business date of its last confirmed order
     */
    @EventType("neiqin.customers.customer-dormant.v1")
    record CustomerDormant(UUID customerId, Profile profile, LocalDate lastOrderOn) implements CustomerEvent {}

    /**
     * It does not buy from us any more (客户流失).
     *
     * @param formerStatus PROSPECT, ACTIVE or DORMANT
     * @param cause HUMAN, MARKET, COMPETITOR or OTHER as somebody declared; NO_ORDER where it only has not ordered for so
     *     long
     * @param lastOrderOn null where it never has ordered
     */
    @EventType("neiqin.customers.customer-lost.v1")
    record CustomerLost(UUID customerId, Profile profile, String formerStatus, String cause, LocalDate lastOrderOn)
            implements CustomerEvent {}

    /**
     * A lost customer is none any more (客户挽回).
     *
     * @param how ORDER where it has ordered again, DECLARED where somebody says that it talks to us again
     * @param lostBy the cause with which it was lost
     * @param orderId null with DECLARED
     */
    @EventType("neiqin.customers.customer-won-back.v1")
    record CustomerWonBack(UUID customerId, Profile profile, String how, String lostBy, UUID orderId)
            implements CustomerEvent {}

    /** It is too much of a risk: it takes no new orders. Why stays in its file. */
    @EventType("neiqin.customers.customer-blocked.v1")
    record CustomerBlocked(UUID customerId, Profile profile, String formerStatus) implements CustomerEvent {}

    /** It takes orders again, and is what it was. */
    @EventType("neiqin.customers.customer-unblocked.v1")
    record CustomerUnblocked(UUID customerId, Profile profile) implements CustomerEvent {}

    /**
     * Its owner is going to lose it to the pool (公海).
     *
     * @param why NO_FOLLOW_UP or NO_DEAL
     * @param movesOn the first day on which it may be taken from him
     */
    @EventType("neiqin.customers.customer-pool-warned.v1")
    record CustomerPoolWarned(UUID customerId, Profile profile, String why, LocalDate movesOn)
            implements CustomerEvent {}

    /**
     * Nobody owns it any more; the profile goes on naming its last owner and his department.
     *
     * @param why NO_FOLLOW_UP, NO_DEAL, RELEASED or OWNER_LEFT
     */
    @EventType("neiqin.customers.customer-moved-to-pool.v1")
    record CustomerMovedToPool(UUID customerId, Profile profile, String why) implements CustomerEvent {}

    /** A salesperson has taken it out of the pool for himself; he is its owner now. */
    @EventType("neiqin.customers.customer-claimed.v1")
    record CustomerClaimed(UUID customerId, Profile profile, String formerOwnerNo) implements CustomerEvent {}

    /**
     * Its salesperson has looked whether the file is still right (客户资料核实). A correction has events of its own.
     *
     * @param taskId what he was asked by
     * @param outcome CONFIRMED or CORRECTED
     * @param wrong how many fields were outdated
     * @param checked how many there are to look at
     */
    @EventType("neiqin.customers.customer-verified.v1")
    record CustomerVerified(
            UUID customerId, Profile profile, UUID taskId, String outcome, int wrong, int checked, String verifiedBy)
            implements CustomerEvent {}

    /**
     * It was the same as another one, which stands for it from now on (客户合并); what refers to it already keeps its id.
     *
     * @param customerId the one that vanishes
     * @param profile its last one, its status MERGED
     * @param into who stands for it; may itself be merged later
     */
    @EventType("neiqin.customers.customer-merged.v1")
    record CustomerMerged(UUID customerId, Profile profile, UUID into, String intoNumber) implements CustomerEvent {}

    /**
     * It was another one all the same (撤销合并), and stands for itself again.
     *
     * @param customerId the one that had vanished
     * @param from who stood for it
     */
    @EventType("neiqin.customers.customer-unmerged.v1")
    record CustomerUnmerged(UUID customerId, Profile profile, UUID from, String fromNumber) implements CustomerEvent {}

    /**
     * The customer as it is after the event.
     *
     * @param uscc unified social credit code (统一社会信用代码), null for a foreign customer
     * @param country ISO 3166 alpha-2
     * @param status PROSPECT, ACTIVE, DORMANT, LOST, BLOCKED or MERGED
     * @param ownerNo the last owner of a customer in the pool
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
