package io.neiqin.platform;

import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.neiqin.testkit.events.EventFeeder;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The database is there, but answers late or not at all. */
@QuarkusTest
@WithTestResource(OutageInfra.class)
class SlowDatabaseTest {

    private static NoteApi notes;

    @Inject
    DataSource database;

    @BeforeEach
    void ready() {
        if (notes == null) {
            notes = NoteApi.hired(EventFeeder.connect(OutageInfra.kafka()));
        }
    }

    @Test
    @DisplayName("a statement that takes too long is given up, and nothing is kept")
    void endsAStatement_thatTakesTooLong() {
        Map<String, Object> body = NoteApi.body();
        body.put("seconds", 60.0);
        new Stored(database).unchangedBy(() -> refusedInTime(() -> notes.write(body)));
    }

    @Test
    @DisplayName("a request that gets no connection in time is told to come again")
    void shedsLoad_whenAllConnectionsAreTaken() throws Exception {
        var callers = Executors.newFixedThreadPool(60);
        Callable<Response> call = () -> {
            Map<String, Object> body = NoteApi.body();
            body.put("seconds", 1.5);
            return notes.write(body);
        };
        List<Integer> answers = new ArrayList<>();
        for (var future : callers.invokeAll(Collections.nCopies(60, call))) {
            answers.add(future.get().statusCode());
        }
        callers.shutdown();
        assertThat(answers).containsOnly(201, 503);
        assertStatus(notes.write(NoteApi.body()), 201);
    }

    @Test
    @DisplayName("an instance that is frozen in the middle of a transaction loses its rows to the others")
    void takesTheRows_fromATransactionThatStandsStill() throws SQLException {
        String id = notes.note();
        try (Connection frozen = database.getConnection()) {
            frozen.setAutoCommit(false);
            Sql.prepare(frozen, "update note set title = title where id = ?", UUID.fromString(id))
                    .execute();
            assertProblem(notes.change(id, 1), 503, "database-unavailable");
            await().atMost(OutageInfra.STANDSTILL.multipliedBy(2))
                    .until(() -> notes.change(id, 1).statusCode() == 200);
            assertThatThrownBy(frozen::commit).isInstanceOf(SQLException.class);
        }
    }

    private static Response refusedInTime(Supplier<Response> request) {
        long start = System.nanoTime();
        Response refused = assertProblem(request.get(), 503, "database-unavailable");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(OutageInfra.PATIENCE.multipliedBy(4));
        assertThat(refused.header("Retry-After")).isEqualTo("2");
        return refused;
    }
}
