package io.neiqin.platform.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.neiqin.platform.database.TransactionSql;
import io.neiqin.platform.history.Changes.Change;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What was ever done to an aggregate (变更历史). A resource shows it to whom it shows the aggregate:
 *
 * <pre>{@code
 * return orders.get(id, actor.get()).chain(() -> history.page(id, page));
 * }</pre>
 */
@ApplicationScoped
public class History {

    /** So many characters of changes are on a page, but one entry at least. */
    private static final int PAGE = 2_000_000;

    private static final int AT_ONCE = 50;

    private static final String ENTRIES = """
            select %1$s, (select name from org_employee where employee_no = actor) as actor_name from (
              select *, sum(length(changes)) over (order by no desc) as size from (
                select * from history_entry where aggregate_id = $1 and no < $2::bigint
                order by no desc limit $3) found) sized
            where size <= $4 or size = length(changes) order by no desc""".formatted(Entry.COLUMNS);

    private static final String COUNT = "select count(*) from history_entry where aggregate_id = $1";

    private static final String CHANGES = """
            select no, changes from history_entry where aggregate_id = $1 and no > $2 order by no limit $3 for update""";

    private static final String ERASE = "update history_entry set changes = $3 where aggregate_id = $1 and no = $2";

    /** Newest first, all values shown; in the caller's session. */
    public Uni<Page<HistoryView>> page(UUID id, PageRequest asked) {
        return page(id, asked, (pointer, value) -> value);
    }

    /**
     * Newest first; in the caller's session.
     *
     * @param mask what the reader sees of the value of a place, the value itself where it is all of it; null for nothing
     */
    public Uni<Page<HistoryView>> page(UUID id, PageRequest asked, BiFunction<String, JsonNode, JsonNode> mask) {
        int limit = Page.limit(asked.limit());
        UUID cursor = Page.decode(asked.cursor());
        long before = cursor == null ? Long.MAX_VALUE : cursor.getLeastSignificantBits();
        boolean count = asked.exactCount();
        return Panache.getSession()
                .flatMap(session -> TransactionSql.select(session, ENTRIES, id, before, limit, PAGE)
                        .map(Unchecked.function(rows -> views(rows, mask)))
                        .flatMap(views -> (count
                                        ? count(session, id)
                                        : Uni.createFrom().<Long>nullItem())
                                .map(total -> new Page<>(views, next(views), total))));
    }

    private static List<HistoryView> views(ResultSet rows, BiFunction<String, JsonNode, JsonNode> mask)
            throws SQLException {
        List<HistoryView> views = new ArrayList<>();
        while (rows.next()) {
            views.add(HistoryView.of(Entry.of(rows), rows.getString("actor_name"), mask));
        }
        return views;
    }

    /** There is more where the first entry has not come yet. */
    private static String next(List<HistoryView> views) {
        int last = views.isEmpty() ? 1 : views.get(views.size() - 1).no();
        return last > 1 ? Page.encode(new UUID(0, last)) : null;
    }

    private static Uni<Long> count(Mutiny.Session session, UUID id) {
        return TransactionSql.select(session, COUNT, id).map(Unchecked.function(row -> {
            row.next();
            return row.getLong(1);
        }));
    }

    /**
     * Erases all values of a field out of a record's history, in the caller's transaction; the chain stays as it is. An
     * entry of its own says who has done it and why: what is erased without one is a finding. The record itself has to be
     * without the value before, or its next entry brings it back.
     *
     * @param field a place without the numbers of lists, which stands for all below it, too: {@code /contacts},
     *     {@code /contacts/phone}
     * @return out of how many changes; without any nothing is written
     */
    public Uni<Integer> erase(Recorded record, String field, Deed deed) {
        if (!field.equals(Change.field(field))) {
            throw new IllegalArgumentException(field + " is a place in a list, not a field");
        }
        return Panache.getSession()
                .flatMap(session -> erase(session, record.id(), field, Integer.MIN_VALUE)
                        .call(erased -> erased == 0
                                ? Uni.createFrom().voidItem()
                                : Recording.entry(record, Changes.erasureOf(field), deed, 1)
                                        .write(session)));
    }

    private static Uni<Integer> erase(Mutiny.Session session, UUID id, String field, int after) {
        return TransactionSql.select(session, CHANGES, id, after, AT_ONCE)
                .map(Unchecked.function(History::stored))
                .flatMap(found -> Multi.createFrom()
                        .iterable(found)
                        .onItem()
                        .transformToUniAndConcatenate(one -> erase(session, id, field, one))
                        .collect()
                        .with(Collectors.summingInt(erased -> erased))
                        .flatMap(erased -> found.size() < AT_ONCE
                                ? Uni.createFrom().item(erased)
                                : erase(
                                                session,
                                                id,
                                                field,
                                                found.get(found.size() - 1).no())
                                        .map(more -> erased + more)));
    }

    private record Stored(int no, Changes changes) {}

    private static List<Stored> stored(ResultSet rows) throws SQLException {
        List<Stored> stored = new ArrayList<>();
        while (rows.next()) {
            stored.add(new Stored(rows.getInt("no"), Changes.read(rows.getString("changes"))));
        }
        return stored;
    }

    private static Uni<Integer> erase(Mutiny.Session session, UUID id, String field, Stored one) {
        Predicate<Change> which =
                change -> StoredEntry.isIn(change.field(), field) && !change.isErased() && !change.isErasure();
        int known = (int) one.changes().all().stream().filter(which).count();
        return known == 0
                ? Uni.createFrom().item(0)
                : TransactionSql.update(
                                session,
                                ERASE,
                                id,
                                one.no(),
                                one.changes().without(which).write())
                        .replaceWith(known);
    }
}
