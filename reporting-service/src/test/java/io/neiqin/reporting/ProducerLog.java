package io.neiqin.reporting;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventType;
import io.neiqin.testkit.Json;
import io.neiqin.testkit.events.EventFeeder;
import io.neiqin.testkit.events.EventFeeder.Published;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The feed of orders-service as it answers over HTTP, with the events that a test has put into it. */
public final class ProducerLog implements AutoCloseable {

    private static final String URL = "neiqin.feed.url.orders";

    /** By start of the application: what one of its tests has told belongs to the log of the next one. */
    private static final Map<String, List<Published>> LOGS = new ConcurrentHashMap<>();

    private final List<Published> events =
            LOGS.computeIfAbsent(System.getProperty(EventFeeder.RUN), run -> new CopyOnWriteArrayList<>());
    private final HttpServer http;

    private ProducerLog(HttpServer http) {
        this.http = http;
        http.createContext("/api/orders/events", this::answer);
        http.start();
        System.setProperty(URL, "http://127.0.0.1:" + http.getAddress().getPort());
    }

    public static ProducerLog start() {
        try {
            return new ProducerLog(HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An event that the topic has, too. */
    public Published add(Published told) {
        events.add(told);
        return told;
    }

    /** An event that the topic does not have; its position comes after all of the others. */
    public Published lost(LocalDate day, long version, DomainEvent event) {
        long position = events.stream().mapToLong(ProducerLog::position).max().orElse(0) + 1;
        Map<String, String> attributes = new TreeMap<>();
        attributes.put("id", UUID.randomUUID().toString());
        attributes.put("type", event.getClass().getAnnotation(EventType.class).value());
        attributes.put("source", "/neiqin/orders");
        attributes.put("subject", event.aggregateId().toString());
        attributes.put("time", Instant.now().toString());
        attributes.put("aggregateversion", Long.toString(version));
        attributes.put("position", Long.toString(position));
        attributes.put("businessdate", day.toString());
        attributes.put("correlationid", UUID.randomUUID().toString());
        attributes.put("actor", "feeder");
        return add(new Published("neiqin.orders", event.aggregateId().toString(), attributes, Json.text(event)));
    }

    @Override
    public void close() {
        System.clearProperty(URL);
        http.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> query = Stream.of(
                        exchange.getRequestURI().getQuery().split("&"))
                .map(parameter -> parameter.split("="))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        byte[] body = page(query).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String page(Map<String, String> query) {
        String aggregate = query.get("aggregate");
        Predicate<Published> asked = aggregate == null
                ? event -> position(event) > Long.parseLong(query.get("after"))
                : event -> event.key().equals(aggregate)
                        && event.aggregateVersion() >= Long.parseLong(query.get("fromVersion"));
        return events.stream()
                .filter(asked)
                .sorted(Comparator.comparing(aggregate == null ? ProducerLog::position : Published::aggregateVersion))
                .limit(Long.parseLong(query.get("limit")))
                .map(ProducerLog::item)
                .collect(Collectors.joining(",", "{\"items\":[", "]}"));
    }

    private static String item(Published event) {
        String attributes = Json.text(event.attributes());
        return attributes.substring(0, attributes.length() - 1) + ",\"data\":" + event.body() + "}";
    }

    private static long position(Published event) {
        return Long.parseLong(event.attributes().get("position"));
    }
}
