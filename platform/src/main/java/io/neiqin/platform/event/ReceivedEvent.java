package io.neiqin.platform.event;

import io.neiqin.platform.json.BoundedValues;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * An event as it came from a topic or a feed: its CloudEvents attributes and its payload, not yet decoded.
 *
 * @param aggregateVersion strictly +1 per event of the aggregate
 * @param position gapless per producing service
 * @param businessDate the producer's day; never derived again here
 * @param importBatch null except for imported history
 * @param attributes all of them by name, without prefix, those above included
 */
public record ReceivedEvent(
        UUID id,
        String type,
        UUID aggregateId,
        long aggregateVersion,
        long position,
        Instant time,
        LocalDate businessDate,
        String actor,
        String correlationId,
        String importBatch,
        Map<String, String> attributes,
        byte[] payload) {

    private static final String PREFIX = "ce_";

    /** @throws IllegalArgumentException for a record that is not one of our CloudEvents */
    public static ReceivedEvent of(ConsumerRecord<String, byte[]> record) {
        try {
            return of(attributes(record), record.value());
        } catch (IllegalArgumentException foreign) {
            String place = record.topic() + "/" + record.partition() + "@" + record.offset();
            throw new IllegalArgumentException(foreign.getMessage() + ": " + place, foreign.getCause());
        }
    }

    /** @throws IllegalArgumentException for attributes that are not those of our CloudEvents */
    public static ReceivedEvent of(Map<String, String> ce, byte[] payload) {
        try {
            return new ReceivedEvent(
                    UUID.fromString(ce.get("id")),
                    ce.get("type"),
                    UUID.fromString(ce.get("subject")),
                    Long.parseLong(ce.get("aggregateversion")),
                    Long.parseLong(ce.get("position")),
                    BoundedValues.instant(ce.get("time")).orElseThrow(),
                    BoundedValues.day(ce.get("businessdate")).orElseThrow(),
                    ce.get("actor"),
                    ce.get("correlationid"),
                    ce.get("importbatch"),
                    ce,
                    payload);
        } catch (RuntimeException missingOrMalformed) {
            throw new IllegalArgumentException("not one of our CloudEvents", missingOrMalformed);
        }
    }

    /**
     * The CloudEvents attributes of a record, without their prefix, by name. What no database can hold reads as what
     * cannot be read does.
     */
    public static Map<String, String> attributes(ConsumerRecord<String, byte[]> record) {
        Map<String, String> attributes = new TreeMap<>();
        for (Header header : record.headers()) {
            if (header.key().startsWith(PREFIX) && header.value() != null) {
                String value = new String(header.value(), StandardCharsets.UTF_8);
                attributes.put(storable(header.key().substring(PREFIX.length())), storable(value));
            }
        }
        return attributes;
    }

    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
