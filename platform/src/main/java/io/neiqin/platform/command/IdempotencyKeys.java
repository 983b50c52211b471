package io.neiqin.platform.command;

import io.neiqin.platform.database.StatementParts;
import io.neiqin.platform.database.TransactionSql;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The answers already given, by caller, route and key, kept 72 hours. Everything happens in the command's own
 * transaction: a refused or crashed command leaves no key behind.
 */
@ApplicationScoped
class IdempotencyKeys {

    /**
     * A caller's key for one request.
     *
     * @param requestHash of route and content, so that a reused key is found out
     */
    record Key(String caller, String route, String key, String requestHash) {}

    private static final Duration KEPT = Duration.ofHours(72);

    /**
     * Lock and look in one statement. It looks with the eyes of its beginning, so an answer that was committed just
     * before the lock was free is not seen. Then a rule or the primary key refuses the second one, and
     * {@link #isAnswered} finds the answer.
     */
    private static final String CLAIM = """
            select pg_try_advisory_xact_lock(hashtextextended($1 || ' ' || $2 || ' ' || $3, 0)) as free,
                   request_hash, status, etag, event_version, location, body
            from (select) one left join idempotency_key on caller = $1 and route = $2 and key = $3""";

    private static final String ANSWERED =
            "select 1 from idempotency_key where caller = $1 and route = $2 and key = $3";

    private static final String ROW = "insert into idempotency_key (caller, route, key, request_hash, status, etag,"
            + " location, body, created_at, event_version) ";

    private static final String STORE = ROW + "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

    private static final String KEEP = "kept as (" + ROW
            + "select ?, ?, ?, ?, ?::int, ?, ?, ?, ?::timestamptz, aggregateversion from told order by seq desc limit 1)";

    private final Pool pool;
    private final BusinessClock clock;

    IdempotencyKeys(Pool pool, BusinessClock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * The stored answer of the same request, or null for a new one. Refuses with 409 while the same key is being
     * carried out (nothing waits), with 422 when the key belongs to another request.
     */
    Uni<Reply> claim(Mutiny.Session session, Key key) {
        return TransactionSql.select(session, CLAIM, key.caller(), key.route(), key.key())
                .map(Unchecked.function(row -> {
                    row.next();
                    if (!row.getBoolean("free")) {
                        throw Problem.conflict("in-progress");
                    }
                    return row.getString("request_hash") == null ? null : stored(key, row);
                }));
    }

    /** Whether the key has an answer by now, whatever it is; outside of the command's transaction. */
    Uni<Boolean> isAnswered(Key key) {
        return pool.preparedQuery(ANSWERED)
                .execute(Tuple.of(key.caller(), key.route(), key.key()))
                .map(rows -> rows.iterator().hasNext());
    }

    /** The answer as a part of the statement that tells the command's events. */
    StatementParts keeping(Key key, Reply reply) {
        return StatementParts.of(KEEP, values(key, reply).toArray());
    }

    /** The answer of a command that tells nothing, or in more than one go. */
    Uni<Void> store(Mutiny.Session session, Key key, Reply reply) {
        Object[] row = Stream.concat(values(key, reply), Stream.of(reply.eventVersion()))
                .toArray();
        return TransactionSql.update(session, STORE, row).replaceWithVoid();
    }

    /** Of the row, but for the event's version. */
    private Stream<Object> values(Key key, Reply reply) {
        return Stream.of(
                key.caller(),
                key.route(),
                key.key(),
                key.requestHash(),
                reply.status(),
                reply.etag(),
                reply.location(),
                reply.body(),
                clock.now().atOffset(ZoneOffset.UTC));
    }

    @Scheduled(every = "1h", delayed = "1m")
    Uni<Void> forgetOld() {
        return pool.preparedQuery("delete from idempotency_key where created_at < $1")
                .execute(Tuple.of(clock.now().minus(KEPT).atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private static Reply stored(Key key, ResultSet row) throws SQLException {
        if (!key.requestHash().equals(row.getString("request_hash"))) {
            throw Problem.rule("idempotency-key-reused");
        }
        return new Reply(
                row.getInt("status"),
                row.getString("etag"),
                row.getLong("event_version"),
                row.getString("location"),
                row.getString("body"),
                true);
    }
}
