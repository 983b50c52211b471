package io.neiqin.journeys.fault;

import static io.neiqin.journeys.Neiqin.ORDERS;
import static io.neiqin.journeys.Neiqin.REPORTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.journeys.Neiqin;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An instance stands still for longer than the others wait for it, and then goes on as if nothing had happened. */
class FrozenServiceTest {

    private static final String CONSUMER = "F4 consumer frozen in a transaction, replaced, thawed";
    private static final String RELAY = "F4 relay frozen beyond its lease, replaced, thawed";
    private static final int WORKERS = 6;
    /** Session of the consumer or term of the lease, 10 s each, and what an open transaction may stay open. */
    private static final Duration TAKEOVER = Duration.ofSeconds(60);

    private Neiqin neiqin;

    @BeforeEach
    void ready() {
        neiqin = Stage.ready();
    }

    @Test
    @DisplayName("F4 a consumer frozen in the middle of a transaction is replaced, and writes nothing when it wakes up")
    void writesNothing_aConsumerThatWakesUp() {
        frozenConsumer(Run.begin(CONSUMER, 5, WORKERS), 1);
    }

    @Test
    @DisplayName("F4 a relay frozen beyond its lease is replaced, and moves nothing when it wakes up")
    void movesNothing_aRelayThatWakesUp() {
        frozenRelay(Run.begin(RELAY, 6, WORKERS), 1);
    }

    @Test
    @Tag("faults")
    @DisplayName("F4 (long) ten consumers and ten relays, one after the other")
    void changesNothing_whoeverWakesUp() {
        frozenConsumer(Run.begin(CONSUMER, 5005, WORKERS), 10);
        neiqin = Stage.ready();
        frozenRelay(Run.begin(RELAY, 6006, WORKERS), 10);
    }

    private void frozenConsumer(Run run, int times) {
        for (int i = 0; i < times; i++) {
            run.awaitMore(20);
            // Its transaction waits for the cells when it is frozen, and has the locks on its offsets and orders.
            try (Hold hold = Hold.table(neiqin.database(REPORTING), "kpi_cell")) {
                hold.awaitHeld(1);
                neiqin.freeze(REPORTING);
            }
            String other = neiqin.join(REPORTING);
            run.timed(this::awaitCaughtUp);
            neiqin.thaw(REPORTING);
            run.awaitMore(50);
            awaitCaughtUp();
            neiqin.leave(other);
        }
        run.endsWell();
    }

    /** Who waits for the frozen one's locks has the topic's events, or none is taken. */
    private void awaitCaughtUp() {
        Sql orders = Sql.of(neiqin.database(ORDERS));
        int told = orders.number("select sent_position from relay");
        await().atMost(TAKEOVER).until(() -> applied() >= told);
    }

    /** Each applied event has moved the version of its aggregate by one. */
    private int applied() {
        String versions = "select coalesce(sum(version), 0) from applied_version";
        return Sql.of(neiqin.database(REPORTING)).number(versions);
    }

    private void frozenRelay(Run run, int times) {
        for (int i = 0; i < times; i++) {
            run.awaitMore(20);
            Sql orders = Sql.of(neiqin.database(ORDERS));
            int epoch = orders.number("select epoch from relay");
            String other = neiqin.join(ORDERS);
            run.awaitMore(20);
            neiqin.freeze(ORDERS);
            run.timed(() -> await().atMost(TAKEOVER).until(() -> orders.number("select epoch from relay") > epoch));
            int sent = orders.number("select sent_position from relay");
            run.awaitMore(20);
            await().atMost(TAKEOVER).until(() -> orders.number("select sent_position from relay") > sent);
            neiqin.thaw(ORDERS);
            run.awaitMore(50);
            assertThat(orders.number("select epoch from relay")).isGreaterThan(epoch);
            neiqin.leave(other);
        }
        run.endsWell();
    }
}
