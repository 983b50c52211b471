package io.neiqin.platform.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.UUID;

/**
 * One entry of a history, as it is hashed: which aggregate, its version after it, who and why, and what changed.
 *
 * @param no 1, 2, 3 … per aggregate; not a part of the hash, it follows from the chain
 * @param changes null where what is stored was never written so
 */
record Entry(String type, UUID id, int no, int version, Deed deed, Changes changes) {

    static final String COLUMNS = "aggregate_type, aggregate_id, no, at, business_date, actor, roles, command, reason,"
            + " request_id, causation_id, version, changes";

    static Entry of(ResultSet row) throws SQLException {
        Deed deed = new Deed(
                row.getString("actor"),
                roles(row.getString("roles")),
                instant(row, "at"),
                row.getObject("business_date", LocalDate.class),
                row.getString("command"),
                row.getString("reason"),
                row.getString("request_id"),
                row.getString("causation_id"));
        return new Entry(
                row.getString("aggregate_type"),
                row.getObject("aggregate_id", UUID.class),
                row.getInt("no"),
                row.getInt("version"),
                deed,
                changes(row.getString("changes")));
    }

    private static Changes changes(String text) {
        try {
            return Changes.read(text);
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }

    /** As they are stored: no role has a blank in its name. */
    static String text(List<String> roles) {
        return String.join(" ", roles);
    }

    private static List<String> roles(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    byte[] contentHash() {
        Sha256 hash = new Sha256()
                .part(type)
                .part(id.toString())
                .number(version)
                .part(deed.actor())
                .part(text(deed.roles()))
                .number(micros(deed.at()))
                .part(deed.businessDate().toString())
                .part(deed.command())
                .part(deed.reason())
                .part(deed.requestId())
                .part(deed.causationId());
        changes.addTo(hash);
        return hash.end();
    }

    /** As the database keeps it. */
    private static long micros(Instant at) {
        return at.getEpochSecond() * 1_000_000 + at.get(ChronoField.MICRO_OF_SECOND);
    }
}
