package io.neiqin.journeys.fault;

import static io.neiqin.journeys.Neiqin.ORDERS;
import static io.neiqin.journeys.Neiqin.REPORTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.journeys.Neiqin;
import io.neiqin.testkit.infra.DatabaseSettings;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code kill -9} of a service, where chance will have it and at each of the points that matter. */
class KilledServiceTest {

    private static final String RELAY = "F2 kill -9 of the relay at each of its steps";
    private static final String INTAKE = "F3 kill -9 of reporting within and after its transaction";
    private static final int WORKERS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Neiqin neiqin;

    @BeforeEach
    void ready() {
        neiqin = Stage.ready();
    }

    @Test
    @DisplayName("F1 orders is killed at random points of commands: none of 20 interrupted ones is lost or done twice")
    void losesAndDoublesNothing_whenKilledAtRandom() {
        killedAtRandom(1, WORKERS, 20);
    }

    @Test
    @Tag("faults")
    @DisplayName("F1 (long) none of 1,000 interrupted commands is lost or done twice")
    void losesAndDoublesNothing_of1000InterruptedCommands() {
        killedAtRandom(1001, 4 * WORKERS, 1_000);
    }

    private void killedAtRandom(long seed, int workers, int interrupted) {
        Random random = new Random(seed);
        Run run = Run.begin("F1 kill -9 of orders at random", seed, workers);
        while (run.interrupted() < interrupted) {
            run.awaitMore(20 + random.nextInt(60));
            LockSupport.parkNanos(random.nextInt((int) TimeUnit.MILLISECONDS.toNanos(30)));
            neiqin.kill(ORDERS);
            run.timed(() -> neiqin.startAgain(ORDERS));
        }
        run.endsWell();
    }

    @Test
    @DisplayName("F1 orders is killed after its commits and before its answers: each is answered on the next try, once")
    void answersOnTheNextTry_whenKilledAfterCommitAndBeforeTheAnswer() {
        Run run = Run.begin("F1 kill -9 of orders after commit, before the answer", 2, WORKERS);
        run.awaitMore(20);
        DatabaseSettings admin = neiqin.ground().databases().settingsFor("postgres");
        try (Hold hold = Hold.commits(admin, neiqin.database(ORDERS))) {
            hold.awaitHeld(WORKERS);
            neiqin.kill(ORDERS);
        }
        run.timed(() -> neiqin.startAgain(ORDERS));
        run.awaitMore(20);
        run.endsWell();
        assertThat(run.interrupted()).isGreaterThanOrEqualTo(WORKERS);
    }

    @Test
    @DisplayName("F2 the relay is killed before it moves, before it sends, and between acknowledgement and note")
    void tellsEachOnce_whenTheRelayIsKilled() {
        Run run = Run.begin(RELAY, 3, WORKERS);
        killedAtEachStep(run);
        run.endsWell();
    }

    @Test
    @Tag("faults")
    @DisplayName("F2 (long) the relay is killed forty times")
    void tellsEachOnce_howeverOftenTheRelayIsKilled() {
        Run run = Run.begin(RELAY, 3003, WORKERS);
        for (int round = 0; round < 13; round++) {
            killedAtEachStep(run);
        }
        run.endsWell();
    }

    private void killedAtEachStep(Run run) {
        beforeTheMove(run);
        run.awaitMore(20);
        beforeTheAcknowledgement(run);
        run.awaitMore(20);
        beforeTheNote(run);
        run.awaitMore(20);
    }

    /** What is committed waits in the outbox. */
    private void beforeTheMove(Run run) {
        try (Hold hold = Hold.rows(neiqin.database(ORDERS), "relay")) {
            hold.awaitHeld(1);
            run.awaitMore(10);
            neiqin.kill(ORDERS);
        }
        run.timed(() -> neiqin.startAgain(ORDERS));
    }

    /** What is in the log waits for a broker that does not answer. */
    private void beforeTheAcknowledgement(Run run) {
        neiqin.ground().kafkaServer().freeze();
        awaitUnsent();
        neiqin.kill(ORDERS);
        neiqin.ground().kafkaServer().thaw();
        run.timed(() -> neiqin.startAgain(ORDERS));
    }

    /** The broker has what is in the log, and the note of it waits, as the next move does. */
    private void beforeTheNote(Run run) {
        neiqin.ground().kafkaServer().freeze();
        awaitUnsent();
        try (Hold hold = Hold.rows(neiqin.database(ORDERS), "relay")) {
            neiqin.ground().kafkaServer().thaw();
            hold.awaitHeld(2);
            neiqin.kill(ORDERS);
        }
        run.timed(() -> neiqin.startAgain(ORDERS));
    }

    /** What came into the log since the broker froze: what came before may have its acknowledgement already. */
    private void awaitUnsent() {
        Sql orders = Sql.of(neiqin.database(ORDERS));
        long frozenAt = orders.number("select position from relay");
        await().atMost(PATIENCE).until(() -> orders.number("select position from relay") > frozenAt);
    }

    @Test
    @DisplayName("F3 reporting is killed in the middle of a transaction, and between its commit and hearing of it")
    void figuresAreRight_whenReportingIsKilled() {
        Run run = Run.begin(INTAKE, 4, WORKERS);
        killedInTheMiddle(run);
        killedAfterCommit(run);
        run.endsWell();
    }

    @Test
    @Tag("faults")
    @DisplayName("F3 (long) reporting is killed forty times, half of them at random")
    void figuresAreRight_howeverOftenReportingIsKilled() {
        Random random = new Random(4004);
        Run run = Run.begin(INTAKE, 4004, WORKERS);
        for (int round = 0; round < 10; round++) {
            killedInTheMiddle(run);
            killedAfterCommit(run);
            for (int i = 0; i < 2; i++) {
                run.awaitMore(20 + random.nextInt(60));
                neiqin.kill(REPORTING);
                run.timed(() -> neiqin.startAgain(REPORTING));
            }
        }
        run.endsWell();
    }

    private void killedInTheMiddle(Run run) {
        // Cells come after the offsets and the versions, and before the facts.
        try (Hold hold = Hold.table(neiqin.database(REPORTING), "kpi_cell")) {
            hold.awaitHeld(1);
            neiqin.kill(REPORTING);
        }
        run.timed(() -> neiqin.startAgain(REPORTING));
        run.awaitMore(20);
    }

    private void killedAfterCommit(Run run) {
        DatabaseSettings admin = neiqin.ground().databases().settingsFor("postgres");
        try (Hold hold = Hold.commits(admin, neiqin.database(REPORTING))) {
            hold.awaitHeld(1);
            neiqin.kill(REPORTING);
        }
        run.timed(() -> neiqin.startAgain(REPORTING));
        run.awaitMore(20);
    }
}
