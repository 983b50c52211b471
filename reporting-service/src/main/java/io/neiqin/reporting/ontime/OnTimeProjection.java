package io.neiqin.reporting.ontime;

import io.neiqin.reporting.cube.Contribution;
import io.neiqin.reporting.cube.Dimensions;
import io.neiqin.reporting.cube.Measure;
import io.neiqin.reporting.kpi.KpiDefinition;
import io.neiqin.reporting.kpi.KpiDefinition.Text;
import io.neiqin.reporting.kpi.KpiDefinition.Variant;
import io.neiqin.reporting.ontime.Promise.Basis;
import io.neiqin.reporting.ontime.Promise.Date;
import io.neiqin.reporting.ontime.Promise.Unit;
import io.neiqin.reporting.order.OrderDimensions;
import io.neiqin.reporting.order.OrderProjection;
import io.neiqin.reporting.order.OrderState;
import io.neiqin.reporting.order.OrderState.Line;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * On-time delivery: on time ÷ due, both dated by the promised day. Late is what is due and not on time, so nothing has
 * to happen when a day passes. An order is due on the latest day of its lines and on time when every line is.
 */
@ApplicationScoped
public class OnTimeProjection implements OrderProjection {

    static final String CODE = "ON_TIME_DELIVERY";

    @Override
    public List<Contribution> contributions(OrderState order) {
        List<Contribution> contributions = new ArrayList<>();
        if (order != null) {
            Map<UUID, List<Dimensions>> places = OrderDimensions.byLine(order);
            for (Date date : Date.values()) {
                List<Line> promised = order.lines().stream()
                        .filter(line -> date.of(line) != null)
                        .toList();
                addLines(contributions, order, promised, date, places);
                addOrder(contributions, order, promised, date, places);
            }
        }
        return contributions;
    }

    private static void addLines(
            List<Contribution> to,
            OrderState order,
            List<Line> promised,
            Date date,
            Map<UUID, List<Dimensions>> places) {
        Promise promise = Promise.of(Unit.LINE, date);
        for (Line line : promised) {
            LocalDate day = date.of(line);
            if (isDue(order, day)) {
                add(to, promise.due(), List.of(line), day, places);
                promise.kept().forEach((basis, kept) -> {
                    if (basis.kept(line, day)) {
                        add(to, kept, List.of(line), day, places);
                    }
                });
            }
        }
    }

    private static void addOrder(
            List<Contribution> to,
            OrderState order,
            List<Line> promised,
            Date date,
            Map<UUID, List<Dimensions>> places) {
        LocalDate day =
                promised.stream().map(date::of).max(Comparator.naturalOrder()).orElse(null);
        if (day == null || !isDue(order, day)) {
            return;
        }
        Promise promise = Promise.of(Unit.ORDER, date);
        add(to, promise.due(), promised, day, places);
        promise.kept().forEach((basis, kept) -> {
            if (promised.stream().allMatch(line -> basis.kept(line, date.of(line)))) {
                add(to, kept, promised, day, places);
            }
        });
    }

    /** An order cancelled before the day is not due; one cancelled on the day or later was, and is late. */
    private static boolean isDue(OrderState order, LocalDate day) {
        return order.stands() || !order.cancelledOn().isBefore(day);
    }

    private static void add(
            List<Contribution> to,
            Measure measure,
            List<Line> lines,
            LocalDate day,
            Map<UUID, List<Dimensions>> places) {
        for (Line line : lines) {
            for (Dimensions place : places.get(line.lineId())) {
                to.add(Contribution.one(measure, line.lineId(), day, place));
            }
        }
    }

    @Override
    public List<KpiDefinition> definitions() {
        return List.of(new KpiDefinition(
                CODE,
                new Text("准时交货率", "On-time delivery"),
                new Text(
                        "准时 ÷ 应交；承诺日之前取消的不计入应交；整单准时须每行准时",
                        "on time ÷ due; cancelled before the promised day is not due; an order is on time when every line is"),
                new Text("承诺交期，截至当日", "promised day, up to today"),
                KpiDefinition.Unit.RATIO,
                List.of(
                        new Variant("unit", Promise.names(Unit.values())),
                        new Variant("basis", Promise.names(Basis.values())),
                        new Variant("date", Promise.names(Date.values()))),
                OnTimeProjection::measures));
    }

    private static List<Measure> measures(Map<String, String> chosen) {
        Promise promise = Promise.of(Unit.valueOf(chosen.get("unit")), Date.valueOf(chosen.get("date")));
        return List.of(promise.due(), promise.kept().get(Basis.valueOf(chosen.get("basis"))));
    }
}
