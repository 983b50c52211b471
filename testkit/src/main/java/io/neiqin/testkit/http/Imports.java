package io.neiqin.testkit.http;

import static io.neiqin.testkit.http.Api.assertStatus;
import static org.awaitility.Awaitility.await;

import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.pollinterval.IterativePollInterval;

/**
 * Takes files over as somebody does: uploads, waits until they were looked through, commits.
 *
 * @param api as who does it
 * @param path of the service's imports, as {@code /api/orders/imports}
 */
public record Imports(Api api, String path) {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration LAZY = Duration.ofMillis(500);

    /** The answer to an upload. */
    public Response upload(String kind, String source, byte[] file) {
        return api.newKey().post(path + "?kind=" + kind + "&source=" + source + "&fileName=" + kind, file);
    }

    /** As it is once it was looked through. */
    public Response validated(String kind, String source, String file) {
        return validated(kind, source, file.getBytes(StandardCharsets.UTF_8));
    }

    public Response validated(String kind, String source, byte[] file) {
        return reaches(assertStatus(upload(kind, source, file), 201).path("id"), "VALIDATED");
    }

    /** As it is once it was taken, without what was refused. */
    public Response committed(String kind, String source, String file) {
        return commit(validated(kind, source, file).path("id"));
    }

    public Response commit(String id) {
        assertStatus(api.newKey().post(path + "/" + id + "/commit", Map.of("skipRefused", true)), 200);
        return reaches(id, "COMMITTED");
    }

    public Response reaches(String id, String status) {
        await().atMost(PATIENCE)
                .pollInterval(IterativePollInterval.iterative(Imports::later, Duration.ofMillis(20)))
                .until(() -> api.get(path + "/" + id).<String>path("status"), status::equals);
        return api.get(path + "/" + id);
    }

    /** Small files are answered at once, and large ones are left in peace. */
    private static Duration later(Duration last) {
        return last.compareTo(LAZY) < 0 ? last.multipliedBy(2) : LAZY;
    }

    /** Line, column and code of what is wrong, in the order of the file: {@code 2 amount cell-no-number}. */
    public List<String> errors(String id) {
        return api.get(path + "/" + id + "/errors?limit=200").<List<Map<String, Object>>>path("items").stream()
                .map(error -> error.get("line") + " " + error.get("column") + " " + error.get("code"))
                .toList();
    }
}
