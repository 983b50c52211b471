package io.neiqin.testkit.scope;

import com.fasterxml.jackson.databind.JsonNode;
import io.neiqin.testkit.Json;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The service under test over kept connections. */
final class Line {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String service;

    Line(String base) {
        service = "http://localhost:" + RestAssured.port + base;
    }

    /** @param etag of the answer, null where it has none */
    record Answer(int status, String body, String etag) {

        boolean isGood() {
            return status < 300;
        }

        JsonNode json() {
            return Json.tree(body);
        }

        /** Of a problem; empty where it is none. */
        String code() {
            return isGood() || !body.startsWith("{") ? "" : json().path("code").asText();
        }
    }

    /**
     * @param ifMatch null for none
     * @param body null for none
     */
    Answer send(String method, String path, Caller caller, String ifMatch, Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service + path))
                .timeout(PATIENCE)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(Json.text(body)));
        if (caller.token() != null) {
            request.header("Authorization", "Bearer " + caller.token());
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    answer.body(),
                    answer.headers().firstValue("ETag").orElse(null));
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Answer get(String path, Caller caller) {
        return send("GET", path, caller, null, null);
    }
}
