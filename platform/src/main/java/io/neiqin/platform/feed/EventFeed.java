package io.neiqin.platform.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.neiqin.platform.event.EventCodec;
import io.neiqin.platform.event.ReceivedEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The other services' event logs, read over HTTP with this service's own machine account. Where a producer is: {@code
 * neiqin.feed.url.<producer>}, without a path. Every question ends within ten seconds, as an {@link Unanswered} if need be:
 * five for the answer, and as long for each of the two steps to a token, where one is needed.
 */
@ApplicationScoped
public class EventFeed {

    /** Of one request. */
    static final Duration DEADLINE = Duration.ofSeconds(5);
    /** Of a question, with the requests for a token that it may need. */
    private static final Duration IN_ALL = Duration.ofSeconds(10);

    private static final int CONNECT_MILLIS = 2000;
    private static final int PAGE = 100;
    private static final int UNAUTHORIZED = 401;

    /** No answer, or none that helps; it may be there later. */
    public static final class Unanswered extends RuntimeException {
        Unanswered(String message) {
            super(message, null, false, false);
        }
    }

    private final WebClient http;
    private final MachineToken token;
    private final EventCodec codec;
    private final Config config;

    public EventFeed(
            Vertx vertx,
            EventCodec codec,
            Config config,
            @ConfigProperty(name = "neiqin.oidc.url") String identityProvider,
            @ConfigProperty(name = "neiqin.machine.client-id") String clientId,
            @ConfigProperty(name = "neiqin.machine.secret") Optional<String> secret) {
        this.http = WebClient.create(vertx, new WebClientOptions().setConnectTimeout(CONNECT_MILLIS));
        this.token = new MachineToken(http, identityProvider, clientId, secret.orElse(null));
        this.codec = codec;
        this.config = config;
    }

    /** Whether it is known where the producer is, and this service has an account to ask with. */
    public boolean reaches(String producer) {
        return token.isPossible() && base(producer).isPresent();
    }

    /** One aggregate's events from a version on, a hundred at most; large ones make a page shorter. */
    public Uni<List<ReceivedEvent>> ofAggregate(String producer, UUID aggregateId, long fromVersion) {
        return events(producer, "aggregate=" + aggregateId + "&fromVersion=" + fromVersion + "&limit=" + PAGE);
    }

    /** All of one aggregate's events from a version on, page by page. */
    public Uni<List<ReceivedEvent>> restOfAggregate(String producer, UUID aggregateId, long fromVersion) {
        return ofAggregate(producer, aggregateId, fromVersion)
                .flatMap(page -> page.isEmpty()
                        ? Uni.createFrom().item(page)
                        : restOfAggregate(
                                        producer,
                                        aggregateId,
                                        page.get(page.size() - 1).aggregateVersion() + 1)
                                .map(rest -> Stream.concat(page.stream(), rest.stream())
                                        .toList()));
    }

    /** All events after a position, in order, up to {@code limit} (200 at most); only an empty page is the end. */
    public Uni<List<ReceivedEvent>> after(String producer, long position, int limit) {
        return events(producer, "after=" + position + "&limit=" + limit);
    }

    /**
     * What another service answers.
     *
     * @param path from the root, as {@code /api/orders/deliveries?from=…}
     */
    public Uni<JsonNode> get(String producer, String path) {
        return base(producer)
                .map(base -> token.get()
                        .flatMap(bearer -> send(producer, base + path, bearer))
                        .ifNoItem()
                        .after(IN_ALL)
                        .failWith(() -> new Unanswered(producer + " does not answer in time")))
                .orElseGet(
                        () -> Uni.createFrom().failure(new Unanswered("neiqin.feed.url." + producer + " is not set")));
    }

    private Uni<List<ReceivedEvent>> events(String producer, String query) {
        return get(producer, "/api/" + producer + "/events?" + query).map(page -> {
            if (!page.path("items").isArray()) {
                // Not "there are none": somebody else answers in its place.
                throw new Unanswered(producer + " answers what is no page of events");
            }
            List<ReceivedEvent> events = new ArrayList<>();
            page.path("items").forEach(item -> events.add(event(item)));
            return events;
        });
    }

    private ReceivedEvent event(JsonNode item) {
        Map<String, String> attributes = new TreeMap<>();
        item.properties().forEach(field -> {
            if (!field.getKey().equals("data")) {
                attributes.put(field.getKey(), field.getValue().asText());
            }
        });
        return ReceivedEvent.of(attributes, item.path("data").toString().getBytes(StandardCharsets.UTF_8));
    }

    private Uni<JsonNode> send(String producer, String url, String bearer) {
        return http.getAbs(url)
                .bearerTokenAuthentication(bearer)
                .timeout(DEADLINE.toMillis())
                .send()
                .onFailure()
                .transform(away -> new Unanswered(producer + " does not answer: " + away.getMessage()))
                .map(answer -> read(producer, answer));
    }

    private JsonNode read(String producer, HttpResponse<Buffer> answer) {
        if (answer.statusCode() == UNAUTHORIZED) {
            token.forget();
        }
        if (answer.statusCode() != 200) {
            throw new Unanswered(producer + " answers " + answer.statusCode());
        }
        try {
            return codec.json().readTree(answer.bodyAsString());
        } catch (JsonProcessingException | IllegalArgumentException unreadable) {
            throw new Unanswered(producer + " answers what cannot be read");
        }
    }

    private Optional<String> base(String producer) {
        return config.getOptionalValue("neiqin.feed.url." + producer, String.class)
                .map(url -> url.replaceFirst("/+$", ""));
    }
}
