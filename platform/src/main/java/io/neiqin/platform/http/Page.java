package io.neiqin.platform.http;

import io.neiqin.platform.problem.Problem;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * One page of a list, newest first by id.
 *
 * @param nextCursor to be sent as {@code cursor} for the next page; null on the last
 * @param total only when asked for with {@code count=exact}
 */
public record Page<V>(List<V> items, String nextCursor, Long total) {

    public static final int MAX_LIMIT = 200;
    private static final int DEFAULT_LIMIT = 50;

    /** The asked page size, 50 by default; refuses less than 1 and more than 200. */
    public static int limit(Integer asked) {
        if (asked == null) {
            return DEFAULT_LIMIT;
        }
        if (asked < 1 || asked > MAX_LIMIT) {
            throw Problem.badRequest("limit-invalid", MAX_LIMIT);
        }
        return asked;
    }

    /** A page of rows that were read one beyond the limit: the one too many says that there is a next page. */
    public static <E, V> Page<V> of(List<E> rows, int limit, Function<E, UUID> id, Function<E, V> view, Long total) {
        boolean more = rows.size() > limit;
        List<E> shown = more ? rows.subList(0, limit) : rows;
        String cursor = more ? encode(id.apply(shown.get(limit - 1))) : null;
        return new Page<>(shown.stream().map(view).toList(), cursor, total);
    }

    /** The same page, its items shown in another way. */
    public <W> Page<W> map(Function<V, W> view) {
        return new Page<>(items.stream().map(view).toList(), nextCursor, total);
    }

    /** The id after which a page starts; null for the first page. */
    public static UUID decode(String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            UUID id = new UUID(bytes.getLong(), bytes.getLong());
            if (bytes.hasRemaining()) {
                throw Problem.badRequest("cursor-invalid");
            }
            return id;
        } catch (IllegalArgumentException | java.nio.BufferUnderflowException notOurs) {
            throw Problem.badRequest("cursor-invalid");
        }
    }

    /** The cursor after a row. */
    public static String encode(UUID id) {
        ByteBuffer bytes = ByteBuffer.allocate(16);
        bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }
}
