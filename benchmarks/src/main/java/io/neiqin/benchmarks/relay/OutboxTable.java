package io.neiqin.benchmarks.relay;

import io.neiqin.benchmarks.Stack;
import io.neiqin.testkit.infra.DatabaseSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A service's outbox from outside: filled while its relay has no lease, then let go. */
final class OutboxTable {

    /** So many rows tell of each aggregate. */
    static final int PER_AGGREGATE = 10;

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long STEP_MS = 5;

    /** Version by version, so that the events of one aggregate lie far apart. */
    private static final String FILL = """
        insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, occurred_at, business_date,
                            actor, correlation_id, payload)
        select gen_random_uuid(), 'neiqin.orders', aggregate, version, '%s', now(), current_date, 'E004',
               gen_random_uuid()::text, replace('%s', '#order#', aggregate::text)
        from (select version, md5(%d || ' ' || n)::uuid as aggregate
              from generate_series(1, %d) version, generate_series(1, %d) n order by version, n) one\
        """;

    private final DatabaseSettings database;
    private int fills;

    OutboxTable(DatabaseSettings database) {
        this.database = database;
    }

    /** Takes the relay's lease away and throws out what it has told before. */
    void hold() {
        run("update relay set owner = 'benchmark', epoch = epoch + 1, expires_at = now() + interval '1 hour'");
        run("truncate event_log");
    }

    /** One transaction with new aggregates of {@link #PER_AGGREGATE} events each. */
    void fill(int rows) {
        run(FILL.formatted(EventBodies.TYPE, EventBodies.confirmed(), ++fills, PER_AGGREGATE, rows / PER_AGGREGATE));
    }

    /** What a server does by itself before long. */
    void vacuum() {
        run("vacuum analyze outbox");
    }

    /** Gives the lease back; returns when the relay has taken it. */
    void release() {
        run("update relay set expires_at = '-infinity'");
        await("select owner <> 'benchmark' from relay");
    }

    void awaitSent() {
        await("select position = sent_position and not exists (select 1 from outbox) from relay");
    }

    private void await(String condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (Connection connection = Stack.connect(database);
                var statement = connection.prepareStatement(condition)) {
            while (true) {
                try (var row = statement.executeQuery()) {
                    if (row.next() && row.getBoolean(1)) {
                        return;
                    }
                }
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("not in time: " + condition);
                }
                Thread.sleep(STEP_MS);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void run(String sql) {
        try (Connection connection = Stack.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
