package io.neiqin.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.neiqin.platform.NoteApi;
import io.neiqin.platform.Sql;
import io.neiqin.testkit.InfraResource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class RelayLeaseTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    DataSource database;

    @Inject
    Relay relay;

    @Inject
    EventLog log;

    private Sql sql;
    private NoteApi notes;
    private RelayLease one;
    private RelayLease two;

    @BeforeEach
    void ready() throws InterruptedException {
        notes = NoteApi.ready();
        sql = new Sql(database);
        relay.stop(new ShutdownEvent());
        sql.relayGoesOn();
        one = new RelayLease(database);
        two = new RelayLease(database);
    }

    @AfterEach
    void goOn() {
        sql.relayGoesOn();
        relay.start(new StartupEvent());
    }

    @Test
    void hasOneHolder_whenTwoWantIt() throws SQLException {
        RelayLease.Term term = one.obtain().orElseThrow();
        assertThat(two.obtain()).isEmpty();
        assertThat(one.renew(term)).isTrue();
        assertThat(two.obtain()).isEmpty();
    }

    @Test
    void hasOneHolder_whenEightAskInTheSameMoment() throws Exception {
        var askers = Executors.newFixedThreadPool(8);
        List<Callable<Optional<RelayLease.Term>>> asks = IntStream.range(0, 8)
                .<Callable<Optional<RelayLease.Term>>>mapToObj(i -> new RelayLease(database)::obtain)
                .toList();
        long holders = 0;
        for (var answer : askers.invokeAll(asks)) {
            holders += answer.get().stream().count();
        }
        askers.shutdown();
        assertThat(holders).isEqualTo(1);
    }

    @Test
    void isTakenOver_withAHigherEpoch_afterItsEnd() throws SQLException {
        RelayLease.Term old = one.obtain().orElseThrow();
        expire();
        RelayLease.Term taken = two.obtain().orElseThrow();
        assertThat(taken.epoch()).isEqualTo(old.epoch() + 1);
        assertThat(one.renew(old)).isFalse();
        assertThat(two.renew(taken)).isTrue();
    }

    @Test
    void goesOnAtOnce_whenItsHolderStumbled() throws SQLException {
        RelayLease.Term before = one.obtain().orElseThrow();
        RelayLease.Term again = one.obtain().orElseThrow();
        assertThat(again.epoch()).isEqualTo(before.epoch() + 1);
        assertThat(one.renew(before)).isFalse();
    }

    @Test
    void movesNothingAndNotesNothing_withAnOldEpoch() throws SQLException {
        RelayLease.Term old = one.obtain().orElseThrow();
        notes.note();
        assertThat(log.move(old, 1000)).isPositive();
        expire();
        RelayLease.Term taken = two.obtain().orElseThrow();
        notes.note();
        long position = sql.number("select position from relay");
        long sent = sql.number("select sent_position from relay");

        assertThat(log.move(old, 1000)).isZero();
        assertThatThrownBy(() -> log.sent(old, position)).isInstanceOf(RelayLease.Lost.class);
        assertThatThrownBy(() -> log.unsent(old, 1)).isInstanceOf(RelayLease.Lost.class);
        assertThat(sql.number("select position from relay")).isEqualTo(position);
        assertThat(sql.number("select sent_position from relay"))
                .isEqualTo(sent)
                .isLessThan(position);
        assertThat(sql.number("select count(*) from outbox")).isEqualTo(1);

        assertThat(log.move(taken, 1000)).isEqualTo(1);
        assertThat(sql.number("select position from relay")).isEqualTo(position + 1);
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("the delivery chain is not well while nobody relays")
    void isNotWell_whileNobodyRelays() {
        await().atMost(SOON).until(() -> unwell("relayed"), "no"::equals);
        relay.start(new StartupEvent());
        try {
            await().atMost(SOON).until(() -> unwell("relayed"), "yes"::equals);
        } finally {
            stop();
        }
    }

    private String unwell(String figure) {
        return notes.api.get("/q/health/well").path("checks.find{it.name=='delivery chain'}.data." + figure);
    }

    private void stop() {
        try {
            relay.stop(new ShutdownEvent());
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private void expire() {
        sql.run("update relay set expires_at = now() - interval '1 second'");
    }
}
