package io.neiqin.testkit.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.neiqin.testkit.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An event as it stands on a topic: CloudEvents in binary mode.
 *
 * @param headers all of them, as {@code ce_type}
 * @param text the body as it was sent; a broken one is read only by who asks for it
 */
public record Received(String topic, int partition, long offset, String key, Map<String, String> headers, String text) {

    static Received of(ConsumerRecord<String, String> row) {
        Map<String, String> headers = new TreeMap<>();
        row.headers().forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return new Received(row.topic(), row.partition(), row.offset(), row.key(), headers, row.value());
    }

    public String id() {
        return headers.get("ce_id");
    }

    public String type() {
        return headers.get("ce_type");
    }

    /** The aggregate's id. */
    public String subject() {
        return headers.get("ce_subject");
    }

    /** Counts the events of the aggregate from 1. */
    public long aggregateVersion() {
        return Long.parseLong(headers.get("ce_aggregateversion"));
    }

    /** Counts the events of the service from 1. */
    public long position() {
        return Long.parseLong(headers.get("ce_position"));
    }

    /** A header without its prefix, as {@code businessdate}; null when missing. */
    public String attribute(String name) {
        return headers.get("ce_" + name);
    }

    public JsonNode body() {
        return Json.tree(text);
    }

    /** The body as the event's record. */
    public <T> T as(Class<T> event) {
        return Json.read(text, event);
    }
}
