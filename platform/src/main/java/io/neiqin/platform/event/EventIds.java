package io.neiqin.platform.event;

import java.util.UUID;

/**
 * What many events' ids come to: the exclusive or of the last 64 bits of each, written in hexadecimal. Of the same events
 * it is the same in any order; an event that has taken another's place makes it another one (DAT-4). The bits are the
 * random ones of a UUIDv7 (RFC 9562, 5.7).
 */
public final class EventIds {

    private EventIds() {}

    /** What one id adds. */
    public static long of(UUID id) {
        return id.getLeastSignificantBits();
    }

    /** The same, out of a column of type {@code uuid}, as {@code bigint}. */
    public static String sql(String column) {
        return "('x' || replace(right(" + column + "::text, 17), '-', ''))::bit(64)::bigint";
    }
}
