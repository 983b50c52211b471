package io.neiqin.testkit.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

    @TempDir
    Path directory;

    @Test
    void start_stores_acrossRestartOfTheSameDirectory() throws Exception {
        DatabaseSettings before;
        try (PostgresServer server = PostgresServer.start(PostgresServer.Options.persistent(directory, 0))) {
            before = server.databases().create("neiqin_orders");
            execute(before, "CREATE TABLE note (text text)", "INSERT INTO note VALUES ('订单')");
            assertThat(query(before, "SHOW fsync")).isEqualTo("on");
            assertThat(query(before, "SELECT datlocale FROM pg_database WHERE datname = current_database()"))
                    .isEqualTo("C.UTF-8");
            assertThat(server.rssMb()).isPositive();
        }
        try (PostgresServer server = PostgresServer.start(PostgresServer.Options.persistent(directory, 0))) {
            DatabaseSettings after = server.databases().create("neiqin_orders");
            assertThat(after.password()).isEqualTo(before.password());
            assertThat(query(after, "SELECT text FROM note")).isEqualTo("订单");
        }
    }

    @Test
    void start_recovers_afterKill() throws Exception {
        DatabaseSettings settings;
        try (PostgresServer server = PostgresServer.start(PostgresServer.Options.persistent(directory, 0))) {
            settings = server.databases().create("neiqin_orders");
            execute(settings, "CREATE TABLE note (text text)", "INSERT INTO note VALUES ('kept')");
            server.kill();
        }
        try (PostgresServer server = PostgresServer.start(PostgresServer.Options.persistent(directory, 0))) {
            assertThat(query(server.databases().create("neiqin_orders"), "SELECT text FROM note"))
                    .isEqualTo("kept");
        }
    }

    @Test
    void relaunch_afterAnImmediateStop_hasWhatWasCommitted() throws Exception {
        try (PostgresServer server = PostgresServer.start(PostgresServer.Options.persistent(directory, 0))) {
            DatabaseSettings settings = server.databases().create("neiqin_orders");
            execute(settings, "CREATE TABLE note (text text)", "INSERT INTO note VALUES ('kept')");

            server.stopAtOnce();

            assertThat(server.isAlive()).isFalse();
            try (PostgresServer again = server.relaunch()) {
                again.awaitReady();
                assertThat(query(settings, "SELECT text FROM note")).isEqualTo("kept");
                assertThat(Files.readString(again.log())).contains("not properly shut down");
            }
        }
    }

    @Test
    void relaunch_afterKillWithABusyChildLeft_servesAgainOnTheSamePort() throws Exception {
        try (PostgresServer server = PostgresServer.start(PostgresServer.Options.persistent(directory, 0))) {
            DatabaseSettings settings = server.databases().create("neiqin_orders");
            execute(settings, "CREATE TABLE note (text text)", "INSERT INTO note VALUES ('kept')");
            // It notices only at its end that its server is gone.
            CompletableFuture.runAsync(() -> busy(settings));
            await().until(() -> busyOnes(settings).equals("1"));

            server.kill();
            assertThat(new PostgresRemains(directory.resolve("data")).attached())
                    .isPositive();
            try (PostgresServer again = server.relaunch()) {
                again.awaitReady();
                assertThat(again.port()).isEqualTo(server.port());
                assertThat(query(settings, "SELECT text FROM note")).isEqualTo("kept");
            }
        }
    }

    private static void busy(DatabaseSettings settings) {
        try {
            execute(settings, "DO $$ BEGIN FOR i IN 1..60000000 LOOP END LOOP; END $$");
        } catch (SQLException broken) {
            assertThat(broken.getMessage()).isNotBlank(); // its server was killed: that is what the test is about
        }
    }

    private static String busyOnes(DatabaseSettings settings) throws SQLException {
        return query(
                settings,
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'DO %'"
                        + " AND pid <> pg_backend_pid()");
    }

    @Test
    void create_keepsServicesApart_oneRolePerDatabase() {
        Databases databases = Infra.shared().databases();
        DatabaseSettings mine = databases.create("apart_one");
        DatabaseSettings other = databases.create("apart_two");

        assertThatThrownBy(() -> DriverManager.getConnection(other.jdbcUrl(), mine.user(), mine.password()))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
    }

    @Test
    void recreate_emptiesTheDatabase_thoughSomebodyIsConnected() throws Exception {
        Databases databases = Infra.shared().databases();
        DatabaseSettings old = databases.create("emptied");
        try (Connection connection = DriverManager.getConnection(old.jdbcUrl(), old.user(), old.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE note (text text)");
            assertThat(query(databases.recreate("emptied"), "SELECT count(*) FROM pg_tables WHERE tablename = 'note'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void start_saysSoPlainly_whenThePortIsTaken() throws IOException {
        try (ServerSocket foreign = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = foreign.getLocalPort();
            assertThatThrownBy(() -> PostgresServer.start(PostgresServer.Options.persistent(directory, port)))
                    .isInstanceOf(InfraException.class)
                    .hasMessage("Port " + port + " is taken by another program; PostgreSQL needs it or another one.");
        }
    }

    @Test
    void start_showsTheLog_whenTheServerRefuses() {
        PostgresServer.Options wrong =
                new PostgresServer.Options(directory, 0, false, List.of("no_such_setting=1"), null);
        assertThatThrownBy(() -> PostgresServer.start(wrong))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("ended while starting")
                .hasMessageContaining("no_such_setting");
    }

    @Test
    void asNobody_canRunTheServer_whereUserNamespacesAreBlocked() throws IOException {
        if (!PostgresBinaries.isRoot()) {
            assertThat(PostgresBinaries.unprivileged(directory)).isEmpty();
            return;
        }
        // JUnit's directory is closed to others; the fallback needs one that nobody can reach.
        Path open = Files.createTempDirectory("neiqin-nobody-");
        try {
            List<String> prefix = PostgresBinaries.asNobody(open);
            try (PostgresServer server =
                    PostgresServer.start(PostgresServer.Options.persistent(open, 0), open, prefix)) {
                assertThat(server.databases().create("as_nobody").port()).isEqualTo(server.port());
            }
            assertThat(Files.getAttribute(open.resolve("data/PG_VERSION"), "unix:uid"))
                    .isEqualTo(65534);
        } finally {
            ChildProcess.run(List.of("rm", "-rf", open.toString()), java.util.Map.of());
        }
    }

    private static void execute(DatabaseSettings settings, String... statements) throws SQLException {
        try (Connection connection = connect(settings);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String query(DatabaseSettings settings, String sql) throws SQLException {
        try (Connection connection = connect(settings);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(DatabaseSettings settings) throws SQLException {
        return DriverManager.getConnection(settings.jdbcUrl(), settings.user(), settings.password());
    }
}
