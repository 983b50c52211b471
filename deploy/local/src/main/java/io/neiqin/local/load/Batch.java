package io.neiqin.local.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.neiqin.local.api.Api;
import io.neiqin.local.api.ApiProblem;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * The public API with a natural key for each command. Under the history-import rule a command states its business date
 * and the batch; without a date it is an ordinary command of today.
 */
public final class Batch {
    private static final int LAG_PAUSE_MILLIS = 250;
    private static final int LAG_ATTEMPTS = 600;
    private static final int KEY_LENGTH = 64;

    private final Api api;
    private final Api.Pause pause;
    private final String source;

    public Batch(Api api, Api.Pause pause, String source) {
        this.api = api;
        this.pause = pause;
        this.source = source;
    }

    /**
     * A record there is now.
     *
     * @param state as it was made now, or null where an earlier import made it
     */
    public record Made(String id, JsonNode state) {}

    public String source() {
        return source;
    }

    public Api api() {
        return api;
    }

    /** The natural key that makes a second import change nothing. */
    public Map<String, Object> externalRef(String id) {
        return Map.of("system", source, "id", id);
    }

    /**
     * Creates a record, or finds the one that already stands for the same external reference.
     *
     * @param kind and {@code rowId} say in the idempotency key which row of which file this is
     * @param on business date of history, or null for today
     */
    public Made create(String path, Map<String, ?> body, String kind, String rowId, LocalDate on)
            throws IOException, InterruptedException {
        String key = kind + ":" + rowId + ":" + Integer.toHexString(body.hashCode());
        try {
            Api.Answer answer = post(path, body, key, on);
            return new Made(answer.body().path("id").asText(), answer.replay() ? null : answer.body());
        } catch (ApiProblem problem) {
            if (problem.existingId().isEmpty()) {
                throw problem;
            }
            return new Made(problem.existingId(), null);
        }
    }

    /** Posts; where the service has not heard of another service's record yet, waits for that, bounded. */
    public Api.Answer post(String path, Map<String, ?> body, String key, LocalDate on)
            throws IOException, InterruptedException {
        Map<String, String> headers = new HashMap<>(Map.of("Idempotency-Key", printable(source + ":" + key)));
        if (on != null) {
            headers.put("X-Business-Date", on.toString());
            headers.put("X-Import-Batch", source);
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return api.post(path, body, headers);
            } catch (ApiProblem problem) {
                if (attempt == LAG_ATTEMPTS || !problem.meansNotHeardOfYet()) {
                    throw problem;
                }
                pause.millis(LAG_PAUSE_MILLIS);
            }
        }
    }

    /** As the header allows it: 64 characters without blanks. */
    private static String printable(String key) {
        String plain = key.replaceAll("[^\\x21-\\x7e]", "_");
        return plain.substring(Math.max(0, plain.length() - KEY_LENGTH));
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return api.get(path).body();
    }

    /** A body without the fields that are not known. */
    public static Map<String, Object> body(Object... namesAndValues) {
        Map<String, Object> body = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                body.put((String) namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return body;
    }
}
