package io.neiqin.journeys.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.neiqin.journeys.load.Attempt.Outcome;
import io.neiqin.testkit.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Sends commands as a careful caller does: what is in doubt is sent again under the same key, to any instance, until it
 * is answered or {@link #PATIENCE} is over. Every attempt is written down.
 */
public final class Client {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration ONE_ANSWER = Duration.ofSeconds(8);
    private static final long MOST_PAUSE_MILLIS = 500;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Supplier<List<URI>> instances;
    private final UnaryOperator<String> tokens;
    private final Map<String, String> known = new ConcurrentHashMap<>();
    private final History history;
    private volatile boolean givenUp;

    /**
     * A client of one service.
     *
     * @param instances where it is just now
     * @param tokens gives the access token of an employee
     */
    public Client(Supplier<List<URI>> instances, UnaryOperator<String> tokens, History history) {
        this.instances = instances;
        this.tokens = tokens;
        this.history = history;
    }

    /** From here on nothing that is in doubt is tried again. */
    void giveUp() {
        givenUp = true;
    }

    /** Sends it until it is answered; returns the last attempt. */
    public Attempt perform(Command command) {
        history.begin(command);
        long end = System.nanoTime() + PATIENCE.toNanos();
        Attempt attempt = send(command, false);
        for (int tries = 1; isOpen(attempt) && System.nanoTime() < end && !givenUp; tries++) {
            pause(Math.min(MOST_PAUSE_MILLIS, 20L * tries));
            attempt = send(command, false);
        }
        return attempt;
    }

    /** In doubt, or refused only for now. */
    private static boolean isOpen(Attempt attempt) {
        return attempt.outcome() == Outcome.UNKNOWN || attempt.status() == 429 || "in-progress".equals(attempt.code());
    }

    /** Sends a command that was answered once more. */
    public Attempt repeat(Command command) {
        return send(command, false);
    }

    /** Sends another content under the key of a command that was answered. */
    public Attempt alter(Command command) {
        return send(command, true);
    }

    /** The order as it is; null when that cannot be had just now. */
    JsonNode look(String who, UUID order) {
        HttpRequest request = request(who, "/api/orders/orders/" + order).build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Json.tree(answer.body()) : null;
        } catch (IOException away) {
            return null;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private Attempt send(Command command, boolean altered) {
        HttpRequest.Builder request = request(command.who(), command.path())
                .header("Idempotency-Key", command.key())
                .header("X-Request-Id", command.key());
        if (altered || command.ifMatch() != null) {
            // What the caller says he has seen is part of what he asks.
            request.header("If-Match", altered ? "\"424242\"" : command.ifMatch());
        }
        if (command.body() != null) {
            request.header("Content-Type", "application/json");
        }
        request.method(
                command.method(),
                command.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(command.body()));
        Instant start = Instant.now();
        Attempt attempt = answer(command, altered, start, request.build());
        history.add(attempt);
        return attempt;
    }

    private Attempt answer(Command command, boolean altered, Instant start, HttpRequest request) {
        try {
            return attempt(command, altered, start, http.send(request, BodyHandlers.ofString()));
        } catch (IOException lost) {
            return nothing(command, altered, start, lost.toString());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return nothing(command, altered, start, "interrupted");
        }
    }

    private static Attempt nothing(Command command, boolean altered, Instant start, String why) {
        Instant end = Instant.now();
        return new Attempt(
                command.key(), altered, start, end, Outcome.UNKNOWN, 0, why, command.order(), 0, null, null, false);
    }

    private static Attempt attempt(Command command, boolean altered, Instant start, HttpResponse<String> answer) {
        int status = answer.statusCode();
        Outcome outcome = status < 300 ? Outcome.ACKNOWLEDGED : status >= 500 ? Outcome.UNKNOWN : Outcome.REFUSED;
        JsonNode body = body(answer.body());
        String id = body.path("id").asText(null);
        return new Attempt(
                command.key(),
                altered,
                start,
                Instant.now(),
                outcome,
                status,
                status < 300 ? null : body.path("code").asText("?"),
                status < 300 && id != null ? UUID.fromString(id) : command.order(),
                answer.headers().firstValueAsLong("Event-Version").orElse(0),
                answer.headers().firstValue("ETag").orElse(null),
                status < 300 ? body.path("status").asText(null) : null,
                answer.headers().firstValue("Idempotent-Replay").isPresent());
    }

    private static JsonNode body(String text) {
        try {
            return Json.tree(text);
        } catch (IllegalArgumentException noJson) {
            return Json.tree("{}");
        }
    }

    private HttpRequest.Builder request(String who, String path) {
        List<URI> all = instances.get();
        URI one = all.get(ThreadLocalRandom.current().nextInt(all.size()));
        return HttpRequest.newBuilder(one.resolve(path))
                .timeout(ONE_ANSWER)
                .header("Authorization", "Bearer " + known.computeIfAbsent(who, tokens));
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
