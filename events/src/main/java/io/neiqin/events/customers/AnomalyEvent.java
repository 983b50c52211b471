package io.neiqin.events.customers;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventType;
import java.time.LocalDate;
import java.util.UUID;

/** A change of a customer's business situation (客户异动), as somebody of ours has noticed it. What he wrote stays there. */
public sealed interface AnomalyEvent extends DomainEvent {

    UUID anomalyId();

    @Override
    default UUID aggregateId() {
        return anomalyId();
    }

    /**
     * Somebody has reported one.
     *
     * @param kind PERSONNEL, FINANCE, OPERATION, LEGAL, COMPETITOR, DEMAND or OTHER
     * @param severity LOW or HIGH
     * @param since since when it is so; null where nobody knows
     * @param region the customer's
     * @param tier the customer's; null while it is in none
     * @param ownerNo the salesperson who looks after the customer; null for one whom nobody does
     * @param departmentId his
     * @param supervisorNo who has to look at it
     */
    @EventType("neiqin.customers.customer-anomaly-reported.v1")
    record CustomerAnomalyReported(
            UUID anomalyId,
            String number,
            UUID customerId,
            String customerNumber,
            String customerName,
            String kind,
            String severity,
            LocalDate since,
            String region,
            String tier,
            String ownerNo,
            UUID departmentId,
            String reportedBy,
            String supervisorNo)
            implements AnomalyEvent {}

    /** A superior has taken note of it; what is done about it comes later. */
    @EventType("neiqin.customers.customer-anomaly-seen.v1")
    record CustomerAnomalySeen(UUID anomalyId, String number, UUID customerId, String severity, String seenBy)
            implements AnomalyEvent {}

    /**
     * What came of it.
     *
     * @param outcome ACTED where something was done, NOTED where nothing has to be
     */
    @EventType("neiqin.customers.customer-anomaly-handled.v1")
    record CustomerAnomalyHandled(
            UUID anomalyId, String number, UUID customerId, String severity, String outcome, String handledBy)
            implements AnomalyEvent {}
}
