package io.neiqin.reporting.integrity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.neiqin.platform.consumer.EventConsumer;
import io.neiqin.platform.event.EventCodec;
import io.neiqin.platform.feed.EventFeed;
import io.neiqin.reporting.integrity.Deliveries.Consumed;
import io.neiqin.reporting.integrity.Deliveries.Outbox;
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
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Asks every service what it has said and taken, with this service's own account; itself it asks directly. */
@ApplicationScoped
class DeliveryReports {

    private static final int MOST_WAITING = 100;

    /** One service's answer, or why there is none. */
    private record Answer(String service, Deliveries deliveries, List<Waiting> waiting, String silence) {

        boolean isSilent() {
            return deliveries == null;
        }
    }

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

    /**
     * Never fails because a service does: what it would have said is unknown then. Everybody is asked twice, so that no
     * event is taken between the question to its producer and that to its consumer.
     *
     * @param causes whether to ask for the events that wait, too
     */
    Uni<Answers> ask(Instant from, Instant to, boolean causes) {
        return everybody(from, to, causes)
                .flatMap(first -> everybody(from, to, false).map(last -> answers(first, last)));
    }

    private Uni<List<Answer>> everybody(Instant from, Instant to, boolean causes) {
        return mine(from, to, causes)
                .flatMap(mine -> Multi.createFrom()
                        .iterable(others)
                        .onItem()
                        .transformToUniAndConcatenate(service -> other(service, from, to, causes)
                                .onFailure()
                                .recoverWithItem(silent -> new Answer(service, null, List.of(), silent.getMessage())))
                        .collect()
                        .asList()
                        .map(answers -> {
                            answers.add(mine);
                            return answers;
                        }));
    }

    private static Answers answers(List<Answer> first, List<Answer> last) {
        Map<String, String> unknown = new TreeMap<>();
        Stream.concat(first.stream(), last.stream())
                .filter(Answer::isSilent)
                .forEach(answer -> unknown.put(answer.service(), answer.silence()));
        last.stream()
                .filter(answer -> !answer.isSilent() && answer.deliveries().outbox() == null)
                .forEach(answer -> unknown.put(answer.service(), "it does not tell what its outbox holds"));
        List<Waiting> waiting =
                first.stream().flatMap(answer -> answer.waiting().stream()).toList();
        return new Answers(known(first, unknown), known(last, unknown), waiting, unknown);
    }

    private static Map<String, Deliveries> known(List<Answer> answers, Map<String, String> unknown) {
        Map<String, Deliveries> known = new TreeMap<>();
        answers.stream()
                .filter(answer -> !answer.isSilent() && !unknown.containsKey(answer.service()))
                .forEach(answer -> known.put(answer.service(), answer.deliveries()));
        return known;
    }

    private Uni<Answer> other(String service, Instant from, Instant to, boolean causes) {
        if (!feed.reaches(service)) {
            return Uni.createFrom()
                    .item(new Answer(service, null, List.of(), "its address or an account to ask with is not set"));
        }
        String api = "/api/" + service;
        Uni<Deliveries> said = feed.get(service, api + "/deliveries?from=" + from + "&to=" + to)
                .map(this::read);
        return said.flatMap(deliveries -> (causes
                        ? feed.get(service, api + "/parked-events?limit=" + MOST_WAITING)
                                .map(parked -> waiting(service, parked))
                        : Uni.createFrom().item(List.<Waiting>of()))
                .map(waiting -> new Answer(service, deliveries, waiting, null)));
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

    /** This service says nothing to others. */
    private Uni<Answer> mine(Instant from, Instant to, boolean causes) {
        return Multi.createFrom()
                .iterable(own)
                .onItem()
                .transformToUniAndConcatenate(consumer -> consumed(consumer, from, to))
                .collect()
                .asList()
                .map(consumed -> new Deliveries(List.of(), Outbox.EMPTY, consumed))
                .flatMap(deliveries -> (causes ? myWaiting() : Uni.createFrom().item(List.<Waiting>of()))
                        .map(waiting -> new Answer(me, deliveries, waiting, null)));
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
