package io.neiqin.reporting.rebuild;

import static io.neiqin.testkit.http.Api.assertStatus;
import static org.awaitility.Awaitility.await;

import io.neiqin.testkit.http.Api;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;

/** Who runs the system, at work with projections. */
final class Operator {

    static final String PROJECTIONS = "/api/reporting/projections";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Api api;

    Operator(Api api) {
        this.api = api.as("root", "SYSTEM_ADMIN");
    }

    Response look() {
        return assertStatus(api.get(PROJECTIONS), 200);
    }

    Response command(String command) {
        return api.post(PROJECTIONS + "/" + command);
    }

    Response switchTo(boolean acceptDifferences) {
        return api.post(PROJECTIONS + "/switch", Map.of("acceptDifferences", acceptDifferences));
    }

    /** Begins a rebuild and waits until it could be switched to. */
    void rebuild() {
        assertStatus(command("rebuild"), 202);
        awaitReady();
    }

    void awaitReady() {
        await().atMost(PATIENCE).until(() -> "READY".equals(look().path("shadow.state")));
    }

    /** Leaves only the live projection. */
    void tidy() {
        if (look().path("shadow") != null) {
            assertStatus(command("abandon"), 200);
        }
    }
}
