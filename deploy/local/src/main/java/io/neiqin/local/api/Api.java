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
import java.util.UUID;

/**
 * The public API through the gateway, as one account. Waits and asks again, with the same key, where the answer says so
 * and as long as a part is away.
 */
public final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String IDENTITY = "Keycloak";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient http;
    private final URI gateway;
    private final AccessToken token;
    private final Pause pause;
    private final Outages outages;
    private final String language;

    /** Of whose waiting nobody hears. */
    public Api(HttpClient http, URI gateway, AccessToken token, Pause pause) {
        this(http, gateway, token, pause, new Outages(part -> {}), "en");
    }

    /** @param language of the problems */
    public Api(HttpClient http, URI gateway, AccessToken token, Pause pause, Outages outages, String language) {
        this.http = http;
        this.gateway = gateway;
        this.token = token;
        this.pause = pause;
        this.outages = outages;
        this.language = language;
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

    /** Sends a file as it is; the same one again is answered with the first answer. */
    public Answer upload(String path, byte[] file) throws IOException, InterruptedException {
        return send(
                "POST", path, file, Map.of("Idempotency-Key", UUID.randomUUID().toString()));
    }

    public Answer put(String path, Object body, Map<String, String> headers) throws IOException, InterruptedException {
        return send("PUT", path, body, headers);
    }

    private Answer send(String method, String path, Object body, Map<String, String> headers)
            throws IOException, InterruptedException {
        String part = part(path);
        Patience patience = new Patience(part, outages, pause);
        while (true) {
            String asked = IDENTITY;
            try {
                String bearer = token.value();
                asked = part;
                HttpResponse<String> response =
                        http.send(request(method, path, body, headers, bearer), HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() == 401 && patience.renews()) {
                    token.discard(bearer);
                } else if (!patience.outlasts(response)) {
                    outages.answered(part);
                    return answer(response);
                }
            } catch (JsonProcessingException e) {
                throw e;
            } catch (IOException e) {
                if (!patience.outlastsOutage(asked)) {
                    throw e;
                }
            }
        }
    }

    /** The service of a path below {@code /api/}. */
    private static String part(String path) {
        String[] segments = path.split("[/?]");
        return segments.length > 2 && segments[1].equals("api") ? segments[2] : path;
    }

    private HttpRequest request(String method, String path, Object body, Map<String, String> headers, String bearer)
            throws JsonProcessingException {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(TIMEOUT)
                .header("Accept-Language", language)
                .header("Authorization", "Bearer " + bearer);
        headers.forEach(request::header);
        if (body == null) {
            return request.method(method, HttpRequest.BodyPublishers.noBody()).build();
        }
        if (body instanceof byte[] file) {
            request.header("Content-Type", "application/octet-stream");
            return request.method(method, HttpRequest.BodyPublishers.ofByteArray(file))
                    .build();
        }
        request.header("Content-Type", "application/json");
        return request.method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
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
