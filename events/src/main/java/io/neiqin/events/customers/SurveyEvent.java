package io.neiqin.events.customers;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventType;
import java.time.LocalDate;
import java.util.UUID;

/**
 * What happens to a satisfaction survey (满意度调查) or a return visit (回访). What the customer said in words, and who said
 * it, stays in the survey.
 */
public sealed interface SurveyEvent extends DomainEvent {

    UUID surveyId();

    @Override
    default UUID aggregateId() {
        return surveyId();
    }

    /**
     * Somebody is to ask the customer.
     *
     * @param kind SATISFACTION or RETURN_VISIT
     * @param cause MANUAL, CADENCE or DELIVERY
     * @param orderId the accepted delivery it is about; null for none
     * @param assigneeNo who is to ask
     */
    @EventType("neiqin.customers.survey-planned.v1")
    record SurveyPlanned(
            UUID surveyId,
            String number,
            String kind,
            String cause,
            UUID orderId,
            Customer customer,
            String assigneeNo,
            LocalDate plannedFor)
            implements SurveyEvent {}

    /**
     * The customer has said how satisfied it is.
     *
     * @param channel PHONE, VISIT, WECHAT, EMAIL or FORM
     * @param overall 1 (not at all) to 5
     * @param askedBy who has asked; never who looks after the customer
     */
    @EventType("neiqin.customers.survey-answered.v1")
    record SurveyAnswered(
            UUID surveyId,
            String number,
            String cause,
            UUID orderId,
            Customer customer,
            String channel,
            int overall,
            Scores scores,
            String askedBy)
            implements SurveyEvent {}

    /**
     * The customer was visited or called again.
     *
     * @param overall null where it was not asked for a score
     * @param visitedBy who has done it
     */
    @EventType("neiqin.customers.return-visit-done.v1")
    record ReturnVisitDone(
            UUID surveyId,
            String number,
            String cause,
            Customer customer,
            String channel,
            Integer overall,
            Scores scores,
            String visitedBy)
            implements SurveyEvent {}

    /** Nobody there could be spoken to, however often it was tried. */
    @EventType("neiqin.customers.survey-unreached.v1")
    record SurveyUnreached(UUID surveyId, String number, String kind, String cause, Customer customer, int attempts)
            implements SurveyEvent {}

    /** It is not asked after all. */
    @EventType("neiqin.customers.survey-cancelled.v1")
    record SurveyCancelled(UUID surveyId, String number, String kind, String cause, Customer customer)
            implements SurveyEvent {}

    /** 1 (not at all satisfied) to 5 each; null where the customer did not say. */
    record Scores(Integer product, Integer delivery, Integer service, Integer price) {}

    /**
     * The customer as it was then.
     *
     * @param tier VIP, A, B, C or D; null while it is in none
     * @param ownerNo the salesperson who looks after it; null for one whom nobody does
     * @param departmentId his
     */
    record Customer(
            UUID customerId,
            String number,
            String name,
            String region,
            String tier,
            String ownerNo,
            UUID departmentId) {}
}
