package io.neiqin.customer.duplicate;

import io.neiqin.customer.duplicate.ScanView.Phase;
import io.neiqin.customer.duplicate.ScanView.Status;
import io.neiqin.customer.similarity.Features;
import io.neiqin.customer.similarity.Lookalikes;
import io.neiqin.platform.database.TransactionSql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * The rows of scans: which one is at work, how far it is, and by what customers are found. One instance has it for as long as
 * its lease, by the database's clock; each step asks for the epoch of its term, so one that was frozen changes nothing.
 */
@ApplicationScoped
class Scans {

    /** One instance's time with a scan. */
    record Term(UUID id, int epoch) {}

    /** Another instance has it by now. */
    static final class Lost extends RuntimeException {
        Lost() {
            super("another instance scans", null, false, false);
        }
    }

    /**
     * How far it is.
     *
     * @param customer the last one whose keys were noted
     * @param key the last one whose customers were compared
     */
    record Place(Phase phase, UUID customer, Long key) {}

    /** @param core null where it has to be filled in */
    record Row(UUID id, String core, Features features) {}

    /** Some customers that are found by the same. */
    record Block(long key, List<UUID> customers) {}

    private static final String ASK = """
            insert into duplicate_scan (id, status, asked_by, asked_at, night) values ($1, 'QUEUED', $2, $3, $4)""";

    private static final String LEASE = "now() + interval '60 seconds' ";

    private static final String TAKE = """
            update duplicate_scan set status = 'RUNNING', version = version + 1, epoch = epoch + 1, phase = coalesce(phase, 'KEYS'),
              customers_in_file = coalesce(customers_in_file, (select count(*) from customer where survivor_id is null)),
              lease_until =\s""" + LEASE + """
             where id = (select id from duplicate_scan where status = 'QUEUED' or status = 'RUNNING' and lease_until < now()
                         order by id limit 1 for update skip locked)
            returning id, epoch""";

    /** Locks the row: of two instances that go on with it one waits, and finds another epoch. */
    private static final String HOLD = """
            update duplicate_scan set lease_until =\s""" + LEASE + """
             where id = $1 and epoch = $2 and status = 'RUNNING' returning phase, place_customer, place_key""";

    private static final String CUSTOMERS = """
            select c.id, c.name, c.name_core, c.uscc, c.tax_id, c.external_system, c.external_id,
                array(select p.phone_e164 from customer_contact p
                      where p.customer_id = c.id and p.phone_e164 is not null) as phones
            from customer c where c.survivor_id is null and ($1::uuid is null or c.id > $1) order by c.id limit $2""";

    private static final String NOTE = """
            insert into duplicate_key (key, customer_id) select * from unnest($1::bigint[], $2::uuid[])
            on conflict do nothing""";

    private static final String FILL = """
            update customer c set name_core = f.core from unnest($1::uuid[], $2::text[]) as f (id, core)
            where c.id = f.id and c.name_core is distinct from f.core""";

    private static final String BLOCKS = """
            select key, (array_agg(customer_id))[1:$3] as customers from duplicate_key
            where $1::bigint is null or key > $1
            group by key having count(*) > 1 order by key limit $2""";

    private static final String NOTED = """
            update duplicate_scan set customers = customers + $2, place_customer = $3, phase = $4, version = version + 1
            where id = $1""";

    private static final String COMPARED = """
            update duplicate_scan set pairs = pairs + $2, opened = opened + $3, place_key = $4, version = version + 1
            where id = $1""";

    private static final String END = """
            update duplicate_scan set status = $2, failure = $3, ended_at = $4, version = version + 1
            where id = $1 and status = 'RUNNING'""";

    private static final String ONE = "select * from duplicate_scan where id = $1";

    private static final String LATEST = "select max(night) as night from duplicate_scan";

    /** @param night of whose it is; null for one that somebody has asked for */
    Uni<Void> ask(UUID id, String by, Instant at, LocalDate night) {
        return update(ASK, id, by, at.atOffset(ZoneOffset.UTC), night);
    }

