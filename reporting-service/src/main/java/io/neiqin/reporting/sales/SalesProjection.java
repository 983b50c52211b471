package io.neiqin.reporting.sales;

import io.neiqin.events.orders.OrderEvent.Salesperson;
import io.neiqin.reporting.cube.Contribution;
import io.neiqin.reporting.cube.Dimensions;
import io.neiqin.reporting.cube.Measure;
import io.neiqin.reporting.cube.Measure.Counting;
import io.neiqin.reporting.kpi.KpiDefinition;
import io.neiqin.reporting.kpi.KpiDefinition.Text;
import io.neiqin.reporting.kpi.KpiDefinition.Unit;
import io.neiqin.reporting.order.OrderDimensions;
import io.neiqin.reporting.order.OrderProjection;
import io.neiqin.reporting.order.OrderState;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Sales amount, sales volume and order count. What a standing order is worth counts on the day of its confirmation;
 * every later difference counts on its own day and leaves that day alone.
 */
@ApplicationScoped
public class SalesProjection implements OrderProjection {

    static final Measure AMOUNT = new Measure("SALES_AMOUNT", Counting.MONEY, false);
    static final Measure VOLUME = new Measure("SALES_VOLUME", Counting.QUANTITY, false);
    static final Measure ORDERS = new Measure("ORDER_COUNT", Counting.ORDERS, false);

    private static final int QUANTITY_SCALE = 6;
    private static final Text OWN_DAY =
            new Text("确认日；其后的变动计入变动当日，不追溯", "day of confirmation; later differences on their own day");

    @Override
    public List<Contribution> contributions(OrderState order) {
        if (order == null || !order.stands()) {
            return List.of();
        }
        List<Salesperson> persons = OrderDimensions.persons(order);
        List<BigDecimal> shares = persons.stream().map(Salesperson::share).toList();
        Map<UUID, List<Dimensions>> places = OrderDimensions.byLine(order);
        List<Contribution> contributions = new ArrayList<>();
        for (OrderState.Line line : order.lines()) {
            List<BigDecimal> amounts = Shares.split(line.net().amount(), 2, shares);
            List<BigDecimal> quantities = Shares.split(line.quantity(), QUANTITY_SCALE, shares);
            String currency = line.net().currency();
            for (int i = 0; i < persons.size(); i++) {
                Dimensions dims = places.get(line.lineId()).get(i);
                contributions.add(Contribution.of(AMOUNT, line.lineId(), currency, dims, amounts.get(i)));
                contributions.add(Contribution.of(VOLUME, line.lineId(), Dimensions.NONE, dims, quantities.get(i)));
                contributions.add(Contribution.one(ORDERS, line.lineId(), null, dims));
            }
        }
        return contributions;
    }

    @Override
    public List<KpiDefinition> definitions() {
        return List.of(
                KpiDefinition.of(
                        AMOUNT,
                        new Text("销售额", "Sales amount"),
                        new Text("Σ 已确认订单行不含税净额 × 个人份额 − 取消", "Σ net of confirmed lines × person's share − cancelled"),
                        OWN_DAY,
                        Unit.MONEY),
                KpiDefinition.of(
                        VOLUME,
                        new Text("销售量", "Sales volume"),
                        new Text(
                                "Σ 已确认订单行数量 × 个人份额 − 取消", "Σ quantity of confirmed lines × person's share − cancelled"),
                        OWN_DAY,
                        Unit.QUANTITY),
                KpiDefinition.of(
                        ORDERS,
                        new Text("订单量", "Order count"),
                        new Text(
                                "已确认订单数 − 取消；共享订单对每人计一单，合计计一单",
                                "orders confirmed − cancelled; a shared order is one for each person and one in total"),
                        OWN_DAY,
                        Unit.COUNT));
    }
}
