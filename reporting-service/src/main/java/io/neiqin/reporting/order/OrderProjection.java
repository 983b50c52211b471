package io.neiqin.reporting.order;

import io.neiqin.reporting.cube.Contribution;
import io.neiqin.reporting.kpi.KpiFamily;
import java.util.List;

/**
 * The arithmetic of a family of KPIs over orders. Pure: what an event changes is the difference of two answers, so a
 * projection says only what an order, as it stands, is worth.
 */
public interface OrderProjection extends KpiFamily {

    /** @param state null for an order that is not confirmed */
    List<Contribution> contributions(OrderState state);
}
