package io.neiqin.reporting.integrity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.neiqin.platform.consumer.EventConsumer;
import io.neiqin.platform.event.EventCodec;
import io.neiqin.platform.feed.EventFeed;
import io.neiqin.reporting.integrity.Deliveries.Consumed;
import io.neiqin.reporting.integrity.Integrity.Answers;
import io.neiqin.reporting.integrity.Integrity.Waiting;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Asks every service what it has said and taken, with this service's own account; itself it asks directly. */
@ApplicationScoped
class DeliveryReports {

    private static final int MOST_WAITING = 100;

    /** One service's answer, or why there is none. */
    private record Answer(String service, Deliveries deliveries, List<Waiting> waiting, String silence) {}

    private final EventFeed feed;
    private final EventCodec codec;
    private final List<EventConsumer> own;
    private final List<String> others;
    private final String me;

    DeliveryReports(
            EventFeed feed,
            EventCodec codec,
            @All List<EventConsumer> own,
            @ConfigProperty(name = "neiqin.integrity.services") List<String> others,
            @ConfigProperty(name = "quarkus.application.name") String me) {
        this.feed = feed;
        this.codec = codec;
        this.own = own;
        this.others = others;
        this.me = me;
    }

    /** Never fails because a service does: what it would have said is unknown then. */
    Uni<Answers> ask(Instant from, Instant to) {
        return Multi.createFrom()
                .iterable(others)
                .onItem()
                .transformToUniAndConcatenate(service -> other(service, from, to)
                        .onFailure()
                        .recoverWithItem(silent -> new Answer(service, null, List.of(), silent.getMessage())))
                .collect()
                .asList()
                .flatMap(answers -> mine(from, to).map(mine -> {
                    answers.add(mine);
                    return answers(answers);
                }));
    }

    private static Answers answers(List<Answer> all) {
        Map<String, Deliveries> deliveries = new TreeMap<>();
        Map<String, String> unknown = new TreeMap<>();
        List<Waiting> waiting = new ArrayList<>();
        for (Answer answer : all) {
            if (answer.deliveries() == null) {
                unknown.put(answer.service(), answer.silence());
            } else {
                deliveries.put(answer.service(), answer.deliveries());
                waiting.addAll(answer.waiting());
            }
        }
        return new Answers(deliveries, waiting, unknown);
    }

    private Uni<Answer> other(String service, Instant from, Instant to) {
        if (!feed.reaches(service)) {
            return Uni.createFrom()
                    .item(new Answer(service, null, List.of(), "its address or an account to ask with is not set"));
        }
        String api = "/api/" + service;
        return feed.get(service, api + "/deliveries?from=" + from + "&to=" + to)
                .flatMap(said -> feed.get(service, api + "/parked-events?limit=" + MOST_WAITING)
                        .map(parked -> new Answer(service, read(said), waiting(service, parked), null)));
    }

    private Deliveries read(JsonNode said) {
        try {
            return codec.json().treeToValue(said, Deliveries.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("its answer cannot be read", unreadable);
        }
    }

    private static List<Waiting> waiting(String service, JsonNode parked) {
        List<Waiting> waiting = new ArrayList<>();
        parked.path("items")
                .forEach(event -> waiting.add(new Waiting(
                        service,
                        event.path("consumer").asText(),
                        event.path("aggregateId").asText(),
                        event.path("version").asLong(),
                        event.path("type").asText(),
                        event.path("cause").asText())));
        return waiting;
    }

    private Uni<Answer> mine(Instant from, Instant to) {
        return Multi.createFrom()
                .iterable(own)
                .onItem()
                .transformToUniAndConcatenate(consumer -> consumed(consumer, from, to))
                .collect()
                .asList()
                .flatMap(consumed ->
                        myWaiting().map(waiting -> new Answer(me, new Deliveries(List.of(), consumed), waiting, null)));
    }

    private static Uni<Consumed> consumed(EventConsumer consumer, Instant from, Instant to) {
        return consumer.hours(from, to)
                .flatMap(hours -> consumer.waiting()
                        .map(waiting -> new Consumed(consumer.name(), consumer.producer(), hours, waiting)));
    }

    private Uni<List<Waiting>> myWaiting() {
        return Multi.createFrom()
                .iterable(own)
                .onItem()
                .transformToUniAndConcatenate(consumer -> consumer.parked(MOST_WAITING)
                        .map(events -> events.stream()
                                .map(event -> new Waiting(
                                        me,
                                        consumer.name(),
                                        event.aggregateId().toString(),
                                        event.version(),
                                        event.type(),
                                        event.cause()))
                                .toList()))
                .collect()
                .asList()
                .map(lists -> lists.stream().flatMap(List::stream).toList());
    }
}
