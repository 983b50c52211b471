package io.neiqin.events.platform;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventType;
import java.util.List;
import java.util.UUID;

/**
 * What happens to a request for approval (审批). Every service tells it on its own topic. Nobody's comment rides in it:
 * it may name people.
 */
public sealed interface ApprovalEvent extends DomainEvent {

    UUID approvalId();

    @Override
    default UUID aggregateId() {
        return approvalId();
    }

    /**
     * Somebody asks for it, for the first time or again.
     *
     * @param kind as {@code order-over-limit}
     * @param round counted from 1; every sending back begins another
     * @param asked the employee numbers of those who can decide now
     * @param copied of those who are told without being asked
     */
    @EventType("neiqin.each.approval-requested.v1")
    record ApprovalRequested(
            UUID approvalId,
            String kind,
            Subject subject,
            String requesterNo,
            int round,
            List<String> asked,
            List<String> copied)
            implements ApprovalEvent {}

    /**
     * One of those who were asked has said something.
     *
     * @param decision APPROVE, REJECT, SEND_BACK, TRANSFER or ADD_SIGNERS
     * @param inPlaceOf who has named him to stand in; null for himself
     * @param asked who can decide now
     */
    @EventType("neiqin.each.approval-decided.v1")
    record ApprovalDecided(
            UUID approvalId,
            String kind,
            Subject subject,
            int round,
            String decidedBy,
            String inPlaceOf,
            String decision,
            List<String> asked)
            implements ApprovalEvent {}

    /** The requester has asked those who can decide now to do so (催办). */
    @EventType("neiqin.each.approval-urged.v1")
    record ApprovalUrged(UUID approvalId, String kind, Subject subject, String requesterNo, List<String> asked)
            implements ApprovalEvent {}

    /**
     * Nobody is asked any more.
     *
     * @param outcome APPROVED, REJECTED, RETURNED, WITHDRAWN or EXPIRED
     */
    @EventType("neiqin.each.approval-completed.v1")
    record ApprovalCompleted(
            UUID approvalId, String kind, Subject subject, String requesterNo, int round, String outcome)
            implements ApprovalEvent {}

    /**
     * What is to be approved.
     *
     * @param type of the aggregate, as {@code order}
     * @param number by which people call it
     */
    record Subject(String type, UUID id, String number) {}
}
