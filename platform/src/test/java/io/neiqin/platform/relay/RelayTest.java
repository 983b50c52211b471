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
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class RelayTest {

    private static final String INSERT = """
        insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, occurred_at, business_date,
            actor, correlation_id, payload)
        values (?, 'neiqin.reporting', ?, 1, 'neiqin.reporting.note-written.v1', now(), '2026-11-21', 'E001',
            'test', '{}')\
        """;

    @Inject
    DataSource database;

    @Inject
    Relay relay;

    @Inject
    EventLog log;

    @Inject
    EventSender sender;

    private Sql sql;
    private NoteApi notes;

    @BeforeEach
    void ready() throws InterruptedException {
        notes = NoteApi.ready();
        sql = new Sql(database);
        relay.stop(new ShutdownEvent());
    }

    @AfterEach
    void goOn() {
        sql.relayGoesOn();
        relay.start(new StartupEvent());
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("the topic holds what the log holds: all of it, in order, without a gap")
    void sendsTheWholeLog_inOrder() {
        goOn();
        List<String> ids = IntStream.range(0, 20).mapToObj(i -> notes.note()).toList();
        ids.forEach(id -> notes.change(id, 3));
        awaitDrained();
        List<LoggedEvent> logged = all();
        assertThat(logged)
                .extracting(LoggedEvent::position)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, logged.size()).boxed().toList());
        try (EventProbe probe = EventProbe.on("neiqin.reporting")) {
            List<Received> topic = probe.all().stream()
                    .filter(EventProbe.from("/neiqin/platform"))
                    .toList();
            assertThat(Set.copyOf(topic.stream().map(Received::id).toList()))
                    .isEqualTo(Set.copyOf(
                            logged.stream().map(event -> event.id().toString()).toList()));
            ids.forEach(id ->
                    assertTold(id, topic.stream().filter(EventProbe.about(id)).toList()));
        }
    }

    private static void assertTold(String id, List<Received> events) {
        assertThat(events).extracting(Received::aggregateVersion).containsExactly(1L, 2L, 3L, 4L);
        assertThat(events).extracting(Received::key).containsOnly(id);
        assertThat(events).extracting(Received::position).isSorted();
        assertThat(events.get(0).attribute("actor")).isEqualTo(NoteApi.CLERK);
        assertThat(events.get(0).attribute("specversion")).isEqualTo("1.0");
        assertThat(events.get(0).attribute("source")).isEqualTo("/neiqin/platform");
        assertThat(events.get(0).body().path("noteId").asText()).isEqualTo(id);
    }

    @Test
    void skipsNothing_whenAnEarlyNumberCommitsLate() throws SQLException {
        awaitMoved();
        long before = sql.number("select position from relay");
        RelayLease.Term term = new RelayLease(database).obtain().orElseThrow();
        UUID late = UUID.randomUUID();
        UUID early = UUID.randomUUID();
        try (Connection open = database.getConnection()) {
            open.setAutoCommit(false);
            Sql.prepare(open, INSERT, late, late).execute();
            sql.run(INSERT, early, early);
            assertThat(sql.number("select count(*) from outbox")).isEqualTo(1);
            assertThat(log.move(term, 100)).isEqualTo(1);
            assertThat(log.move(term, 100)).isZero();
            open.commit();
            assertThat(log.move(term, 100)).isEqualTo(1);
        }
        assertThat(log.after(before, 10)).extracting(LoggedEvent::id).containsExactly(early, late);
        assertThat(log.after(before, 10)).extracting(LoggedEvent::position).containsExactly(before + 1, before + 2);
    }

    @Test
    void sendsAgain_whenItDiedBetweenAcknowledgementAndNote() throws Exception {
        String id = notes.note();
        notes.change(id, 4);
        RelayLease.Term term = new RelayLease(database).obtain().orElseThrow();
        log.move(term, 1000);
        sender.begin(log.unsent(term, 1000)).await();
        goOn();
        awaitDrained();
        try (EventProbe probe = EventProbe.on("neiqin.reporting")) {
            List<Received> topic = probe.await(10, EventProbe.about(id), Duration.ofSeconds(20));
            assertThat(topic)
                    .extracting(Received::aggregateVersion)
                    .containsExactly(1L, 2L, 3L, 4L, 5L, 1L, 2L, 3L, 4L, 5L);
            assertThat(topic.stream().map(Received::id).distinct()).hasSize(5);
        }
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("of a backlog of many batches nothing is left out, sent twice or overtaken")
    void sendsABacklog_batchByBatch() throws Exception {
        assertSentOnce(backlog(), log);
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("a batch that cannot be read in advance is read in its turn, and the one before it is not sent again")
    void sendsNothingAgain_whenTheNextCannotBeReadYet() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        assertSentOnce(backlog(), new EventLog(failing(() -> connections.incrementAndGet() == 2), 4_000_000));
        assertThat(connections.get()).isGreaterThan(2);
    }

    /** A note of 41 versions, in the log and not sent. */
    private String backlog() {
        String id = notes.note();
        notes.change(id, 40);
        sql.move();
        return id;
    }

    private void assertSentOnce(String id, EventLog from) throws Exception {
        sql.relayGoesOn();
        Relay inSevens =
                new Relay(new RelayLease(database), from, sender, 7, Duration.ofMillis(50), Duration.ofMillis(20));
        inSevens.start(new StartupEvent());
        try {
            awaitDrained();
        } finally {
            inSevens.stop(new ShutdownEvent());
        }
        try (EventProbe probe = EventProbe.on("neiqin.reporting")) {
            assertThat(probe.all().stream().filter(EventProbe.about(id)).map(Received::aggregateVersion))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 41).boxed().toList());
        }
    }

    /** The database, but for connections of the sending loop that are to fail. */
    private DataSource failing(BooleanSupplier now) {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (Thread.currentThread().getName().equals("relay-send") && now.getAsBoolean()) {
                        throw new SQLException("not now");
                    }
                    return method.invoke(database, arguments);
                });
    }

    @Test
    void goesOnAtOnce_afterAnOrderlyHandOver() throws SQLException {
        assertThat(new RelayLease(database).obtain())
                .as("the stopped relay has released its lease")
                .isPresent();
    }

    /** The stopped relay may have left something. */
    private void awaitMoved() throws SQLException {
        RelayLease lease = new RelayLease(database);
        RelayLease.Term term = lease.obtain().orElseThrow();
        while (log.move(term, 1000) > 0) {
            // the rest
        }
        lease.release(term);
    }

    private void awaitDrained() {
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        sql.number("select (select count(*) from outbox) + position - sent_position from relay") == 0);
    }

    private List<LoggedEvent> all() {
        List<LoggedEvent> all = new ArrayList<>();
        try {
            for (List<LoggedEvent> page = log.after(0, 500);
                    !page.isEmpty();
                    page = log.after(all.get(all.size() - 1).position(), 500)) {
                all.addAll(page);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return all;
    }
}
