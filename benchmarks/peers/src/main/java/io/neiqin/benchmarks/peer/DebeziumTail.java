package io.neiqin.benchmarks.peer;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;

/** Debezium's engine with its event router on an outbox table, and a producer behind it as durable as ours. */
public final class DebeziumTail {

    private final KafkaProducer<String, byte[]> producer;

    private DebeziumTail(String brokers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "acks", "all", "enable.idempotence", true),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Its argument is a file with the connector's properties and {@code brokers}. */
    public static void main(String[] arguments) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(arguments[0]))) {
            properties.load(reader);
        }
        DebeziumTail tail = new DebeziumTail(properties.remove("brokers").toString());
        DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(properties)
                .notifying(tail::take)
                .using((success, message, error) -> System.out.println("ended: " + message + " " + error))
                .build()
                .run();
    }

    /** All of a batch, then the acknowledgements, then the note of how far. */
    private void take(
            List<RecordChangeEvent<SourceRecord>> events,
            DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>(events.size());
        for (RecordChangeEvent<SourceRecord> event : events) {
            SourceRecord record = event.record();
            if (record.key() != null && record.value() != null) {
                sent.add(producer.send(message(record)));
            }
        }
        producer.flush();
        try {
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (ExecutionException refused) {
            throw new IllegalStateException(refused.getCause());
        }
        for (RecordChangeEvent<SourceRecord> event : events) {
            committer.markProcessed(event);
        }
        committer.markBatchFinished();
    }

    private static ProducerRecord<String, byte[]> message(SourceRecord record) {
        var message = new ProducerRecord<>(
                record.topic(),
                record.key().toString(),
                record.value().toString().getBytes(StandardCharsets.UTF_8));
        for (Header header : record.headers()) {
            if (header.value() != null) {
                message.headers().add(header.key(), header.value().toString().getBytes(StandardCharsets.UTF_8));
            }
        }
        return message;
    }
}
