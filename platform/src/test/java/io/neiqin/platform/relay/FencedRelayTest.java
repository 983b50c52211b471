package io.neiqin.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.platform.NoteApi;
import io.neiqin.platform.Sql;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Half of an instance goes on: the one that sends, while the one that would prolong the lease stands still. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class FencedRelayTest {

    @Inject
    DataSource database;

    @Inject
    Relay own;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    private final ReentrantLock ice = new ReentrantLock();
    private Sql sql;
    private NoteApi notes;
    private Relay fenced;

    @BeforeEach
    void ready() throws InterruptedException {
        notes = NoteApi.ready();
        sql = new Sql(database);
        own.stop(new ShutdownEvent());
        sql.relayGoesOn();
        fenced = new Relay(
                new RelayLease(freezing(database)),
                new EventLog(database, 4_000_000),
                new EventSender("platform", brokers),
                1000,
                Duration.ofMillis(50),
                Duration.ofMillis(20));
        fenced.start(new StartupEvent());
    }

    @AfterEach
    void goOn() throws InterruptedException {
        fenced.stop(new ShutdownEvent());
        sql.relayGoesOn();
        own.start(new StartupEvent());
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("an instance that was fenced steps down, and sends nothing again")
    void stepsDown_andSendsNothing_whenAnotherRelays() {
        await().atMost(Duration.ofSeconds(15)).until(fenced::isLeading);
        await().atMost(Duration.ofSeconds(15))
                .until(() ->
                        sql.number("select (select count(*) from outbox) + position - sent_position from relay") == 0);
        String id;
        ice.lock();
        try {
            sql.relayStops();
            id = notes.note();
            sql.move();
            await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
            assertThat(fenced.isLeading()).isFalse();
        } finally {
            ice.unlock();
        }
        try (EventProbe probe = EventProbe.on("neiqin.reporting")) {
            assertThat(probe.all().stream().filter(EventProbe.about(id)).count())
                    .as("how often the other's event was sent")
                    .isZero();
        }
    }

    /** While the ice is held, whoever wants a connection stands still. */
    private DataSource freezing(DataSource real) {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    ice.lock();
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    } finally {
                        ice.unlock();
                    }
                });
    }
}
