package io.neiqin.platform.observation;

import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.platform.NoteApi;
import io.neiqin.testkit.InfraResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A consumer has failed, and its channel with it: the application must be started again, so this has its own. */
@QuarkusTest
@WithTestResource(InfraResource.class)
@TestProfile(StoppedChannelTest.ItsOwn.class)
class StoppedChannelTest {

    public static class ItsOwn implements QuarkusTestProfile {}

    @Test
    void takesTheServiceOutOfRotation_andKillsNothing() {
        NoteApi notes = NoteApi.hired(io.neiqin.testkit.events.EventFeeder.connect());
        notes.feeder.publish("neiqin.expenses", "fine", Map.of(), "{}");
        assertStatus(notes.api.get("/q/health/ready"), 200);
        assertThat(notes.api.get("/q/metrics").asString()).contains("neiqin_channel_stopped{channel=\"fragile\"} 0.0");

        notes.feeder.publish("neiqin.expenses", "break", Map.of(), "{}");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> notes.api.get("/q/health/ready").statusCode() == 503);
        assertThat(notes.api.get("/q/health/ready").<String>path("checks.find{it.name=='channels'}.data.fragile"))
                .isEqualTo("stopped");
        assertThat(notes.api.get("/q/metrics").asString())
                .contains("neiqin_channel_stopped{channel=\"fragile\"} 1.0")
                .contains("neiqin_channel_stopped{channel=\"products\"} 0.0");
        assertThat(assertStatus(notes.api.get("/q/health/well"), 503)
                        .<String>path("checks.find{it.name=='delivery chain'}.data.'channel fragile'"))
                .isEqualTo("stopped");
        assertStatus(notes.api.get("/q/health/live"), 200);
        assertStatus(notes.write(NoteApi.body()), 201);
    }
}
