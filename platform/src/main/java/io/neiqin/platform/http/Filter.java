package io.neiqin.platform.http;

import io.neiqin.platform.identity.Visibility;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.search.SearchText;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The conditions of a list over one entity, called {@code e}: named filters that are left out when not asked for, the
 * caller's visibility, and keyset paging by id, newest first. The conditions are HQL written by a repository; values
 * are always parameters.
 */
public final class Filter<E> {

    private final Class<E> entity;
    private final StringBuilder where = new StringBuilder("1 = 1");
    private final Map<String, Object> values = new LinkedHashMap<>();

    private Filter(Class<E> entity) {
        this.entity = entity;
    }

    public static <E> Filter<E> of(Class<E> entity) {
        return new Filter<>(entity);
    }

    /**
     * Adds a condition unless the value is null or empty.
     *
     * @param condition HQL with the parameter {@code :name}
     */
    public Filter<E> and(String condition, String name, Object value) {
        if (value != null && !value.toString().isEmpty()) {
            where.append(" and (").append(condition).append(')');
            values.put(name, value);
        }
        return this;
    }

    /** Adds a condition without a value; null adds nothing. */
    public Filter<E> and(String condition) {
        if (condition != null) {
            where.append(" and (").append(condition).append(')');
        }
        return this;
    }

    /** The value of a parameter that a condition besides has. */
    public Filter<E> with(String name, Object value) {
        values.put(name, value);
        return this;
    }

    /** Only what has every word of {@code q}, for entities whose table can be searched: see {@link SearchText}. */
    public Filter<E> finding(String q) {
        return and(SearchText.foundIn("e", "q"), "q", SearchText.of("q", q));
    }

    /** Only what is in sight, for entities with {@code ownerNo} and {@code departmentId}. */
    public Filter<E> seenBy(Visibility sees) {
        return seenBy(sees, "e.ownerNo in :owners or e.departmentId in :departments");
    }

    /**
     * Only what is in sight.
     *
     * @param condition HQL over the parameters {@code :owners} and {@code :departments}
     */
    public Filter<E> seenBy(Visibility sees, String condition) {
        if (!sees.all()) {
            where.append(" and (").append(condition).append(')');
            values.put("owners", sees.owners());
            values.put("departments", sees.departments());
        }
        return this;
    }

    /** The one record, null when there is none in sight. */
    public Uni<E> single() {
        return single(LockMode.NONE);
    }

    /**
     * As {@link #single}, its row locked until the commit: who changes it at the same moment waits here, and not half
     * way through its parts, where two could wait for each other.
     */
    public Uni<E> locked() {
        return single(LockMode.PESSIMISTIC_WRITE);
    }

    private Uni<E> single(LockMode lock) {
        return Panache.getSession().flatMap(session -> {
            var query = session.createSelectionQuery("from " + entity.getSimpleName() + " e where " + where, entity)
                    .setLockMode(lock);
            values.forEach(query::setParameter);
            return query.getSingleResultOrNull();
        });
    }

    /** The page after the cursor. */
    public <V> Uni<Page<V>> page(PageRequest asked, Function<E, UUID> id, Function<E, V> view) {
        int limit = Page.limit(asked.limit());
        UUID after = Page.decode(asked.cursor());
        boolean count = asked.exactCount();
        return Panache.getSession().flatMap(session -> {
            String condition = after == null ? where.toString() : where + " and e.id < :after";
            var query = session.createSelectionQuery(
                            "from " + entity.getSimpleName() + " e where " + condition + " order by e.id desc", entity)
                    .setMaxResults(limit + 1);
            values.forEach(query::setParameter);
            if (after != null) {
                query.setParameter("after", after);
            }
            return query.getResultList()
                    .flatMap(rows -> (count ? count(session) : Uni.createFrom().<Long>nullItem())
                            .map(total -> Page.of(rows, limit, id, view, total)));
        });
    }

    private Uni<Long> count(Mutiny.Session session) {
        var query = session.createSelectionQuery(
                "select count(*) from " + entity.getSimpleName() + " e where " + where, Long.class);
        values.forEach(query::setParameter);
        return query.getSingleResult();
    }

    /** The pattern of a search by fragment, in lower case, its wildcards escaped with {@code !}; null for no search. */
    public static String contains(String text) {
        return text == null || text.isBlank()
                ? null
                : "%" + text.strip().toLowerCase(Locale.ROOT).replaceAll("([%_!])", "!$1") + "%";
    }

    /** The value of an enum filter; refuses an unknown one with 400. */
    public static <T extends Enum<T>> T oneOf(Class<T> type, String parameter, String value) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        for (T constant : type.getEnumConstants()) {
            if (constant.name().equals(value)) {
                return constant;
            }
        }
        throw Problem.badRequest("parameter-invalid", parameter, value);
    }
}
