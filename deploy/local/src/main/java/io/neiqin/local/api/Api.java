package io.neiqin.local.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** The public API through the gateway, as one account. Waits and asks again where the answer says so. */
public final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ATTEMPTS = 8;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient http;
    private final URI gateway;
    private final AccessToken token;
    private final Pause pause;

    public Api(HttpClient http, URI gateway, AccessToken token, Pause pause) {
        this.http = http;
        this.gateway = gateway;
        this.token = token;
        this.pause = pause;
    }

    /** A wait that ends early, with an exception, when the run is being stopped. */
    @FunctionalInterface
    public interface Pause {
        void millis(long millis) throws InterruptedException;
    }

    /** @param eventVersion of the aggregate after the command, or null */
    public record Answer(int status, JsonNode body, String eventVersion, boolean replay) {}

    /** @param path below the gateway, already encoded */
    public Answer get(String path) throws IOException, InterruptedException {
        return send("GET", path, null, Map.of());
    }

    public Answer post(String path, Object body, Map<String, String> headers) throws IOException, InterruptedException {
        return send("POST", path, body, headers);
    }

    public Answer put(String path, Object body, Map<String, String> headers) throws IOException, InterruptedException {
        return send("PUT", path, body, headers);
    }

    private Answer send(String method, String path, Object body, Map<String, String> headers)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            String bearer = token.value();
            HttpResponse<String> response =
                    http.send(request(method, path, body, headers, bearer), HttpResponse.BodyHandlers.ofString());
            if (attempt == ATTEMPTS || !again(response, bearer, attempt)) {
                return answer(response);
            }
        }
    }

    private HttpRequest request(String method, String path, Object body, Map<String, String> headers, String bearer)
            throws JsonProcessingException {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(TIMEOUT)
                .header("Accept-Language", "en")
                .header("Authorization", "Bearer " + bearer);
        headers.forEach(request::header);
        if (body == null) {
            return request.method(method, HttpRequest.BodyPublishers.noBody()).build();
        }
        request.header("Content-Type", "application/json");
        return request.method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
    }

    /** Decides whether to ask again: after an expired token at once, otherwise after the time the answer names. */
    private boolean again(HttpResponse<?> response, String bearer, int attempt) throws InterruptedException {
        int status = response.statusCode();
        if (status == 401) {
            token.discard(bearer);
            return attempt == 1;
        }
        boolean later = status == 202 || status == 409 || status == 429 || status == 503;
        String seconds = response.headers().firstValue("Retry-After").orElse(null);
        if (!later || seconds == null || !seconds.matches("\\d+")) {
            return false;
        }
        pause.millis(Math.max(200, Math.min(5, Long.parseLong(seconds)) * 1000));
        return true;
    }

    private static Answer answer(HttpResponse<String> response) {
        JsonNode body = json(response.body());
        if (response.statusCode() >= 400) {
            throw ApiProblem.of(response.statusCode(), body);
        }
        return new Answer(
                response.statusCode(),
                body,
                response.headers().firstValue("Event-Version").orElse(null),
                response.headers().firstValue("Idempotent-Replay").isPresent());
    }

    private static JsonNode json(String text) {
        try {
            return text.isBlank() ? JsonNodeFactory.instance.objectNode() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("detail", text.lines().findFirst().orElse(""));
        }
    }
}
