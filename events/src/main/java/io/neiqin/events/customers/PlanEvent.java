package io.neiqin.events.customers;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventType;
import io.neiqin.events.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** What happens to a salesperson's plan for a region (区域计划) or for the development of customers (开发计划). */
public sealed interface PlanEvent extends DomainEvent {

    UUID planId();

    @Override
    default UUID aggregateId() {
        return planId();
    }

    /** It waits for his superior. */
    @EventType("neiqin.customers.plan-submitted.v1")
    record PlanSubmitted(UUID planId, Plan plan) implements PlanEvent {}

    /** It goes back to him, to be written anew. */
    @EventType("neiqin.customers.plan-returned.v1")
    record PlanReturned(UUID planId, Plan plan, String returnedBy) implements PlanEvent {}

    /** It holds, with the goals that it has here. */
    @EventType("neiqin.customers.plan-approved.v1")
    record PlanApproved(UUID planId, Plan plan, String approvedBy) implements PlanEvent {}

    /** Its report (开发报告) is written. */
    @EventType("neiqin.customers.plan-closed.v1")
    record PlanClosed(UUID planId, Plan plan, Figures achieved) implements PlanEvent {}

    /**
     * What is planned.
     *
     * @param kind REGION or DEVELOPMENT
     * @param period MONTH, QUARTER or YEAR
     * @param from first day
     * @param to last day
     * @param region null for a plan that is for none
     * @param segment of the market, as an industry; null for a plan that is for none
     * @param keyCustomers how many of them it names
     * @param potentialCustomers how many of them it names, leads included
     */
    record Plan(
            String number,
            String kind,
            String ownerNo,
            UUID departmentId,
            String period,
            LocalDate from,
            LocalDate to,
            String region,
            String segment,
            int keyCustomers,
            int potentialCustomers,
            Goals goals) {}

    /**
     * What is to be reached; null where it sets no such goal.
     *
     * @param amount confirmed orders, tax-exclusive
     * @param receivables to be collected (回款)
     */
    record Goals(Integer visits, Integer calls, Integer newCustomers, Money amount, Money receivables) {}

    /**
     * What was reached within the period.
     *
     * @param newCustomers customers entered for him
     * @param amounts of his part in confirmed orders, tax-exclusive, one for each currency
     */
    record Figures(int visits, int calls, int newCustomers, int orders, List<Money> amounts) {}
}
