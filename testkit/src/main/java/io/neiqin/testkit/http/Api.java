package io.neiqin.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.testkit.Json;
import io.neiqin.testkit.token.TestIssuer;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The public API as a test or an import uses it. A value: every {@code as}, {@code key} and so on returns a new one that
 * differs in that. Bodies are maps, records, JSON text, or the bytes of a file.
 *
 * <pre>{@code
 * Api api = Api.here();
 * String id = api.as("E001").post("/api/orders/orders", body).path("id");
 * assertProblem(api.as("E002").ifMatch("1").put("/api/orders/orders/" + id, body), 412, "stale");
 * }</pre>
 */
public final class Api {

    private static final Pattern PLAIN_HEADER = Pattern.compile("[!-~]+( [!-~]+)*");
    private static final Pattern PLAIN = Pattern.compile("/[A-Za-z0-9/?&=._~%+:,;@!$'()*-]*");

    private final URI base;
    private final UnaryOperator<String> tokens;
    private final Map<String, String> headers;

    private Api(URI base, UnaryOperator<String> tokens, Map<String, String> headers) {
        this.base = base;
        this.tokens = tokens;
        this.headers = headers;
    }

    /** The application under test, with tokens of the test issuer. */
    public static Api here() {
        return new Api(null, TestIssuer.current()::tokenFor, Map.of());
    }

    /**
     * A service or the gateway at an address.
     *
     * @param tokens gives the access token of an employee number
     */
    public static Api at(URI base, UnaryOperator<String> tokens) {
        return new Api(base, tokens, Map.of());
    }

    /** As this employee, with the roles that admin-service gave him. */
    public Api as(String employeeNo) {
        return bearer(tokens.apply(employeeNo));
    }

    /** As this account, with roles that the identity provider gives: SYSTEM_ADMIN, SYSTEM. */
    public Api as(String employeeNo, String... roles) {
        return bearer(TestIssuer.current().tokenFor(employeeNo, roles));
    }

    public Api bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    /** Without a token. */
    public Api anonymous() {
        return header("Authorization", null);
    }

    /** With this Idempotency-Key. */
    public Api key(String idempotencyKey) {
        return header("Idempotency-Key", idempotencyKey);
    }

    /** With a new Idempotency-Key: for a builder that may be called twice. */
    public Api newKey() {
        return key(UUID.randomUUID().toString());
    }

    /** With this version as If-Match; the quotes of the ETag are added when missing. */
    public Api ifMatch(Object version) {
        String etag = version.toString();
        return header("If-Match", etag.startsWith("\"") || etag.equals("*") ? etag : "\"" + etag + "\"");
    }

    /** With this Accept-Language: {@code zh-CN} or {@code en}. */
    public Api language(String language) {
        return header("Accept-Language", language);
    }

    /** With this header; null takes it away. */
    public Api header(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new Api(base, tokens, changed);
    }

    public Response get(String path) {
        return isNear(path, null)
                ? KeptConnections.send("GET", path, headers, null)
                : request().get(path);
    }

    public Response post(String path, Object body) {
        return isNear(path, body) ? near("POST", path, body) : request(body).post(path);
    }

    /** A command without a body. */
    public Response post(String path) {
        return isNear(path, null)
                ? KeptConnections.send("POST", path, headers, null)
                : request().post(path);
    }

    /** A file as it is. */
    public Response upload(String path, String contentType, byte[] content) {
        return request().contentType(contentType).body(content).post(path);
    }

    public Response put(String path, Object body) {
        return isNear(path, body) ? near("PUT", path, body) : request(body).put(path);
    }

    public Response patch(String path, Object body) {
        return request(body).contentType("application/merge-patch+json").patch(path);
    }

    public Response delete(String path) {
        return request().delete(path);
    }

    /** The answer is a problem with this status and code; returns it for more questions. */
    public static Response assertProblem(Response response, int status, String code) {
        String what = response.asString();
        assertThat(response.statusCode()).as(what).isEqualTo(status);
        assertThat(response.contentType()).as(what).startsWith("application/problem+json");
        assertThat(response.<String>path("code")).as(what).isEqualTo(code);
        return response;
    }

    /** The answer has this status; the message shows the body when not. */
    public static Response assertStatus(Response response, int status) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        return response;
    }

    /**
     * A process may be killed, a file refused before all of it is sent, an address malformed, a header strange: a connection
     * each, of a client that sends anything.
     */
    private boolean isNear(String path, Object body) {
        return base == null
                && !(body instanceof byte[])
                && PLAIN.matcher(path).matches()
                && headers.values().stream()
                        .allMatch(value -> PLAIN_HEADER.matcher(value).matches());
    }

    private Response near(String method, String path, Object body) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putIfAbsent("Content-Type", "application/json");
        return KeptConnections.send(method, path, all, Json.text(body));
    }

    private RequestSpecification request() {
        RequestSpecification request =
                RestAssured.given().urlEncodingEnabled(false).headers(headers);
        return base == null ? request : request.baseUri(base.toString()).port(port(base));
    }

    private RequestSpecification request(Object body) {
        boolean file = body instanceof byte[];
        RequestSpecification request =
                file ? request().body((byte[]) body) : request().body(Json.text(body));
        return headers.containsKey("Content-Type")
                ? request
                : request.contentType(file ? "application/octet-stream" : "application/json");
    }

    private static int port(URI base) {
        return base.getPort() > 0 ? base.getPort() : base.getScheme().equals("https") ? 443 : 80;
    }
}
