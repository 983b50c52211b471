package io.neiqin.reporting.intake;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.orders.OrderEvent;
import io.neiqin.platform.event.EventCodec;
import io.neiqin.platform.event.EventIds;
import io.neiqin.platform.event.ReceivedEvent;
import io.neiqin.reporting.cube.Changes;
import io.neiqin.reporting.cube.Contribution;
import io.neiqin.reporting.cube.Label;
import io.neiqin.reporting.cube.Source;
import io.neiqin.reporting.cube.Source.Origin;
import io.neiqin.reporting.intake.AppliedHours.Tally;
import io.neiqin.reporting.order.OrderLabels;
import io.neiqin.reporting.order.OrderProjection;
import io.neiqin.reporting.order.OrderState;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * The events of one transaction, worked through in memory: each aggregate's versions in order, each once, and what
 * comes out collected for a few large statements.
 */
public final class Batch {

    private final Changes changes = new Changes();
    final Map<Instant, Tally> hours = new HashMap<>();
    final List<Label> labels = new ArrayList<>();
    private final EventCodec codec;
    private final List<OrderProjection> projections;
    private final Map<UUID, Stream> streams;

    public Batch(EventCodec codec, List<OrderProjection> projections, Map<UUID, Stream> streams) {
        this.codec = codec;
        this.projections = projections;
        this.streams = streams;
    }

    /** Of figures. */
    public Changes changes() {
        return changes;
    }

    /** Applies an event if it is its turn, and with it those that waited for it. */
    public void take(Delivery delivery) {
        take(delivery, Integer.MAX_VALUE);
    }

    /** @param most how many are applied, this one and those that waited for it */
    void take(Delivery delivery, int most) {
        Stream stream = streams.get(delivery.aggregateId());
        long next = stream.applied() + 1;
        if (delivery.version() < next || stream.waiting.containsKey(delivery.version())) {
            return;
        }
        if (delivery.version() > next) {
            boolean behind = stream.waiting.containsKey(next);
            stream.wait(delivery, (behind ? "behind version " : "missing version ") + next);
            return;
        }
        stream.wait(delivery, delivery.fault());
        release(stream, most);
    }

    Stream stream(UUID aggregateId) {
        return streams.get(aggregateId);
    }

    /** Applies those that wait, in order, up to the first gap or the first that cannot be applied. */
    void release(Stream stream) {
        release(stream, Integer.MAX_VALUE);
    }

    /** @param most how many are applied */
    void release(Stream stream, int most) {
        for (int left = most; left > 0 && stream.waiting.containsKey(stream.applied() + 1); left--) {
            var first = stream.waiting.get(stream.applied() + 1);
            String fault = apply(stream, first.delivery());
            if (fault != null) {
                stream.wait(first.delivery(), fault);
                return;
            }
            stream.waiting.remove(stream.applied());
        }
    }

    /** Null when it is applied, else why it is not; then nothing has changed. */
    private String apply(Stream stream, Delivery delivery) {
        if (delivery.fault() != null) {
            return delivery.fault();
        }
        try {
            ReceivedEvent received = delivery.event();
            DomainEvent event =
                    codec.decode(received.type(), received.payload()).orElse(null);
            if (event != null && !event.aggregateId().equals(delivery.aggregateId())) {
                return "the body tells of another aggregate: " + event.aggregateId();
            }
            List<Label> names = OrderLabels.of(event, received.time());
            if (event instanceof OrderEvent orderEvent) {
                project(stream, orderEvent, received);
            } else {
                stream.advance();
            }
            labels.addAll(names);
            hours.merge(
                    received.time().truncatedTo(ChronoUnit.HOURS),
                    new Tally(1, received.position(), EventIds.of(received.id())),
                    Tally::plus);
            return null;
        } catch (IOException | RuntimeException poison) {
            return poison.getClass().getSimpleName() + ": " + poison.getMessage();
        }
    }

    private void project(Stream stream, OrderEvent event, ReceivedEvent received) {
        OrderState after = OrderState.after(stream.order(), event, received.businessDate());
        if (Objects.equals(after, stream.order())) {
            stream.advance();
            return;
        }
        Source source = new Source(
                received.id(),
                received.position(),
                received.time(),
                received.businessDate(),
                event.orderId(),
                after.number(),
                new Origin(received.type(), received.actor(), received.correlationId(), received.importBatch()));
        Map<OrderProjection, List<Contribution>> worth = new HashMap<>();
        List<Contribution> before = new ArrayList<>();
        List<Contribution> now = new ArrayList<>();
        for (OrderProjection projection : projections) {
            List<Contribution> then = stream.worth(projection);
            List<Contribution> contributions = projection.contributions(after);
            worth.put(projection, contributions);
            // Most events move one family and leave the others as they were.
            if (!contributions.equals(then)) {
                before.addAll(then);
                now.addAll(contributions);
            }
        }
        changes.add(before, now, source);
        stream.advance(after, worth);
    }
}
