package io.neiqin.journeys.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.journeys.Neiqin;
import io.neiqin.testkit.infra.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Services as they are shipped, with settings that are missing or wrong: nothing else is there, and nothing is asked. */
@Timeout(60)
class WrongSettingsTest {

    /** As sysexits.h has it. */
    private static final int WRONG_SETTINGS = 78;

    private static final int ENDED_BY_TERM = 128 + 15;

    private static final List<String> QUICK = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    @Test
    void start_isRefused_withAllFaultsInPlainWords() throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put("LC_ALL", "C");
        environment.put("NEIQIN_DB_HOST", "localhost");
        environment.put("NEIQIN_DB_PORT", "54x");
        environment.put("NEIQIN_OIDC_URL", "id.example.com");
        environment.put("NEIQIN_CLOCK_FILE", "target/clock");
        environment.put("NEIQIN_RELAY_BACH", "5");
        environment.put("NEIQIN_ORDER_LIMIT_CNY", "-1");
        environment.put("QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE", "0");
        environment.put("NEIQIN_FILES_FOLDER", "target/files");
        List<String> jvm = List.of(
                "-Dneiqin.approval.otherwise=role:BOSS",
                "-Dneiqin.deadline.kind.order-clarification.measure=DAYS",
                "-Dneiqin.files.folderr=/data");
        assertThat(output(Neiqin.ORDERS, environment, jvm))
                .startsWith("orders does not start: 11 of its settings have to be put right.")
                .endsWith("Every setting is described in docs/configuration.md.")
                .hasSize(13)
                .anySatisfy(line -> assertThat(line)
                        .isEqualTo("  neiqin.db.port cannot be \"54x\". Expected: a port from 1 to 65535, as 5432."
                                + " Set NEIQIN_DB_PORT."))
                .anyMatch(line -> line.startsWith("  neiqin.db.password is missing."))
                .anyMatch(line -> line.startsWith("  neiqin.kafka is missing."))
                .anyMatch(line -> line.startsWith("  neiqin.oidc.url cannot be \"id.example.com\"."))
                .anyMatch(line -> line.startsWith("  neiqin.clock.file is for tests and the local run"))
                .anyMatch(line -> line.startsWith("  neiqin.order.limit.CNY cannot be \"-1\"."))
                .anyMatch(line -> line.startsWith("  quarkus.datasource.reactive.max-size cannot be \"0\"."))
                .anyMatch(line -> line.startsWith("  neiqin.approval.otherwise cannot be \"role:BOSS\"."))
                .anyMatch(line ->
                        line.startsWith("  neiqin.deadline.kind.order-clarification.measure cannot be \"DAYS\"."))
                .contains(
                        "  NEIQIN_RELAY_BACH is no setting of this service. Is NEIQIN_RELAY_BATCH meant?",
                        "  neiqin.files.folderr is no setting of this service. Is neiqin.files.folder meant?");
    }

    @Test
    void startWithoutSettings_isRefused_inTheLanguageOfTheEnvironment() throws Exception {
        assertThat(output(
                        Neiqin.REPORTING,
                        Map.of("LC_ALL", "zh_CN.UTF-8", "NEIQIN_FILES_FOLDER", "target/files"),
                        List.of()))
                .startsWith("reporting 未启动：有 4 项配置需要更正。")
                .hasSize(6)
                .anyMatch(line -> line.startsWith("  缺少 neiqin.db.host。"));
    }

    @Test
    void startThatWaitsForItsDatabase_canBeEnded() throws Exception {
        Map<String, String> environment = Map.of(
                "LC_ALL", "C",
                "NEIQIN_DB_HOST", "127.0.0.1",
                "NEIQIN_DB_PORT", "1",
                "NEIQIN_DB_PASSWORD", "secret",
                "NEIQIN_KAFKA", "127.0.0.1:1",
                "NEIQIN_OIDC_URL", "http://127.0.0.1:1/realms/neiqin",
                "NEIQIN_FILES_FOLDER", "target/files");
        Path log = log(Neiqin.ORDERS);
        try (ServiceProcess waiting = launch(Neiqin.ORDERS, environment, List.of(), log)) {
            while (waiting.process().isAlive() && !Files.readString(log).contains("Waiting up to 30 s")) {
                Thread.sleep(50);
            }
            assertThat(Files.readString(log))
                    .contains("Waiting up to 30 s for the database at 127.0.0.1:1/neiqin_orders: ");
            waiting.process().stop();
            assertThat(waiting.process().awaitEnd()).isEqualTo(ENDED_BY_TERM);
        }
    }

    /** What it writes until it ends; it ends by itself, with the status for wrong settings. */
    private static List<String> output(String service, Map<String, String> environment, List<String> jvm)
            throws IOException, InterruptedException {
        Path log = log(service);
        try (ServiceProcess refused = launch(service, environment, jvm, log)) {
            assertThat(refused.process().awaitEnd()).isEqualTo(WRONG_SETTINGS);
        }
        // Of variables that the build itself was given, as NEIQIN_IMPORT, it only tells.
        return Files.readAllLines(log).stream()
                .filter(line -> !line.startsWith("The environment variable "))
                .filter(line -> !line.startsWith("环境变量 "))
                .toList();
    }

    private static Path log(String service) throws IOException {
        Path log = Path.of("target", "logs", service + "-refused.log");
        Files.deleteIfExists(log);
        return log;
    }

    private static ServiceProcess launch(String service, Map<String, String> environment, List<String> jvm, Path log) {
        var options = new ArrayList<>(QUICK);
        options.addAll(jvm);
        Path jar = Path.of("..", service + "-service", "target", "quarkus-app", "quarkus-run.jar");
        return ServiceProcess.launch(
                new ServiceProcess.Options(service + "-refused", jar, 0, 128, environment, log, options));
    }
}
