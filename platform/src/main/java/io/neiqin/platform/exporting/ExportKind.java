package io.neiqin.platform.exporting;

import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Records that are taken out as a file (导出), as a service says by a bean. It shows what the list of the same records shows
 * to the same person, by the repository's own condition.
 *
 * @param <V> a row with all that the columns show: nothing of it is read later
 */
public interface ExportKind<V> {

    /** As {@code customers}: how the collection is called in the address of its list. */
    String name();

    /** Who may take them out: any of these roles. */
    Set<String> roles();

    /** In the order of the file. */
    List<ExportColumn<V>> columns();

    /** The names by which the list can be narrowed, too. */
    Set<String> filters();

    /** How many records there are in sight, by the list's own count. Refuses what a filter cannot be, as the list does. */
    Uni<Long> count(ExportFilters filters, Actor actor);

    /** The records after the cursor, newest first, in the caller's session. */
    Uni<Part<V>> part(ExportFilters filters, Actor actor, PageRequest page);

    /** How many records are read at once. */
    default int atOnce() {
        return Page.MAX_LIMIT;
    }

    /**
     * What some records come to in the file.
     *
     * @param nextCursor after the last of them; null where there are no more
     */
    record Part<V>(List<V> rows, String nextCursor) {

        /** One row for each record. */
        public static <V> Part<V> of(Page<V> page) {
            return new Part<>(page.items(), page.nextCursor());
        }

        /** Several rows for each record. */
        public static <R, V> Part<V> of(Page<R> page, Function<R, List<V>> rows) {
            return new Part<>(
                    page.items().stream()
                            .flatMap(record -> rows.apply(record).stream())
                            .toList(),
                    page.nextCursor());
        }
    }
}
