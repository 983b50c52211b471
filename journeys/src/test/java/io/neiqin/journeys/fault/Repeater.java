package io.neiqin.journeys.fault;

import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Received;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts records onto a topic once more, as a producer does that does not know whether it was heard. */
public final class Repeater {

    private final String bootstrapServers;

    public Repeater(Ground ground) {
        this.bootstrapServers = ground.kafka();
    }

    /** Repeats those of the topic's records that fit, in their order; returns how many. */
    public int repeat(String topic, Predicate<Received> which) {
        int repeated = 0;
        try (EventProbe probe = EventProbe.on(bootstrapServers, topic);
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new StringSerializer(),
                        new StringSerializer())) {
            for (Received record : probe.all()) {
                if (which.test(record)) {
                    producer.send(copy(record));
                    repeated++;
                }
            }
        }
        return repeated;
    }

    private static ProducerRecord<String, String> copy(Received record) {
        ProducerRecord<String, String> copy = new ProducerRecord<>(
                record.topic(), record.partition(), record.key(), record.body().toString());
        record.headers().forEach((name, value) -> copy.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return copy;
    }
}
