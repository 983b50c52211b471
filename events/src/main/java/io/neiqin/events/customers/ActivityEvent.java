package io.neiqin.events.customers;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** What is done about a customer or a lead (跟进记录): calls, visits, meetings. What was said there never rides here. */
public sealed interface ActivityEvent extends DomainEvent {

    UUID activityId();

    Facts facts();

    @Override
    default UUID aggregateId() {
        return activityId();
    }

    /**
     * An appointment (预约), or a next step; told again when it is put to another time.
     *
     * @param day of the company's zone
     * @param from null where only the day is known
     */
    @EventType("neiqin.customers.activity-planned.v1")
    record ActivityPlanned(UUID activityId, Facts facts, LocalDate day, Instant from) implements ActivityEvent {}

    /**
     * It was done.
     *
     * @param outcome as {@code REACHED}
     * @param minutes it took; null where nobody says
     * @param businessDate the day it counts for
     * @param newCustomer whether it was a call to a new customer; null for what is no call
     */
    @EventType("neiqin.customers.activity-logged.v1")
    record ActivityLogged(
            UUID activityId, Facts facts, String outcome, Integer minutes, LocalDate businessDate, Boolean newCustomer)
            implements ActivityEvent {}

    /** What was logged of it was wrong; resulting values, of the same day as before. */
    @EventType("neiqin.customers.activity-corrected.v1")
    record ActivityCorrected(
            UUID activityId, Facts facts, String outcome, Integer minutes, LocalDate businessDate, Boolean newCustomer)
            implements ActivityEvent {}

    /** It was planned, and nobody came. */
    @EventType("neiqin.customers.activity-missed.v1")
    record ActivityMissed(UUID activityId, Facts facts) implements ActivityEvent {}

    @EventType("neiqin.customers.activity-cancelled.v1")
    record ActivityCancelled(UUID activityId, Facts facts) implements ActivityEvent {}

    /**
     * What it is, about whom and whose.
     *
     * @param kind CALL, VISIT, FOLLOW_UP, RETURN_VISIT, MEETING or RECEPTION
     * @param customerId null where it is about a lead
     * @param leadId null where it is about a customer
     * @param employeeNo who does it
     * @param departmentId his
     */
    record Facts(String kind, UUID customerId, UUID leadId, String employeeNo, UUID departmentId) {}
}
