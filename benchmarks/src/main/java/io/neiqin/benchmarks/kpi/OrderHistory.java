package io.neiqin.benchmarks.kpi;

import io.neiqin.benchmarks.Company;
import io.neiqin.benchmarks.FreshIds;
import io.neiqin.benchmarks.Stack;
import io.neiqin.benchmarks.relay.TopicReader;
import io.neiqin.testkit.http.Api;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The events of one real order, from draft to completed, told again for as many others as are wanted: with other ids and
 * numbers, everything else as the service told it.
 */
final class OrderHistory {

    private static final String TOPIC = "neiqin.orders";
    private static final String POSITION = "ce_position";

    /** So many orders are under way at once. */
    private static final int AT_ONCE = 500;

    private static final Pattern OWN =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|SO\\d{8}-\\d{6,}");

    /** Of those that orders share: customers and departments. */
    private static final Pattern SHARED = Pattern.compile("\"(?:customerId|departmentId)\":\"([^\"]+)\"");

    private final String brokers;
    private final List<ConsumerRecord<String, byte[]>> events;
    private final Set<String> shared = new HashSet<>();
    private long position;

    private OrderHistory(String brokers, List<ConsumerRecord<String, byte[]>> events) {
        this.brokers = brokers;
        this.events = events;
        for (ConsumerRecord<String, byte[]> event : events) {
            Matcher ids = SHARED.matcher(new String(event.value(), StandardCharsets.UTF_8));
            while (ids.find()) {
                shared.add(ids.group(1));
            }
        }
        position = Long.parseLong(text(events.get(events.size() - 1), POSITION));
    }

    /** Leads an order through its life, and keeps what was told of it. */
    static OrderHistory of(Stack stack, Company company) throws InterruptedException {
        String body = company.order(FreshIds.next(), "call 17");
        Response made = Api.assertStatus(at(stack, Company.CLERK).post("/api/orders/orders", body), 201);
        String id = made.path("id");
        command(stack, Company.CLERK, id, "receive", "");
        command(stack, Company.CLERK, id, "enter", "");
        command(stack, Company.SECOND_CLERK, id, "verify", "{\"method\":\"SECOND_PERSON\"}");
        command(stack, Company.MANAGER, id, "confirm", "");
        command(stack, Company.WAREHOUSE, id, "ship", "{}");
        String last = command(stack, Company.CLERK, id, "accept", "{}").header("Event-Version");
        try (TopicReader topic = new TopicReader(stack.kafka(), TOPIC)) {
            List<ConsumerRecord<String, byte[]>> events = new ArrayList<>();
            while (events.size() < Integer.parseInt(last)) {
                events.clear();
                topic.read(topic.beginning(), record -> {
                    if (record.key().equals(id)) {
                        events.add(record);
                    }
                });
            }
            return new OrderHistory(stack.kafka(), events);
        }
    }

    private static Api at(Stack stack, String who) {
        return stack.at("/api/orders").as(who).newKey();
    }

    private static Response command(Stack stack, String who, String id, String verb, String body) {
        String path = "/api/orders/orders/" + id + "/" + verb;
        Api api = at(stack, who);
        return Api.assertStatus(body.isEmpty() ? api.post(path) : api.post(path, body), 200);
    }

    /** How many events an order has. */
    int length() {
        return events.size();
    }

    /** Puts at least so many events on the topic, those of one order in their order; returns how many. */
    long tell(long atLeast) {
        long told = 0;
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "acks", "all", "enable.idempotence", true),
                new StringSerializer(),
                new ByteArraySerializer())) {
            while (told < atLeast) {
                List<Map<String, String>> orders = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    orders.add(new HashMap<>());
                }
                for (ConsumerRecord<String, byte[]> event : events) {
                    for (Map<String, String> order : orders) {
                        producer.send(another(event, order));
                        told++;
                    }
                }
            }
            producer.flush();
        }
        return told;
    }

    private ProducerRecord<String, byte[]> another(ConsumerRecord<String, byte[]> event, Map<String, String> order) {
        RecordHeaders headers = new RecordHeaders();
        for (Header header : event.headers()) {
            String value = new String(header.value(), StandardCharsets.UTF_8);
            String fresh = header.key().equals(POSITION) ? Long.toString(++position) : renamed(value, order);
            headers.add(header.key(), fresh.getBytes(StandardCharsets.UTF_8));
        }
        String body = renamed(new String(event.value(), StandardCharsets.UTF_8), order);
        return new ProducerRecord<>(
                TOPIC, null, renamed(event.key(), order), body.getBytes(StandardCharsets.UTF_8), headers);
    }

    private String renamed(String text, Map<String, String> order) {
        Matcher own = OWN.matcher(text);
        StringBuilder renamed = new StringBuilder();
        while (own.find()) {
            String found = own.group();
            own.appendReplacement(
                    renamed, shared.contains(found) ? found : order.computeIfAbsent(found, OrderHistory::fresh));
        }
        return own.appendTail(renamed).toString();
    }

    /** As long as the old one. */
    private static String fresh(String old) {
        return FreshIds.next().substring(36 - old.length());
    }

    private static String text(ConsumerRecord<String, byte[]> record, String header) {
        return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
    }
}
