package io.neiqin.platform.history.audit;

import io.neiqin.events.platform.HistoryEvent.HistorySealed;
import io.neiqin.platform.command.OwnWork;
import io.neiqin.platform.database.TransactionSql;
import io.neiqin.platform.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Seals what has come into the histories, every minute, and tells the head of the chain: from then on a change shows also
 * to those who keep that event. An entry that was drawn early and committed late is found because it has no seal yet. One
 * instance seals at a time; the other passes over.
 */
@ApplicationScoped
class Seals {

    private static final Logger LOG = Logger.getLogger(Seals.class);

    /** More become several seals. */
    private static final int AT_ONCE = 10_000;

    private static final String LOCK = "select pg_try_advisory_xact_lock(hashtextextended('history seal', 0)) as free";

    /** The order under a seal is by aggregate and number. */
    private static final String SEAL = """
            with before as (
              select no, head from history_seal order by no desc limit 1
            ), next as (
              select coalesce((select no from before), 0) + 1 as no
            ), sealed as (
              update history_link link set seal_no = next.no
              from next, (select aggregate_id, no from history_link where seal_no is null limit $2) open
              where link.aggregate_id = open.aggregate_id and link.no = open.no
              returning link.aggregate_id, link.no, link.chain_hash
            ), all_of_it as (
              select count(*)::int as entries, string_agg(chain_hash, ''::bytea order by aggregate_id, no) as chain_hashes
              from sealed
            )
            insert into history_seal (no, at, entries, head)
            select next.no, $1::timestamptz, entries, sha256(coalesce((select head from before), ''::bytea)
                || int8send(next.no) || int8send((extract(epoch from $1::timestamptz) * 1000000)::bigint) || chain_hashes)
            from next, all_of_it where entries > 0
            returning no, at, entries, encode(head, 'hex') as head""";

    private final OwnWork work;
    private final Outbox outbox;
    private final UUID historyId;

    Seals(OwnWork work, Outbox outbox, @ConfigProperty(name = "neiqin.topic") String topic) {
        this.work = work;
        this.outbox = outbox;
        this.historyId = idOf(topic);
    }

    /** Under which all seals of a service are told, whose own topic this is. */
    static UUID idOf(String topic) {
        return UUID.nameUUIDFromBytes(("history of " + topic).getBytes(StandardCharsets.UTF_8));
    }

    @Scheduled(every = "{neiqin.history.seal-every}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sealAll() {
        return seal().flatMap(last -> last.filter(seal -> seal.entries() == AT_ONCE)
                        .map(full -> sealAll())
                        .orElse(Uni.createFrom().voidItem()))
                .onFailure()
                .invoke(away -> LOG.warnf("the history is not sealed: %s", away.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    /** The new seal; empty where there is nothing to seal, and where another instance is at it. */
    Uni<Optional<HistorySealed>> seal() {
        return work.run(
                "seal",
                context -> Panache.getSession()
                        .flatMap(session -> TransactionSql.select(session, LOCK)
                                .map(Unchecked.function(Seals::isFree))
                                .flatMap(free -> free
                                        ? seal(session, context.at())
                                        : Uni.createFrom().item(Optional.<HistorySealed>empty())))
                        .call(made -> outbox.append(context, made.map(List::of).orElse(List.of()))));
    }

    private Uni<Optional<HistorySealed>> seal(Mutiny.Session session, Instant at) {
        return TransactionSql.select(session, SEAL, at.atOffset(ZoneOffset.UTC), AT_ONCE)
                .map(Unchecked.function(row -> row.next() ? Optional.of(asTold(row)) : Optional.empty()));
    }

    private HistorySealed asTold(ResultSet row) throws SQLException {
        return new HistorySealed(
                historyId,
                row.getInt("no"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getInt("entries"),
                row.getString("head"));
    }

    private static boolean isFree(ResultSet row) throws SQLException {
        row.next();
        return row.getBoolean("free");
    }
}
