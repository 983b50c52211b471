package io.neiqin.testkit.token;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.neiqin.testkit.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/**
 * An identity provider for tests: OIDC discovery and keys over real HTTP on the loopback address, and access tokens
 * (RS256) with the claims of the real one. Its token endpoint believes every client and every password.
 */
public final class TestIssuer implements AutoCloseable {

    private static final String NOTE = "neiqin.testkit.issuer.";
    private static final int LIFETIME_MINUTES = 60;
    /** For whom the tokens are: every service of the house. */
    private static final String AUDIENCE = "neiqin";

    private final String url;
    private final RsaJsonWebKey key;
    private final HttpServer server;

    private TestIssuer(String url, RsaJsonWebKey key, HttpServer server) {
        this.url = url;
        this.key = key;
        this.server = server;
    }

    /** Starts on a free port and becomes the {@link #current} one. */
    public static TestIssuer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            TestIssuer issuer = new TestIssuer(url, newKey(), server);
            String keys = new JsonWebKeySet(issuer.key).toJson(OutputControlLevel.PUBLIC_ONLY);
            server.createContext("/.well-known/openid-configuration", call -> answer(call, issuer.discovery()));
            server.createContext("/jwks", call -> answer(call, keys));
            server.createContext("/token", call -> answer(call, issuer.grant(call)));
            server.start();
            System.setProperty(NOTE + "url", url);
            System.setProperty(NOTE + "key", issuer.key.toJson(OutputControlLevel.INCLUDE_PRIVATE));
            return issuer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The issuer of the application under test, also when another class loader started it. */
    public static TestIssuer current() {
        String url = System.getProperty(NOTE + "url");
        if (url == null) {
            throw new IllegalStateException("no issuer runs; add @WithTestResource(InfraResource.class) to the test");
        }
        try {
            RsaJsonWebKey key = (RsaJsonWebKey) RsaJsonWebKey.Factory.newPublicJwk(System.getProperty(NOTE + "key"));
            return new TestIssuer(url, key, null);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The issuer URL, where discovery is found. */
    public String url() {
        return url;
    }

    /**
     * A valid token.
     *
     * @param roles as the identity provider knows them: SYSTEM_ADMIN or SYSTEM; others come from admin's events
     */
    public String tokenFor(String employeeNo, String... roles) {
        return sign(claims(employeeNo, LIFETIME_MINUTES, roles), key);
    }

    /**
     * A signed token with other claims than a proper one.
     *
     * @param changes values by claim; null takes a claim away
     */
    public String tokenWith(String employeeNo, Map<String, Object> changes) {
        JwtClaims claims = claims(employeeNo, LIFETIME_MINUTES);
        changes.forEach((claim, value) -> {
            claims.unsetClaim(claim);
            if (value != null) {
                claims.setClaim(claim, value);
            }
        });
        return sign(claims, key);
    }

    /** A token that ended an hour ago. */
    public String expired(String employeeNo, String... roles) {
        return sign(claims(employeeNo, -LIFETIME_MINUTES, roles), key);
    }

    /** A token with this issuer's name and key id, but signed with a key that is not its own. */
    public String signedByAnother(String employeeNo, String... roles) {
        RsaJsonWebKey other = newKey();
        other.setKeyId(key.getKeyId());
        return sign(claims(employeeNo, LIFETIME_MINUTES, roles), other);
    }

    /** Stops an issuer that was started here. */
    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
    }

    private JwtClaims claims(String employeeNo, int minutes, String... roles) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(url);
        claims.setAudience(AUDIENCE);
        claims.setSubject(UUID.nameUUIDFromBytes(employeeNo.getBytes(StandardCharsets.UTF_8))
                .toString());
        claims.setIssuedAtToNow();
        claims.setGeneratedJwtId();
        claims.setExpirationTimeMinutesInTheFuture(minutes);
        claims.setStringClaim("preferred_username", employeeNo.toLowerCase(Locale.ROOT));
        claims.setStringClaim("employee_no", employeeNo);
        claims.setStringListClaim("roles", List.of(roles));
        return claims;
    }

    private String discovery() {
        return Json.text(Map.of(
                "issuer",
                url,
                "jwks_uri",
                url + "/jwks",
                "token_endpoint",
                url + "/token",
                "authorization_endpoint",
                url + "/authorize",
                "response_types_supported",
                List.of("code"),
                "subject_types_supported",
                List.of("public"),
                "id_token_signing_alg_values_supported",
                List.of("RS256")));
    }

    /** Password grant: a token of the user. Client credentials: a token of the machine, with the role SYSTEM. */
    private String grant(HttpExchange call) throws IOException {
        Map<String, String> form = form(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String basic = call.getRequestHeaders().getFirst("Authorization");
        String client = basic == null
                ? form.get("client_id")
                : new String(Base64.getDecoder().decode(basic.replaceFirst("^Basic ", ""))).split(":")[0];
        String token = form.containsKey("username") ? tokenFor(form.get("username")) : tokenFor(client, "SYSTEM");
        return Json.text(Map.of("access_token", token, "token_type", "Bearer", "expires_in", LIFETIME_MINUTES * 60));
    }

    private static Map<String, String> form(String body) {
        return Arrays.stream(body.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8), (a, b) -> b));
    }

    private static void answer(HttpExchange call, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("Content-Type", "application/json");
        call.sendResponseHeaders(200, body.length);
        call.getResponseBody().write(body);
        call.close();
    }

    private static RsaJsonWebKey newKey() {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(UUID.randomUUID().toString());
            key.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
            key.setUse("sig");
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sign(JwtClaims claims, RsaJsonWebKey key) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setHeader("typ", "JWT");
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
