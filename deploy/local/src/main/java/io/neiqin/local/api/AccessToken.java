package io.neiqin.local.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The bearer token of one account, fetched again shortly before it expires. */
public final class AccessToken {
    private static final int MARGIN_SECONDS = 30;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http;
    private final URI endpoint;
    private final Map<String, String> form;
    private final Clock clock;
    private String value;
    private Instant renewAt = Instant.MIN;

    private AccessToken(HttpClient http, URI issuer, Map<String, String> form, Clock clock) {
        this.http = http;
        this.endpoint = URI.create(issuer + "/protocol/openid-connect/token");
        this.form = form;
        this.clock = clock;
    }

    /** Of a person, by the client for the command line. */
    public static AccessToken ofUser(HttpClient http, URI issuer, String user, String password, Clock clock) {
        var form = Map.of("grant_type", "password", "client_id", "neiqin-cli", "username", user, "password", password);
        return new AccessToken(http, issuer, form, clock);
    }

    /** Of the machine account that a client has. */
    public static AccessToken ofClient(HttpClient http, URI issuer, String client, String secret, Clock clock) {
        var form = Map.of("grant_type", "client_credentials", "client_id", client, "client_secret", secret);
        return new AccessToken(http, issuer, form, clock);
    }

    /**
     * @throws ApiProblem where the identity provider refuses
     * @throws IOException where it is away
     */
    public synchronized String value() throws IOException, InterruptedException {
        if (value == null || !clock.instant().isBefore(renewAt)) {
            fetch();
        }
        return value;
    }

    /** The token was refused: the next use fetches another. */
    synchronized void discard(String refused) {
        if (refused.equals(value)) {
            value = null;
        }
    }

    private void fetch() throws IOException, InterruptedException {
        String body = new TreeMap<>(form)
                .entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        Instant asked = clock.instant();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 500) {
            throw new IOException("the identity provider answers " + response.statusCode());
        }
        if (response.statusCode() != 200) {
            throw new ApiProblem(response.statusCode(), "token-refused", response.body(), null);
        }
        JsonNode token = new ObjectMapper().readTree(response.body());
        value = token.path("access_token").asText();
        renewAt = asked.plusSeconds(token.path("expires_in").asLong() - MARGIN_SECONDS);
    }
}
