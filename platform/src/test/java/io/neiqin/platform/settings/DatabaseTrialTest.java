package io.neiqin.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.testkit.infra.DatabaseSettings;
import io.neiqin.testkit.infra.Infra;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With the addresses that the project's own files make of the settings. */
@Timeout(60)
class DatabaseTrialTest {

    /** Whoever waits for it, waits for what will not come. */
    private static final Duration LONG = Duration.ofSeconds(10);

    private final DatabaseSettings database = Infra.shared().databases().create("trial");
    private final Map<String, String> set = new HashMap<>(database.properties());
    private final List<String> waiting = new ArrayList<>();

    @Test
    void databaseThatAnswers_isNotWaitedFor() throws Exception {
        assertThat(line(LONG)).isEmpty();
        assertThat(waiting).isEmpty();
    }

    @Test
    void wrongPasswordOrRole_isRefusedAtOnce() throws Exception {
        set.put("neiqin.db.password", "not-" + database.password());
        assertThat(line(LONG))
                .contains(
                        "The database at " + server() + "/trial refuses trial: password authentication failed for user"
                                + " \"trial\". Set NEIQIN_DB_USER and NEIQIN_DB_PASSWORD.");
        assertThat(waiting).isEmpty();
    }

    @Test
    void databaseThatDoesNotExist_isRefusedAtOnce() throws Exception {
        set.put("neiqin.db.name", "nowhere");
        assertThat(line(LONG))
                .contains("There is no such database as " + server() + "/nowhere: database \"nowhere\" does not exist."
                        + " Set NEIQIN_DB_NAME.");
        assertThat(waiting).isEmpty();
    }

    @Test
    void addressWhereNobodyAnswers_isWaitedFor_andThenGivenUp() throws Exception {
        int port = portOfNobody();
        set.put("neiqin.db.host", "127.0.0.1");
        set.put("neiqin.db.port", Integer.toString(port));
        assertThat(line(Duration.ofSeconds(1)).orElseThrow())
                .startsWith(
                        "The service does not start: for 1 s there has been no connection to the database at 127.0.0.1:"
                                + port + "/trial: ")
                .endsWith(". If it is not there, set NEIQIN_DB_HOST and NEIQIN_DB_PORT.");
        assertThat(waiting)
                .singleElement()
                .asString()
                .startsWith("Waiting up to 1 s for the database at 127.0.0.1:" + port + "/trial: ");
    }

    private Optional<String> line(Duration patience) throws InterruptedException {
        var config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(
                        new PropertiesConfigSource(
                                SettingsFiles.ofProject().platform().values(), "platform", 100),
                        new PropertiesConfigSource(Map.of("quarkus.application.name", "trial"), "service", 250),
                        new PropertiesConfigSource(set, "options", 400))
                .build();
        Report report = new Report(Locale.ENGLISH);
        return new DatabaseTrial(config, patience)
                .fault(fault -> waiting.add(report.line(fault)))
                .map(report::line);
    }

    private String server() {
        return database.host() + ":" + database.port();
    }

    private static int portOfNobody() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return taken.getLocalPort();
        }
    }
}
