package io.neiqin.platform.observation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.health.HealthReport.ChannelInfo;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.providers.extension.HealthCenter;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.Config;

/** The channels that events come in through: which have stopped for good, and how far behind they are. */
@ApplicationScoped
public class Channels {

    private static final Duration ANSWER = Duration.ofSeconds(1);

    private final HealthCenter messaging;
    private final KafkaClientService kafka;
    private final MeterRegistry registry;
    private final Config config;
    private final Map<String, Gauge> gauges = new ConcurrentHashMap<>();

    public Channels(HealthCenter messaging, KafkaClientService kafka, MeterRegistry registry, Config config) {
        this.messaging = messaging;
        this.kafka = kafka;
        this.registry = registry;
        this.config = config;
    }

    /** The registry outlives an application; the next one's figures must not be these. */
    @PreDestroy
    void forget() {
        gauges.values().forEach(registry::remove);
    }

    /** Those whose consumer has failed and been closed. Only a restart of the service brings one back. */
    public Set<String> stopped() {
        Set<String> stopped = new TreeSet<>();
        for (ChannelInfo channel : messaging.getLiveness().getChannels()) {
            if (!channel.isOk()) {
                stopped.add(channel.getChannel());
            }
        }
        return stopped;
    }

    /** A channel is known from when it has begun. */
    @Scheduled(every = "${neiqin.observation.every}")
    void meter() {
        messaging
                .getLiveness()
                .getChannels()
                .forEach(channel -> gauges.computeIfAbsent(channel.getChannel(), this::gauge));
    }

    private Gauge gauge(String channel) {
        return Gauge.builder("neiqin_channel_stopped", this, it -> it.stopped().contains(channel) ? 1 : 0)
                .tag("channel", channel)
                .register(registry);
    }

    /**
     * Where a channel stands, over the partitions that are this instance's. NaN when nobody can tell.
     *
     * @param next the sum of the offsets that come next
     * @param lag records from there to the topic's end
     */
    record Standing(double next, double lag) {
        static final Standing UNKNOWN = new Standing(Double.NaN, Double.NaN);
    }

    Uni<Standing> standing(String channel) {
        KafkaConsumer<Object, Object> consumer = kafka.getConsumer(channel);
        if (consumer == null) {
            return Uni.createFrom().item(Standing.UNKNOWN);
        }
        boolean acknowledges = config.getOptionalValue(
                        "mp.messaging.incoming." + channel + ".commit-strategy", String.class)
                .filter("ignore"::equals)
                .isEmpty();
        return consumer.runOnPollingThread(it -> acknowledges ? unacknowledged(it) : unfetched(it))
                .ifNoItem()
                .after(ANSWER.multipliedBy(3))
                .fail()
                .onFailure()
                .recoverWithItem(Standing.UNKNOWN);
    }

    private static Standing unacknowledged(Consumer<?, ?> consumer) {
        Set<TopicPartition> mine = consumer.assignment();
        Map<TopicPartition, Long> first = consumer.beginningOffsets(mine, ANSWER);
        Map<TopicPartition, OffsetAndMetadata> acknowledged = consumer.committed(mine, ANSWER);
        return standing(consumer, mine, partition -> {
            OffsetAndMetadata next = acknowledged.get(partition);
            return next == null ? first.get(partition) : next.offset();
        });
    }

    /** Where offsets are kept elsewhere. */
    private static Standing unfetched(Consumer<?, ?> consumer) {
        return standing(consumer, consumer.assignment(), partition -> consumer.position(partition, ANSWER));
    }

    private static Standing standing(
            Consumer<?, ?> consumer, Set<TopicPartition> partitions, ToLongFunction<TopicPartition> following) {
        long next = 0;
        long lag = 0;
        for (var end : consumer.endOffsets(partitions, ANSWER).entrySet()) {
            long here = following.applyAsLong(end.getKey());
            next += here;
            lag += Math.max(0, end.getValue() - here);
        }
        return new Standing(next, lag);
    }
}
