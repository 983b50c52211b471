package io.neiqin.platform.history;

import io.neiqin.platform.database.StatementParts;
import io.neiqin.platform.database.TransactionSql;
import io.neiqin.platform.database.Written;
import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Turns what a command has done to its aggregates into entries of their histories. Asked after the last flush: whoever has
 * written an aggregate's row has it locked until the commit, and reads the entry before his own.
 */
public final class Recording {

    /**
     * Chained to the last link, under the first number after it: that of an entry which somebody has moved, cut off or
     * inserted is not followed, and does not stop the business.
     */
    private static final String ENTRY = """
            history_last%1$d as (
              select no, chain_hash from history_link where aggregate_id = ?::uuid and no < 2147483647
              order by no desc limit 1
            ), history_next%1$d as (
              with recursive tried (no) as (
                select coalesce((select no from history_last%1$d), 0) + 1 union all
                select tried.no + 1 from tried
                join history_entry taken on taken.aggregate_id = ?::uuid and taken.no = tried.no
              ) select max(no) as no from tried
            ), history_new%1$d as (
              insert into history_entry (aggregate_type, aggregate_id, no, at, business_date, actor, roles, command, reason,
                  request_id, causation_id, version, changes, content_hash, chain_hash)
              select ?, ?::uuid, (select no from history_next%1$d), ?::timestamptz, ?::date, ?, ?,
                  ?, ?, ?, ?, ?::int, ?, hash, sha256(coalesce((select chain_hash from history_last%1$d), '') || hash)
              from (select decode(?, 'hex') as hash) content
              returning aggregate_id, no, chain_hash
            ), history_link%1$d as (
              insert into history_link (aggregate_id, no, chain_hash)
              select aggregate_id, no, chain_hash from history_new%1$d
            )""";

    /** The first entries of new aggregates, which nobody else knows yet. */
    private static final String FIRST_ENTRIES = """
            with entry as (
              select *, sha256(decode(hash, 'hex')) as chain
              from unnest($1::text[], $2::uuid[], $3::date[], $4::int[], $5::text[], $6::text[])
                as e(type, id, day, version, changes, hash)
            ), history_new as (
              insert into history_entry (aggregate_type, aggregate_id, no, at, business_date, actor, roles, command, reason,
                  request_id, causation_id, version, changes, content_hash, chain_hash)
              select type, id, 1, $7, day, $8, $9, $10, $11, $12, null, version, changes, decode(hash, 'hex'), chain
              from entry
            )
            insert into history_link (aggregate_id, no, chain_hash) select id, 1, chain from entry""";

    private Recording() {}

    /** A new aggregate and who has entered it how. */
    public record Begun(Recorded aggregate, Deed deed) {}

    /**
     * Writes the first entries of many new aggregates, after the flush.
     *
     * @param all by the same person with the same command at the same time; their days may differ
     */
    public static Uni<Void> begin(Mutiny.Session session, List<Begun> all) {
        if (all.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Entry> entries = all.stream()
                .map(begun -> new Entry(
                        begun.aggregate().historyType(),
                        begun.aggregate().id(),
                        1,
                        begun.aggregate().version(),
                        begun.deed(),
                        Changes.between(
                                Snapshot.NOTHING, Snapshot.of(begun.aggregate().recorded()))))
                .toList();
        Deed deed = all.get(0).deed();
        return TransactionSql.update(
                        session,
                        FIRST_ENTRIES,
                        entries.stream().map(Entry::type).toArray(String[]::new),
                        entries.stream().map(Entry::id).toArray(UUID[]::new),
                        entries.stream()
                                .map(entry -> entry.deed().businessDate())
                                .toArray(LocalDate[]::new),
                        entries.stream().map(Entry::version).toArray(Integer[]::new),
                        entries.stream().map(entry -> entry.changes().write()).toArray(String[]::new),
                        entries.stream()
                                .map(entry -> HexFormat.of().formatHex(entry.contentHash()))
                                .toArray(String[]::new),
                        deed.at().atOffset(ZoneOffset.UTC),
                        deed.actor(),
                        Entry.text(deed.roles()),
                        deed.command(),
                        deed.reason(),
                        deed.requestId())
                .replaceWithVoid();
    }

    /** An aggregate as it was: what {@link Recorded#recorded()} said. */
    public record Before(int version, Object values) {

        public static Before of(Recorded aggregate) {
            return new Before(aggregate.version(), aggregate.recorded());
        }
    }

    /**
     * The entries to write, none for what is as it was.
     *
     * @param watched how they were before; what is not there has to be new
     * @throws IllegalStateException when an aggregate was changed that nobody had watched
     */
    public static StatementParts of(Mutiny.Session session, Deed deed, Map<Recorded, Before> watched) {
        Set<Recorded> written = new LinkedHashSet<>(Written.take(session, Recorded.class));
        // What was written and then locked once more is not known as written any more.
        watched.forEach((aggregate, before) -> {
            if (aggregate.version() != before.version()) {
                written.add(aggregate);
            }
        });
        StatementParts parts = StatementParts.NONE;
        int count = 0;
        for (Recorded aggregate : written) {
            Changes changes = Changes.between(before(aggregate, watched), Snapshot.of(aggregate.recorded()));
            parts = parts.and(entry(aggregate, changes, deed, ++count));
        }
        return parts;
    }

    /**
     * After a reaction that has recorded what it changed there is nothing left to record.
     *
     * @throws IllegalStateException when an aggregate was changed past the boundary of own work
     */
    public static void requireNone(Mutiny.Session session) {
        Written.take(session, Recorded.class).stream().findFirst().ifPresent(forgotten -> {
            throw new IllegalStateException(forgotten.historyType() + " " + forgotten.id()
                    + " was changed and not recorded: a reaction changes an aggregate through OwnWork");
        });
    }

    private static Snapshot before(Recorded aggregate, Map<Recorded, Before> watched) {
        Before known = watched.get(aggregate);
        if (known != null) {
            return Snapshot.of(known.values());
        }
        if (aggregate.version() > 0) {
            throw new IllegalStateException(aggregate.historyType() + " " + aggregate.id()
                    + " was changed and not watched: a Service calls context.watch where it loads one");
        }
        return Snapshot.NOTHING;
    }

    /** @param count of the entry in the statement */
    static StatementParts entry(Recorded aggregate, Changes changes, Deed deed, int count) {
        UUID id = aggregate.id();
        Entry entry = new Entry(aggregate.historyType(), id, 0, aggregate.version(), deed, changes);
        return StatementParts.of(
                ENTRY.formatted(count),
                id,
                id,
                entry.type(),
                id,
                deed.at().atOffset(ZoneOffset.UTC),
                deed.businessDate(),
                deed.actor(),
                Entry.text(deed.roles()),
                deed.command(),
                deed.reason(),
                deed.requestId(),
                deed.causationId(),
                aggregate.version(),
                changes.write(),
                HexFormat.of().formatHex(entry.contentHash()));
    }
}
