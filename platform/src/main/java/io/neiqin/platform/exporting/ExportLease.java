package io.neiqin.platform.exporting;

import io.neiqin.platform.database.TransactionSql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * Who makes an export: one instance for as long as its lease, by the database's clock; then another begins anew. Every write
 * asks for the epoch of its term and for RUNNING, so one that was frozen, or whose export was cancelled, changes nothing.
 */
@ApplicationScoped
class ExportLease {

    /** One instance's time with an export. */
    record Term(UUID id, int epoch) {}

    /** The export is another's by now, or nobody wants it any more. */
    static final class Lost extends Exception {
        Lost() {
            super("no longer this instance's to make", null, false, false);
        }
    }

    private static final String UNTIL = "now() + interval '30 seconds'";

    private static final String TAKE = """
        update data_export set status = 'RUNNING', version = version + 1, rows = 0, lease_epoch = lease_epoch + 1,
          lease_until =\s\
        """ + UNTIL + """
         where id = (select id from data_export where status = 'QUEUED' or status = 'RUNNING' and lease_until < now()
                     order by id limit 1 for update skip locked)
        returning id, lease_epoch\
        """;

    private static final String MINE = " where id = $1 and lease_epoch = $2 and status = 'RUNNING'";

    private static final String RENEW = "update data_export set rows = $3, lease_until = " + UNTIL + MINE;

    /** A bucket may take a while for a large file. */
    private static final String STORING =
            "update data_export set rows = $3, lease_until = now() + interval '5 minutes'" + MINE;

    private static final String GIVE_BACK =
            "update data_export set status = 'QUEUED', version = version + 1, rows = 0" + MINE;

    private static final String FAIL =
            "update data_export set status = 'FAILED', version = version + 1, failure = $3, ended_at = $4" + MINE;

    private static final String END = """
        update data_export set status = 'READY', version = version + 1, rows = $3, size = $4, sha256 = $5,
          ended_at = $6, expires_at = $7\
        """ + MINE;

    private static final String EXPIRE =
            "update data_export set status = 'EXPIRED', version = version + 1 where status = 'READY' and expires_at <="
                    + " $1";

    private final Pool pool;

    ExportLease(Pool pool) {
        this.pool = pool;
    }

    /** The next one that waits, or whose instance has left it; null for none. */
    Uni<Term> take() {
        return pool.preparedQuery(TAKE).execute().map(taken -> {
            RowIterator<Row> row = taken.iterator();
            if (!row.hasNext()) {
                return null;
            }
            Row found = row.next();
            return new Term(found.getUUID("id"), found.getInteger("lease_epoch"));
        });
    }

    /** Says how far it is, and goes on; fails with {@link Lost} where it may not. */
    Uni<Void> renew(Term term, long rows) {
        return pool.preparedQuery(RENEW)
                .execute(Tuple.of(term.id(), term.epoch(), rows))
                .flatMap(written -> mine(written.rowCount()));
    }

    /** As {@link #renew}, before the file is stored. */
    Uni<Void> storing(Term term, long rows) {
        return pool.preparedQuery(STORING)
                .execute(Tuple.of(term.id(), term.epoch(), rows))
                .flatMap(written -> mine(written.rowCount()));
    }

    /** Leaves it to another time, or to another instance. */
    Uni<Void> giveBack(Term term) {
        return pool.preparedQuery(GIVE_BACK)
                .execute(Tuple.of(term.id(), term.epoch()))
                .replaceWithVoid();
    }

    /** @param code of the sentence that says why */
    Uni<Void> fail(Term term, String code, Instant at) {
        return pool.preparedQuery(FAIL)
                .execute(Tuple.of(term.id(), term.epoch(), code, at.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** In the caller's transaction; fails with {@link Lost} where it may not. */
    Uni<Void> end(Term term, long rows, long size, String sha256, Instant at, Instant expiresAt) {
        return Panache.getSession()
                .flatMap(session -> TransactionSql.update(
                        session,
                        END,
                        term.id(),
                        term.epoch(),
                        rows,
                        size,
                        sha256,
                        at.atOffset(ZoneOffset.UTC),
                        expiresAt.atOffset(ZoneOffset.UTC)))
                .flatMap(ExportLease::mine);
    }

    /** Files whose time is over are fetched no more, and swept. */
    Uni<Void> expire(Instant now) {
        return pool.preparedQuery(EXPIRE)
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private static Uni<Void> mine(int written) {
        return written > 0 ? Uni.createFrom().voidItem() : Uni.createFrom().failure(new Lost());
    }
}