    /** Null for none. */
    Uni<LocalDate> latestNight() {
        return select(LATEST)
                .map(Unchecked.function(row -> row.next() ? row.getObject("night", LocalDate.class) : null));
    }

    /** Null for an unknown one. */
    Uni<ScanView> get(UUID id) {
        return select(ONE, id).map(Unchecked.function(row -> row.next() ? view(row) : null));
    }

    /** The one that waits, or whose instance has left it; null for none. */
    Uni<Term> take() {
        return select(TAKE)
                .map(Unchecked.function(
                        row -> row.next() ? new Term(row.getObject("id", UUID.class), row.getInt("epoch")) : null));
    }

    /** Where to go on; fails with {@link Lost}. */
    Uni<Place> hold(Term term) {
        return select(HOLD, term.id(), term.epoch()).map(Unchecked.function(row -> {
            if (!row.next()) {
                throw new Lost();
            }
            return new Place(
                    Phase.valueOf(row.getString("phase")),
                    row.getObject("place_customer", UUID.class),
                    row.getObject("place_key", Long.class));
        }));
    }

    /** The next customers in the order of their ids, whole. */
    Uni<List<Row>> customersAfter(UUID customer, int most) {
        return select(CUSTOMERS, customer, most).map(Unchecked.function(row -> {
            List<Row> found = new ArrayList<>();
            while (row.next()) {
                found.add(new Row(
                        row.getObject("id", UUID.class), row.getString("name_core"), Lookalikes.features(row, "name")));
            }
            return found;
        }));
    }

    /** What an earlier scan has left. */
    Uni<Void> forgetKeys() {
        return update("truncate duplicate_key");
    }

    Uni<Void> note(List<Long> keys, List<UUID> customers) {
        return update(NOTE, keys.toArray(Long[]::new), customers.toArray(UUID[]::new));
    }

    /** Of customers of a time before names had one, or whose form is another by now. */
    Uni<Void> fill(List<Row> customers) {
        List<Row> missing = customers.stream()
                .filter(row -> !row.features().name().core().equals(row.core()))
                .toList();
        return missing.isEmpty()
                ? Uni.createFrom().voidItem()
                : update(
                        FILL,
                        missing.stream().map(Row::id).toArray(UUID[]::new),
                        missing.stream()
                                .map(row -> row.features().name().core())
                                .toArray(String[]::new));
    }

    /** @param members so many of a block at most: what more have in common tells nothing of them */
    Uni<List<Block>> blocksAfter(Long key, int most, int members) {
        return select(BLOCKS, key, most, members).map(Unchecked.function(row -> {
            List<Block> found = new ArrayList<>();
            while (row.next()) {
                UUID[] customers = row.getObject("customers", UUID[].class);
                found.add(new Block(row.getLong("key"), Arrays.asList(customers)));
            }
            return found;
        }));
    }

    Uni<Void> noted(UUID id, int customers, UUID last, Phase next) {
        return update(NOTED, id, customers, last, next.name());
    }

    Uni<Void> compared(UUID id, int pairs, int opened, long last) {
        return update(COMPARED, id, pairs, opened, last);
    }

    Uni<Void> end(UUID id, Status status, String failure, Instant at) {
        return update(END, id, status.name(), failure, at.atOffset(ZoneOffset.UTC));
    }

    private static Uni<ResultSet> select(String sql, Object... values) {
        return Panache.getSession().flatMap(session -> TransactionSql.select(session, sql, values));
    }

    private static Uni<Void> update(String sql, Object... values) {
        return Panache.getSession()
                .flatMap(session -> TransactionSql.update(session, sql, values))
                .replaceWithVoid();
    }

    private static ScanView view(ResultSet row) throws SQLException {
        String phase = row.getString("phase");
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new ScanView(
                row.getObject("id", UUID.class),
                row.getInt("version"),
                Status.valueOf(row.getString("status")),
                phase == null ? null : Phase.valueOf(phase),
                row.getObject("customers_in_file", Long.class),
                row.getLong("customers"),
                row.getLong("pairs"),
                row.getLong("opened"),
                row.getString("asked_by"),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant(),
                row.getString("failure"));
    }
}
