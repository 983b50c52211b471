package io.neiqin.platform.observation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.health.HealthReport.ChannelInfo;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.providers.extension.HealthCenter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The channels that events come in through: which have stopped for good, and how far behind they are. */
@ApplicationScoped
public class Channels {

    private static final Duration ANSWER = Duration.ofSeconds(1);

    private final HealthCenter messaging;
    private final KafkaClientService kafka;
    private final MeterRegistry registry;
    private final Set<String> metered = ConcurrentHashMap.newKeySet();

    public Channels(HealthCenter messaging, KafkaClientService kafka, MeterRegistry registry) {
        this.messaging = messaging;
        this.kafka = kafka;
        this.registry = registry;
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
        messaging.getLiveness().getChannels().stream()
                .map(ChannelInfo::getChannel)
                .filter(metered::add)
                .forEach(channel -> Gauge.builder(
                                "neiqin_channel_stopped",
                                this,
                                it -> it.stopped().contains(channel) ? 1 : 0)
                        .tag("channel", channel)
                        .register(registry));
    }

    /** Records behind the topic's end, of the partitions that are this instance's; NaN when nobody can tell. */
    Uni<Double> lag(String channel) {
        KafkaConsumer<Object, Object> consumer = kafka.getConsumer(channel);
        if (consumer == null) {
            return Uni.createFrom().item(Double.NaN);
        }
        return consumer.runOnPollingThread(Channels::behind)
                .ifNoItem()
                .after(ANSWER.multipliedBy(3))
                .fail()
                .onFailure()
                .recoverWithItem(Double.NaN);
    }

    /** From what is acknowledged, or, where offsets are kept elsewhere, from what was fetched. */
    private static double behind(Consumer<?, ?> consumer) {
        Set<TopicPartition> mine = consumer.assignment();
        Map<TopicPartition, Long> ends = consumer.endOffsets(mine, ANSWER);
        Map<TopicPartition, OffsetAndMetadata> acknowledged = consumer.committed(mine, ANSWER);
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(
                        0,
                        end.getValue()
                                - (Objects.isNull(acknowledged.get(end.getKey()))
                                        ? consumer.position(end.getKey(), ANSWER)
                                        : acknowledged.get(end.getKey()).offset())))
                .sum();
    }
}
