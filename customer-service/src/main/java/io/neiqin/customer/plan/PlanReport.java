package io.neiqin.customer.plan;

import io.neiqin.events.Money;
import io.neiqin.events.customers.PlanEvent;
import java.util.List;

/**
 * What has come of a plan (开发报告): the figures of its period, as far as they are known, and what its owner says of them.
 *
 * @param selfAssessment how he judges it himself; null until it is closed
 */
public record PlanReport(Figures figures, List<Line> lines, String remarks, String selfAssessment) {

    /**
     * What was reached.
     *
     * @param newCustomers customers entered for him
     * @param amounts of his part in confirmed orders, tax-exclusive, one for each currency
     */
    public record Figures(int visits, int calls, int newCustomers, int orders, List<Money> amounts) {

        PlanEvent.Figures asEvent() {
            return new PlanEvent.Figures(visits, calls, newCustomers, orders, amounts);
        }
    }

    /**
     * What was reached at one of its customers.
     *
     * @param no of the target
     * @param remark what its owner says of it; null for nothing
     */
    public record Line(int no, String name, int visits, int calls, int orders, List<Money> amounts, String remark) {

        Line with(String said) {
            return new Line(no, name, visits, calls, orders, amounts, said);
        }
    }

    PlanReport assessed(String said, String assessment, java.util.Map<Integer, String> byLine) {
        return new PlanReport(
                figures,
                lines.stream().map(line -> line.with(byLine.get(line.no()))).toList(),
                said,
                assessment);
    }
}
