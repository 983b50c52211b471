package io.neiqin.platform.command;

import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.ZoneOffset;
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
     * before the lock was free is not seen; then the primary key refuses the second one.
     */
    private static final String CLAIM = """
            select pg_try_advisory_xact_lock(hashtextextended(:caller || ' ' || :route || ' ' || :key, 0)) as free,
                   request_hash, status, etag, event_version, location, body
            from (select) one left join idempotency_key on caller = :caller and route = :route and key = :key""";

    private static final String STORE = """
            insert into idempotency_key
              (caller, route, key, request_hash, status, etag, event_version, location, body, created_at)
            values (:caller, :route, :key, :hash, :status, :etag, :eventVersion, cast(:location as text), :body, :at)""";

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
        return session.createNativeQuery(CLAIM, Object[].class)
                .setParameter("caller", key.caller())
                .setParameter("route", key.route())
                .setParameter("key", key.key())
                .getSingleResult()
                .map(row -> {
                    if (!(Boolean) row[0]) {
                        throw Problem.conflict("in-progress");
                    }
                    return row[1] == null ? null : stored(key, row);
                });
    }

    Uni<Void> store(Mutiny.Session session, Key key, Reply reply) {
        return session.createNativeQuery(STORE)
                .setParameter("caller", key.caller())
                .setParameter("route", key.route())
                .setParameter("key", key.key())
                .setParameter("hash", key.requestHash())
                .setParameter("status", reply.status())
                .setParameter("etag", reply.etag())
                .setParameter("eventVersion", reply.eventVersion())
                .setParameter("location", reply.location())
                .setParameter("body", reply.body())
                .setParameter("at", clock.now())
                .executeUpdate()
                .replaceWithVoid();
    }

    @Scheduled(every = "1h", delayed = "1m")
    Uni<Void> forgetOld() {
        return pool.preparedQuery("delete from idempotency_key where created_at < $1")
                .execute(Tuple.of(clock.now().minus(KEPT).atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private static Reply stored(Key key, Object[] row) {
        if (!key.requestHash().equals(row[1])) {
            throw Problem.rule("idempotency-key-reused");
        }
        return new Reply(
                (Integer) row[2],
                (String) row[3],
                ((Number) row[4]).longValue(),
                (String) row[5],
                (String) row[6],
                true);
    }
}
