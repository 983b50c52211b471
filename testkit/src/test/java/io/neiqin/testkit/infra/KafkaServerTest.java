package io.neiqin.testkit.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neiqin.testkit.events.EventFeeder;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Received;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaServerTest {

    @TempDir
    Path directory;

    @Test
    void start_keepsRecords_acrossRestartOfTheSameDirectory() {
        try (KafkaServer server = KafkaServer.start(KafkaServer.Options.persistent(directory, 0));
                EventFeeder feeder = EventFeeder.connect(server.bootstrapServers())) {
            feeder.publish("neiqin.orders", "key", Map.of("id", "1"), "{\"n\":1}");
            assertThat(server.rssMb()).isPositive();
        }
        try (KafkaServer server = KafkaServer.start(KafkaServer.Options.persistent(directory, 0));
                EventProbe probe = EventProbe.on(server.bootstrapServers(), "neiqin.orders")) {
            Received event = probe.await(any -> true, Duration.ofSeconds(10));
            assertThat(event.key()).isEqualTo("key");
            assertThat(event.body().get("n").asInt()).isEqualTo(1);
        }
    }

    @Test
    void relaunch_afterKill_keepsPortAndRecords() throws Exception {
        try (KafkaServer server = KafkaServer.start(KafkaServer.Options.persistent(directory, 0));
                EventFeeder feeder = EventFeeder.connect(server.bootstrapServers())) {
            feeder.publish("neiqin.orders", "key", Map.of("id", "1"), "{\"n\":1}");
            server.kill();
            assertThat(server.awaitEnd()).isEqualTo(137);

            try (KafkaServer again = server.relaunch()) {
                again.awaitReady();
                assertThat(again.bootstrapServers()).isEqualTo(server.bootstrapServers());
                try (EventProbe probe = EventProbe.on(again.bootstrapServers(), "neiqin.orders")) {
                    assertThat(probe.await(any -> true, Duration.ofSeconds(10)).key())
                            .isEqualTo("key");
                }
            }
        }
    }

    @Test
    void start_saysSoPlainly_whenThePortIsTaken() throws IOException {
        try (ServerSocket foreign = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = foreign.getLocalPort();
            assertThatThrownBy(() -> KafkaServer.start(KafkaServer.Options.persistent(directory, port)))
                    .isInstanceOf(InfraException.class)
                    .hasMessage("Port " + port + " is taken by another program; Kafka needs it or another one.");
        }
    }
}
