package io.neiqin.reporting.cube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.neiqin.testkit.InfraResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.AbstractList;
import java.util.List;
import java.util.function.IntConsumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

@QuarkusTest
@WithTestResource(InfraResource.class)
class CopyTest {

    private static final Copy<Integer> NUMBERS = new Copy<>("number_of_copy_test") {
        {
            mapInteger("n", number -> number);
        }
    };

    @Inject
    DataSource database;

    @Test
    @Tag("NFR-4")
    @DisplayName("the server goes away within a COPY: the transaction can still be given up, at once")
    void endsAtOnce_whenTheServerGoesAway() throws SQLException {
        try (Connection connection = begun()) {
            int server = connection.unwrap(PGConnection.class).getBackendPID();
            // More than fits into the buffers, so that the rest is written to nobody.
            List<Integer> rows = rows(1_000_000, at -> {
                if (at == 500_000) {
                    terminate(server);
                }
            });
            assertThatThrownBy(() -> NUMBERS.execute(connection, rows)).isInstanceOf(SQLException.class);
            assertTimeoutPreemptively(
                    Duration.ofSeconds(10),
                    () -> assertThatThrownBy(connection::rollback).isInstanceOf(SQLException.class));
        }
    }

    @Test
    @DisplayName("a row that cannot be written ends the COPY, and the connection is as good as before")
    void leavesTheConnectionUsable_whenARowCannotBeWritten() throws SQLException {
        try (Connection connection = begun()) {
            List<Integer> rows = rows(10, at -> {
                if (at == 7) {
                    throw new IllegalStateException("no such row");
                }
            });
            assertThatThrownBy(() -> NUMBERS.execute(connection, rows)).hasMessageContaining("no such row");
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> connection.rollback());
        }
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("a value that has no binary form is blamed, not the connection")
    void blamesTheValue_thatHasNoBinaryForm() throws SQLException {
        Copy<LocalDate> days = new Copy<>("number_of_copy_test") {
            {
                mapDate("n", day -> day);
            }
        };
        try (Connection connection = begun()) {
            assertThatThrownBy(() -> days.execute(connection, List.of(LocalDate.MAX)))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refused -> assertThat(refused.getSQLState()).isEqualTo("22000"));
            connection.rollback();
        }
    }

    /** With the table in its own schema of temporary ones, gone with the transaction. */
    private Connection begun() throws SQLException {
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("create temporary table number_of_copy_test (n int) on commit drop");
        }
        return connection;
    }

    private void terminate(int server) {
        try (Connection other = database.getConnection();
                var statement = other.createStatement()) {
            statement.execute("select pg_terminate_backend(" + server + ", 5000)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Integer> rows(int count, IntConsumer before) {
        return new AbstractList<>() {
            @Override
            public Integer get(int at) {
                before.accept(at);
                return at;
            }

            @Override
            public int size() {
                return count;
            }
        };
    }
}
