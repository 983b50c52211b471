package io.neiqin.customer.plan;

import io.neiqin.customer.plan.PlanReport.Figures;
import io.neiqin.customer.plan.PlanReport.Line;
import io.neiqin.customer.plan.Plans.Contacts;
import io.neiqin.customer.sale.Sales;
import io.neiqin.customer.sale.Sales.Sold;
import io.neiqin.platform.database.InTurn;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What has come of plans, by what this service knows: activities, customers, and orders that were confirmed. */
@ApplicationScoped
class PlanReports {

    private final Plans plans;
    private final Sales sales;

    PlanReports(Plans plans, Sales sales) {
        this.plans = plans;
        this.sales = sales;
    }

    /** As it stands now. */
    Uni<PlanReport> of(Plan plan) {
        return figures(plan)
                .flatMap(figures -> InTurn.each(plan.targets().all(), target -> line(plan, target))
                        .map(lines -> new PlanReport(figures, lines, null, null)));
    }

    private Uni<Figures> figures(Plan plan) {
        Period period = plan.period();
        return sales.sold(plan.ownerNo(), period.from(), period.to(), null)
                .flatMap(sold -> plans.newCustomers(plan.ownerNo(), period)
                        .flatMap(entered -> plans.contacts(plan.ownerNo(), period, null, null)
                                .map(had -> new Figures(
                                        had.visits(), had.calls(), entered, sold.orders(), sold.amounts()))));
    }

    /** Of whom we have only the name, nothing is known yet. */
    private Uni<Line> line(Plan plan, Targets.Target target) {
        Period period = plan.period();
        Uni<Sold> sold = target.customerId() == null
                ? Uni.createFrom().item(new Sold(0, List.of()))
                : sales.sold(plan.ownerNo(), period.from(), period.to(), target.customerId());
        return sold.flatMap(bought -> contacts(plan, target)
                .map(had -> new Line(
                        target.no(),
                        target.name(),
                        had.visits(),
                        had.calls(),
                        bought.orders(),
                        bought.amounts(),
                        null)));
    }

    private Uni<Contacts> contacts(Plan plan, Targets.Target target) {
        boolean onlyName = target.customerId() == null && target.leadId() == null;
        return onlyName
                ? Uni.createFrom().item(Contacts.NONE)
                : plans.contacts(plan.ownerNo(), plan.period(), target.customerId(), target.leadId());
    }
}
