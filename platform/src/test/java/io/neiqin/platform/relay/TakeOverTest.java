package io.neiqin.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.platform.NoteApi;
import io.neiqin.platform.Sql;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Received;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances on one database; the first freezes in the middle of its work, and wakes up too late. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class TakeOverTest {

    private static final Duration LEASE = Duration.ofSeconds(10);

    @Inject
    DataSource database;

    @Inject
    Relay own;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    private final ReentrantReadWriteLock ice = new ReentrantReadWriteLock();
    private Sql sql;
    private NoteApi notes;
    private Relay first;
    private Relay second;

    @BeforeEach
    void ready() throws InterruptedException {
        notes = NoteApi.ready();
        sql = new Sql(database);
        own.stop(new ShutdownEvent());
        sql.relayGoesOn();
        first = relay(freezing(database));
        second = relay(database);
    }

    @AfterEach
    void goOn() throws InterruptedException {
        first.stop(new ShutdownEvent());
        second.stop(new ShutdownEvent());
        sql.relayGoesOn();
        own.start(new StartupEvent());
    }

    @Test
    void leads_forLongerThanALease() {
        first.start(new StartupEvent());
        await().atMost(Duration.ofSeconds(15)).until(first::isLeading);
        long epoch = sql.number("select epoch from relay");
        second.start(new StartupEvent());

        await().during(LEASE.plusSeconds(2))
                .atMost(LEASE.plusSeconds(4))
                .until(() -> first.isLeading() && !second.isLeading());
        assertThat(sql.number("select epoch from relay")).isEqualTo(epoch);
    }

    @Test
    void takesOverFromAFrozenInstance_whichChangesNothingWhenItWakes() {
        first.start(new StartupEvent());
        await().atMost(Duration.ofSeconds(15)).until(first::isLeading);
        List<String> ids = IntStream.range(0, 10).mapToObj(i -> notes.note()).toList();
        awaitSent(Duration.ofSeconds(10));
        second.start(new StartupEvent());

        ice.writeLock().lock();
        long frozen = System.nanoTime();
        try {
            ids.forEach(id -> notes.change(id, 5));
            assertThat(first.isLeading()).isTrue();
            awaitSent(LEASE.plusSeconds(5));
            assertThat(Duration.ofNanos(System.nanoTime() - frozen)).isLessThan(LEASE.plusSeconds(5));
            assertThat(second.isLeading()).isTrue();
        } finally {
            ice.writeLock().unlock();
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> !first.isLeading());
        ids.forEach(id -> notes.change(id, 5));
        awaitSent(Duration.ofSeconds(10));

        assertThat(second.isLeading()).isTrue();
        assertThat(sql.number("select max(position) - count(*) from event_log")).isZero();
        try (EventProbe probe = EventProbe.on("neiqin.reporting")) {
            List<Received> topic = probe.all();
            ids.forEach(id -> assertThat(topic.stream()
                            .filter(EventProbe.about(id))
                            .map(Received::aggregateVersion)
                            .distinct())
                    .as("first appearances on the topic")
                    .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L));
        }
    }

    private Relay relay(DataSource its) {
        return new Relay(
                new RelayLease(its),
                new EventLog(its, 4_000_000),
                new EventSender("platform", brokers),
                1000,
                Duration.ofMillis(50),
                Duration.ofMillis(20));
    }

    /** While the ice is held, whoever wants a connection stands still, as a stopped process does. */
    private DataSource freezing(DataSource real) {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    ice.readLock().lock();
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    } finally {
                        ice.readLock().unlock();
                    }
                });
    }

    private void awaitSent(Duration atMost) {
        await().atMost(atMost)
                .pollInterval(Duration.ofMillis(100))
                .until(() ->
                        sql.number("select (select count(*) from outbox) + position - sent_position from relay") == 0);
    }
}
