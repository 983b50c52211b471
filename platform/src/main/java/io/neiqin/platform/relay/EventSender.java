package io.neiqin.platform.relay;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one producer of a service: CloudEvents 1.0 in binary mode, key = aggregate id, idempotent, acks=all. */
@ApplicationScoped
public class EventSender {

    /** The broker did not take a batch; it will be sent again. */
    static final class SendFailed extends Exception {
        SendFailed(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }

    private static final int NEVER = Integer.MAX_VALUE;

    /** What one partition gets of a thousand events. */
    private static final int BATCH_BYTES = 256 * 1024;

    private static final byte[] JSON = "application/json".getBytes(StandardCharsets.UTF_8);

    private final String source;
    private final String brokers;
    private KafkaProducer<String, byte[]> producer;

    public EventSender(
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "kafka.bootstrap.servers") String brokers) {
        this.source = "/neiqin/" + service;
        this.brokers = brokers;
    }

    /** Events on their way to the broker. */
    interface Sending {

        /**
         * Returns when the broker has acknowledged every one of them, however long it is away: what is given up would be
         * overtaken by what follows it, and an aggregate's events would be out of order for good.
         */
        void await() throws SendFailed;
    }

    /** Calls of the producer. */
    private interface Calls {
        void make() throws ExecutionException, InterruptedException;
    }

    /** Hands events over. They are to be awaited before the next ones are. */
    Sending begin(List<LoggedEvent> events) throws SendFailed {
        KafkaProducer<String, byte[]> current = producer();
        List<Future<RecordMetadata>> sent = new ArrayList<>(events.size());
        attempt(() -> {
            for (LoggedEvent event : events) {
                Future<RecordMetadata> one = current.send(record(event));
                if (one.isDone()) {
                    // Not even taken, perhaps for want of a broker: the next ones must not go before it.
                    one.get();
                }
                sent.add(one);
            }
        });
        return () -> attempt(() -> {
            current.flush();
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        });
    }

    private void attempt(Calls calls) throws SendFailed {
        try {
            calls.make();
        } catch (ExecutionException refused) {
            close();
            throw new SendFailed(refused.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new SendFailed(stop);
        } catch (RuntimeException broken) {
            close();
            throw new SendFailed(broken);
        }
    }

    private KafkaProducer<String, byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(
                    Map.of(
                            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            brokers,
                            ProducerConfig.ACKS_CONFIG,
                            "all",
                            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                            true,
                            // Longer than it takes to hand a round over, or its first records would be requests of
                            // their own; shorter than it takes to read the next one. Awaiting ends every lingering.
                            ProducerConfig.LINGER_MS_CONFIG,
                            20,
                            ProducerConfig.BATCH_SIZE_CONFIG,
                            BATCH_BYTES,
                            ProducerConfig.MAX_BLOCK_MS_CONFIG,
                            10_000,
                            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                            NEVER,
                            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                            10_000,
                            ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                            2_000),
                    new StringSerializer(),
                    new ByteArraySerializer());
        }
        return producer;
    }

    /** After a failed batch the order of what is still in its buffers is unknown: a new producer starts clean. */
    @PreDestroy
    void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(2));
            producer = null;
        }
    }

    private ProducerRecord<String, byte[]> record(LoggedEvent event) {
        var record = new ProducerRecord<>(
                event.topic(), event.aggregateId().toString(), event.payload().getBytes(StandardCharsets.UTF_8));
        event.attributes(source)
                .forEach((name, value) -> record.headers().add("ce_" + name, value.getBytes(StandardCharsets.UTF_8)));
        record.headers().add("content-type", JSON);
        return record;
    }
}
