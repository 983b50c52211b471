package io.neiqin.reporting.intake;

import io.neiqin.reporting.cube.Contribution;
import io.neiqin.reporting.order.OrderProjection;
import io.neiqin.reporting.order.OrderState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The events of one aggregate during one transaction: which version is applied, what it made of the order, and who
 * waits. An event that waits at the version after the applied one cannot be applied; all others wait for one before
 * them.
 */
public final class Stream {

    /** @param cause why it waits */
    record Waiting(Delivery delivery, String cause) {}

    final UUID aggregateId;
    final NavigableMap<Long, Waiting> waiting = new TreeMap<>();
    private final Map<Long, Waiting> waitedBefore;
    private final long appliedBefore;
    private final Map<OrderProjection, List<Contribution>> worth = new HashMap<>();
    private long applied;
    private OrderState order;
    private boolean orderChanged;

    /** @param order null when none is confirmed under this id */
    Stream(UUID aggregateId, long applied, OrderState order, List<Waiting> waitedBefore) {
        this.aggregateId = aggregateId;
        this.appliedBefore = applied;
        this.applied = applied;
        this.order = order;
        waitedBefore.forEach(one -> waiting.put(one.delivery().version(), one));
        this.waitedBefore = Map.copyOf(waiting);
    }

    /** The same aggregate at the beginning of the next transaction. */
    public Stream next() {
        Stream next = new Stream(aggregateId, applied, order, List.copyOf(waiting.values()));
        next.worth.putAll(worth);
        return next;
    }

    long applied() {
        return applied;
    }

    long appliedBefore() {
        return appliedBefore;
    }

    boolean hasAdvanced() {
        return applied > appliedBefore;
    }

    /** Null for an order that is not confirmed, and for what is no order. */
    OrderState order() {
        return order;
    }

    boolean hasOrderChanged() {
        return orderChanged;
    }

    /** What the order contributes now; computed once per state. */
    List<Contribution> worth(OrderProjection projection) {
        return worth.computeIfAbsent(projection, p -> p.contributions(order));
    }

    /** The next version is applied and leaves the order as it was. */
    void advance() {
        applied++;
    }

    /** The next version is applied and has changed the order. */
    void advance(OrderState changed, Map<OrderProjection, List<Contribution>> nowWorth) {
        applied++;
        order = changed;
        orderChanged = true;
        worth.putAll(nowWorth);
    }

    void wait(Delivery delivery, String cause) {
        waiting.put(delivery.version(), new Waiting(delivery, cause));
    }

    /** Those that wait since this transaction, or for another cause than before. */
    List<Waiting> entered() {
        return waiting.values().stream()
                .filter(one -> one != waitedBefore.get(one.delivery().version()))
                .toList();
    }

    /** Those that wait no longer. */
    List<Waiting> left() {
        return waitedBefore.values().stream()
                .filter(one -> !waiting.containsKey(one.delivery().version()))
                .toList();
    }
}
