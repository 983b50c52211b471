package io.neiqin.platform.feed;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.MultiMap;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import java.time.Duration;

/**
 * The access token of this service's own account (client credentials), asked for when it is needed and kept until
 * shortly before its end. The service starts and works without an identity provider; only its questions wait.
 */
final class MachineToken {

    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final long DEADLINE = EventFeed.DEADLINE.toMillis();

    private record Held(String token, long endNanos) {}

    private final WebClient http;
    private final String identityProvider;
    private final String clientId;
    private final String secret;
    private volatile Held held;

    /** @param secret null for a service without an account */
    MachineToken(WebClient http, String identityProvider, String clientId, String secret) {
        this.http = http;
        this.identityProvider = identityProvider;
        this.clientId = clientId;
        this.secret = secret;
    }

    boolean isPossible() {
        return secret != null;
    }

    Uni<String> get() {
        Held now = held;
        if (now != null && now.endNanos() - System.nanoTime() > 0) {
            return Uni.createFrom().item(now.token());
        }
        return http.getAbs(identityProvider + DISCOVERY)
                .timeout(DEADLINE)
                .send()
                .map(MachineToken::read)
                .flatMap(provider -> http.postAbs(provider.getString("token_endpoint"))
                        .basicAuthentication(clientId, secret)
                        .timeout(DEADLINE)
                        .sendForm(MultiMap.caseInsensitiveMultiMap().set("grant_type", "client_credentials")))
                .map(MachineToken::read)
                .map(this::keep)
                .onFailure()
                .transform(away -> new EventFeed.Unanswered("no token: " + away.getMessage()));
    }

    void forget() {
        held = null;
    }

    private String keep(JsonObject grant) {
        Duration lifetime = Duration.ofSeconds(grant.getLong("expires_in", 0L))
                .multipliedBy(4)
                .dividedBy(5);
        held = new Held(grant.getString("access_token"), System.nanoTime() + lifetime.toNanos());
        return held.token();
    }

    private static JsonObject read(HttpResponse<Buffer> answer) {
        if (answer.statusCode() != 200) {
            throw new EventFeed.Unanswered("the identity provider answers " + answer.statusCode());
        }
        return answer.bodyAsJsonObject();
    }
}
