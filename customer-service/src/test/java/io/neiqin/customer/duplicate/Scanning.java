package io.neiqin.customer.duplicate;

import static io.neiqin.customer.CustomerApi.CLERK;
import static io.neiqin.customer.CustomerApi.MANAGER;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.testkit.http.Api;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Has the file looked through as somebody does, and reads what was found. */
record Scanning(Api api) {

    static final String DUPLICATES = "/api/customer/duplicates";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** As it is at its end; waits for one that is at work. */
    Response scan() {
        AtomicReference<Response> asked = new AtomicReference<>();
        await().atMost(PATIENCE).until(() -> {
            asked.set(api.as(MANAGER).post(DUPLICATES + "/scan"));
            return asked.get().statusCode() == 201;
        });
        String path = DUPLICATES + "/scan/" + asked.get().path("id");
        await().atMost(PATIENCE)
                .until(() -> List.of("DONE", "FAILED")
                        .contains(api.as(CLERK).get(path).<String>path("status")));
        Response done = api.as(CLERK).get(path);
        assertThat(done.<String>path("status")).isEqualTo("DONE");
        return done;
    }

    /** Waiting for a judgement, over all pages. */
    List<Map<String, Object>> candidates(String who, String query) {
        List<Map<String, Object>> all = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            Response page = assertStatus(
                    api.as(who).get(DUPLICATES + "?limit=200&status=CANDIDATE&cursor=" + cursor + query), 200);
            all.addAll(page.path("items"));
            cursor = page.path("nextCursor");
        }
        return all;
    }
}
