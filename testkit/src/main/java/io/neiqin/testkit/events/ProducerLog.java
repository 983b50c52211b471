package io.neiqin.testkit.events;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventType;
import io.neiqin.testkit.Json;
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

/** The feed of another service as it answers over HTTP, with the events that a test has put into it. */
public final class ProducerLog implements AutoCloseable {

    /** By producer and start of the application: what one of its tests has told belongs to the log of the next one. */
    private static final Map<String, List<Published>> LOGS = new ConcurrentHashMap<>();

    private final String url;
    private final List<Published> events;
    private final HttpServer http;

    private ProducerLog(String producer, HttpServer http) {
        this.url = "neiqin.feed.url." + producer;
        this.events = LOGS.computeIfAbsent(
                producer + " " + System.getProperty(EventFeeder.RUN), run -> new CopyOnWriteArrayList<>());
        this.http = http;
        http.createContext("/api/" + producer + "/events", this::answer);
        http.start();
        System.setProperty(url, "http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** That of orders-service. */
    public static ProducerLog start() {
        return start("orders");
    }

    /** @param producer as {@code admin} */
    public static ProducerLog start(String producer) {
        try {
            return new ProducerLog(producer, HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0));
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

    /** From now on nobody knows where it is. */
    public void away() {
        System.clearProperty(url);
    }

    @Override
    public void close() {
        away();
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
