package io.neiqin.reporting;

import io.neiqin.events.orders.OrderEvent;
import io.neiqin.reporting.cube.Cell;
import io.neiqin.reporting.cube.Changes;
import io.neiqin.reporting.cube.Contribution;
import io.neiqin.reporting.cube.Fact;
import io.neiqin.reporting.cube.Source;
import io.neiqin.reporting.order.OrderProjection;
import io.neiqin.reporting.order.OrderState;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Runs events through projections in memory and adds up what comes out. */
public final class Replay {

    private static final Source.Origin ORIGIN = new Source.Origin("a test's", null, null, null);

    private final List<OrderProjection> projections;
    private final Map<UUID, OrderState> states = new HashMap<>();
    private final Changes changes = new Changes();
    private long position;

    public Replay(OrderProjection... projections) {
        this.projections = Arrays.asList(projections);
    }

    public Replay on(LocalDate day, OrderEvent event) {
        OrderState before = states.get(event.orderId());
        OrderState after = OrderState.after(before, event, day);
        states.put(event.orderId(), after);
        position++;
        Source source = new Source(
                Orders.id("event " + position), position, Instant.EPOCH, day, event.orderId(), "SO-1", ORIGIN);
        for (OrderProjection projection : projections) {
            List<Contribution> was = projection.contributions(before);
            changes.add(was, projection.contributions(after), source);
        }
        return this;
    }

    public List<Fact> facts() {
        return changes.facts();
    }

    public Map<Cell, BigDecimal> cells() {
        return changes.cells();
    }

    /** The cell of a set ("total", "country", "category,salesperson") without trailing zeros; "none" where there is none. */
    public String cell(String measure, String set, LocalDate day, String... keys) {
        String key1 = keys.length > 0 ? keys[0] : "-";
        String key2 = keys.length > 1 ? keys[1] : "-";
        return cells().entrySet().stream()
                .filter(e -> e.getKey().measure().equals(measure)
                        && e.getKey().set().equals(set)
                        && e.getKey().day().equals(day)
                        && e.getKey().key1().equals(key1)
                        && e.getKey().key2().equals(key2))
                .map(e -> e.getValue().stripTrailingZeros().toPlainString())
                .findFirst()
                .orElse("none");
    }
}
