package io.neiqin.platform.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neiqin.platform.event.EventCodec;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever is asked answers late: the identity provider, and then the producer. */
class EventFeedDeadlineTest {

    private static final long LATE_MILLIS = 4_000;

    private final Vertx vertx = Vertx.vertx();
    private EventFeed feed;

    @BeforeEach
    void ready() {
        var server = vertx.createHttpServer();
        server.requestHandler(request -> vertx.setTimer(LATE_MILLIS, late -> {
            String here = "http://127.0.0.1:" + server.actualPort();
            JsonObject answer = request.path().contains("well-known")
                    ? new JsonObject().put("token_endpoint", here + "/token")
                    : new JsonObject().put("access_token", "any").put("expires_in", 300);
            request.response().endAndForget(answer.encode());
        }));
        server.listenAndAwait(0);
        String here = "http://127.0.0.1:" + server.actualPort();
        var config = new SmallRyeConfigBuilder()
                .withDefaultValue("neiqin.feed.url.orders", here)
                .build();
        feed = new EventFeed(vertx, new EventCodec(), config, here, "neiqin-test", Optional.of("secret"));
    }

    @AfterEach
    void end() {
        vertx.closeAndAwait();
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("a question to another service ends within ten seconds, the token's included")
    void endsInAll_howeverManyAreLate() {
        long start = System.nanoTime();
        assertThatThrownBy(() -> feed.after("orders", 0, 10).await().atMost(Duration.ofSeconds(30)))
                .isInstanceOf(EventFeed.Unanswered.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(11));
    }
}
