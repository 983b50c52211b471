package io.neiqin.testkit.http;

import io.restassured.RestAssured;
import io.restassured.builder.ResponseBuilder;
import io.restassured.http.Header;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * To the application under test in this JVM. A new connection and a new client for each request would be most of what
 * thousands of small tests take.
 */
final class KeptConnections {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    private KeptConnections() {}

    /** @param body null for none */
    static Response send(String method, String path, Map<String, String> headers, String body) {
        URI to = URI.create(RestAssured.baseURI + ":" + RestAssured.port + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(to)
                .timeout(PATIENCE)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            return response(CLIENT.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Response response(HttpResponse<byte[]> answer) {
        List<Header> headers = answer.headers().map().entrySet().stream()
                .flatMap(all -> all.getValue().stream().map(value -> new Header(all.getKey(), value)))
                .toList();
        return new ResponseBuilder()
                .setStatusCode(answer.statusCode())
                .setHeaders(new Headers(headers))
                .setContentType(answer.headers().firstValue("content-type").orElse(""))
                .setBody(answer.body())
                .build();
    }
}
