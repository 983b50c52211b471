package io.neiqin.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import jakarta.persistence.OptimisticLockException;
import java.io.IOException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a failure of the database means to a caller, without a database. */
class DatabaseFaultsTest {

    @TestFactory
    Stream<DynamicTest> isAnOutage() {
        return Stream.of(
                        new VertxException("Timeout"),
                        new NoStackTraceThrowable("Timeout"),
                        new NoStackTraceThrowable("Connection is not active now, current status: CLOSED"),
                        new ConnectException("refused"),
                        new IOException("broken pipe"),
                        new SQLException("Sorry, acquisition timeout!"),
                        new SQLException("gone", "08006"),
                        database("57014"),
                        database("25P03"),
                        database("57P01"),
                        database("57P03"),
                        database("53300"),
                        database("53100"),
                        database("53200"),
                        database("58030"),
                        database("57P05"),
                        database("25006"),
                        database("55P03"))
                .map(failure -> means(failure, 503, "database-unavailable"));
    }

    @TestFactory
    Stream<DynamicTest> isARefusal() {
        return Stream.of(
                means(database("40001"), 409, "concurrent-change"),
                means(database("40P01"), 409, "concurrent-change"),
                means(new OptimisticLockException(), 409, "concurrent-change"),
                means(database("22021"), 400, "character-invalid"),
                means(database("22P05"), 400, "character-invalid"),
                means(taken("note__duplicate_title"), 409, "duplicate-title"));
    }

    @TestFactory
    Stream<DynamicTest> isNeither() {
        return Stream.of(
                        new IllegalStateException("select secret"),
                        new JsonParseException(null, "broken"),
                        database("42P01"),
                        new SQLException("no such table", "42P01"))
                .map(failure -> DynamicTest.dynamicTest(
                        failure.toString(),
                        () -> assertThat(DatabaseFaults.problemOf(failure)).isEmpty()));
    }

    private static DynamicTest means(Throwable failure, int status, String code) {
        return DynamicTest.dynamicTest(failure + ": " + code, () -> {
            Problem problem =
                    DatabaseFaults.problemOf(new RuntimeException(failure)).orElseThrow();
            assertThat(problem.status()).isEqualTo(status);
            assertThat(problem.code()).isEqualTo(code);
        });
    }

    private static PgException database(String state) {
        return new PgException("no text of ours", "ERROR", state, "");
    }

    private static PgException taken(String constraint) {
        return new PgException(
                "no text of ours", "ERROR", "23505", "", "", "", "", "", "", "", "", "", "", "", "", "", constraint);
    }
}
