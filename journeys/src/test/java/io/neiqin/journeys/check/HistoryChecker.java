package io.neiqin.journeys.check;

import io.neiqin.journeys.Neiqin;
import io.neiqin.journeys.check.Finding.Code;
import io.neiqin.journeys.load.History;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * Judges a run: what was asked and answered against what all services have stored in the end. Orders that are not of
 * the history (other runs', other tests') are judged by themselves only: rows, events, facts and sums must fit together.
 */
public final class HistoryChecker {

    private static final Duration REST = Duration.ofSeconds(60);
    /** Longer than the broker takes to miss a dead consumer. */
    private static final Duration STANDSTILL = Duration.ofSeconds(20);

    private HistoryChecker() {}

    /** Waits for the system to come to rest, at most a minute, then judges. */
    public static Verdict check(Neiqin neiqin, History history) {
        return check(neiqin, history, Set.of());
    }

    /**
     * Waits for the system to come to rest, at most a minute, then judges.
     *
     * @param broken aggregates that the test has broken on purpose: they may wait, and have events that no producer
     *     knows
     */
    public static Verdict check(Neiqin neiqin, History history, Set<UUID> broken) {
        Stores stores = new Stores(neiqin);
        try {
            String unrest = awaitRest(stores);
            List<Finding> findings = new ArrayList<>();
            if (unrest != null) {
                findings.add(new Finding(Code.STUCK, "not drained: " + unrest));
            }
            findings.addAll(judge(history, stores.read(), broken));
            findings.addAll(new TraceCheck(neiqin).findings());
            return new Verdict(history, findings);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What has not come to rest after a minute, or has not moved at all for a while; null when all has. */
    private static String awaitRest(Stores stores) throws SQLException {
        long now = System.nanoTime();
        long end = now + REST.toNanos();
        long moved = now;
        String unrest = stores.unrest();
        while (unrest != null && now < end && now - moved < STANDSTILL.toNanos()) {
            LockSupport.parkNanos(Duration.ofMillis(400).toNanos());
            now = System.nanoTime();
            String still = stores.unrest();
            moved = unrest.equals(still) ? moved : now;
            unrest = still;
        }
        return unrest;
    }

    /** Pure: the findings about these tables, the ones that explain others first. */
    static List<Finding> judge(History history, Tables tables, Set<UUID> broken) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(new CommandCheck(history, tables).findings());
        findings.addAll(new ContentCheck(history, tables).findings());
        findings.addAll(new ChainCheck(tables, broken).findings());
        findings.addAll(new ConsumerCheck(tables, broken).findings());
        findings.addAll(new FactCheck(tables, broken).findings());
        findings.addAll(new DriftCheck(tables.kpis()).findings());
        return findings;
    }
}
