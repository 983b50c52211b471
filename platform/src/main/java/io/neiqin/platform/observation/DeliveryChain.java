package io.neiqin.platform.observation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.neiqin.platform.consumer.EventConsumer;
import io.neiqin.platform.relay.Relay;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;

/**
 * What is under way between a transaction here and its effect elsewhere, looked at every few seconds rather than at
 * every scrape. What cannot be known at the moment is NaN, never the last good value.
 */
@ApplicationScoped
public class DeliveryChain {

    /**
     * What this service has to tell.
     *
     * @param outboxRows not yet in the log
     * @param oldestUnsentSeconds how long ago the oldest event happened that the topic has not got; 0 when it has all
     * @param oldestTransactionSeconds of those open in this database; relay and clean-up cannot pass it
     * @param oldestUnsealedSeconds of the entries of histories that the next seal takes; 0 when all are sealed
     * @param relayed whether an instance of this service, whichever, holds the lease of the relay
     */
    public record Telling(
            double outboxRows,
            double oldestUnsentSeconds,
            double oldestTransactionSeconds,
            double oldestUnsealedSeconds,
            boolean relayed) {
        static final Telling UNKNOWN = new Telling(Double.NaN, Double.NaN, Double.NaN, Double.NaN, false);
    }

    /**
     * What one consumer has before him.
     *
     * @param parked events that wait
     * @param lag records between what is acknowledged and the topic's end, of the partitions that are this instance's
     * @param standstillSeconds for how long it has taken none of them; 0 when there are none
     */
    public record Taking(double parked, double lag, double standstillSeconds) {
        static final Taking UNKNOWN = new Taking(Double.NaN, Double.NaN, Double.NaN);
    }

    /** Where a consumer stands, and since when. */
    private record Stop(Channels.Standing at, Instant since) {
        boolean isStill(Channels.Standing now) {
            return now.lag() > 0 && now.next() == at.next();
        }
    }

    private static final Logger LOG = Logger.getLogger(DeliveryChain.class);

    private static final String LOOK = """
        select (select count(*) from outbox)::float8 as outbox_rows,
          coalesce(extract(epoch from now() - least(
            (select occurred_at from outbox order by seq limit 1),
            (select occurred_at from event_log where position > relay.sent_position
             order by position limit 1))), 0)::float8 as oldest_unsent,
          coalesce((select extract(epoch from now() - min(xact_start)) from pg_stat_activity
            where datname = current_database() and backend_type = 'client backend'
              -- reads on purpose, for as long as the history is
              and application_name <> 'neiqin history verification'), 0)::float8 as oldest_transaction,
          -- of so many as one seal takes: where sealing has stopped, all of them need not be looked at every few seconds
          coalesce((select extract(epoch from now() - min(at)) from history_entry join (
            select aggregate_id, no from history_link where seal_no is null limit 10000) unsealed
            using (aggregate_id, no)), 0)::float8 as oldest_unsealed,
          expires_at > now() as relayed
        from relay\
        """;

    private final Pool pool;
    private final List<EventConsumer> consumers;
    private final Channels channels;
    private final MeterRegistry registry;
    private final List<Gauge> gauges = new ArrayList<>();
    private final Map<String, Taking> taking = new ConcurrentHashMap<>();
    private final Map<String, Stop> stops = new ConcurrentHashMap<>();
    private volatile Telling telling = Telling.UNKNOWN;

    public DeliveryChain(
            Pool pool, @All List<EventConsumer> consumers, Channels channels, Relay relay, MeterRegistry registry) {
        this.pool = pool;
        this.consumers = consumers;
        this.channels = channels;
        this.registry = registry;
        gauges.add(Gauge.builder("neiqin_relay_leader", relay, it -> it.isLeading() ? 1 : 0)
                .register(registry));
        gauge("neiqin_outbox_rows", it -> it.telling.outboxRows());
        gauge("neiqin_oldest_unsent_seconds", it -> it.telling.oldestUnsentSeconds());
        gauge("neiqin_oldest_transaction_seconds", it -> it.telling.oldestTransactionSeconds());
        gauge("neiqin_oldest_unsealed_seconds", it -> it.telling.oldestUnsealedSeconds());
        for (EventConsumer consumer : consumers) {
            String name = consumer.name();
            gauge("neiqin_parked_events", name, it -> it.taking(name).parked());
            gauge("neiqin_consumer_lag", name, it -> it.taking(name).lag());
            gauge(
                    "neiqin_consumer_standstill_seconds",
                    name,
                    it -> it.taking(name).standstillSeconds());
        }
    }

    /** The registry outlives an application; the next one's figures must not be these. */
    @PreDestroy
    void forget() {
        gauges.forEach(registry::remove);
    }

    public Telling telling() {
        return telling;
    }

    /** By consumer. */
    public Map<String, Taking> taking() {
        return new TreeMap<>(taking);
    }

    @Scheduled(every = "${neiqin.observation.every}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return pool.query(LOOK)
                .execute()
                .map(rows -> telling(rows.iterator().next()))
                .onFailure()
                .recoverWithItem(DeliveryChain::unknown)
                .invoke(seen -> telling = seen)
                .chain(() -> Multi.createFrom()
                        .iterable(consumers)
                        .onItem()
                        .transformToUniAndConcatenate(this::look)
                        .onItem()
                        .ignoreAsUni());
    }

    private Uni<Taking> look(EventConsumer consumer) {
        Uni<Double> parked =
                consumer.waiting().map(Long::doubleValue).onFailure().recoverWithItem(Double.NaN);
        return parked.flatMap(waiting -> channels.standing(consumer.channel())
                        .map(standing -> new Taking(waiting, standing.lag(), standstill(consumer.name(), standing))))
                .invoke(seen -> taking.put(consumer.name(), seen));
    }

    private double standstill(String consumer, Channels.Standing now) {
        Instant time = Instant.now();
        Stop stop = stops.compute(
                consumer, (name, before) -> before != null && before.isStill(now) ? before : new Stop(now, time));
        return Double.isNaN(now.lag())
                ? Double.NaN
                : Duration.between(stop.since(), time).toMillis() / 1e3;
    }

    private Taking taking(String consumer) {
        return taking.getOrDefault(consumer, Taking.UNKNOWN);
    }

    private static Telling telling(Row row) {
        return new Telling(
                row.getDouble("outbox_rows"),
                Math.max(0, row.getDouble("oldest_unsent")),
                row.getDouble("oldest_transaction"),
                Math.max(0, row.getDouble("oldest_unsealed")),
                row.getBoolean("relayed"));
    }

    private static Telling unknown(Throwable away) {
        LOG.debugf("the delivery chain cannot be looked at: %s", away.getMessage());
        return Telling.UNKNOWN;
    }

    private void gauge(String name, ToDoubleFunction<DeliveryChain> value) {
        gauges.add(Gauge.builder(name, this, value).register(registry));
    }

    private void gauge(String name, String consumer, ToDoubleFunction<DeliveryChain> value) {
        gauges.add(Gauge.builder(name, this, value).tag("consumer", consumer).register(registry));
    }
}
