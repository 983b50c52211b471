package io.neiqin.platform.history;

import io.neiqin.platform.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What somebody could do to a history who knows how its hashes are made, and has the database. */
public final class Forgery {

    private static final String ENTRY = """
            insert into history_entry (aggregate_type, aggregate_id, no, at, business_date, actor, roles, command, request_id,
                version, changes, content_hash, chain_hash) values ('note', ?, 1, ?, ?, 'E001', '', 'create', 'r', 0, ?, ?, ?)""";

    private static final String LINK = "insert into history_link (aggregate_id, no, chain_hash) values (?, 1, ?)";

    private Forgery() {}

    /** Makes the content's hash fit what the entry says by now. */
    public static void rehash(Connection connection, UUID id, int no) throws SQLException {
        try (var select = Sql.prepare(
                        connection, "select * from history_entry where aggregate_id = ? and no = ?", id, no);
                ResultSet row = select.executeQuery()) {
            row.next();
            try (var update = Sql.prepare(
                    connection,
                    "update history_entry set content_hash = ? where aggregate_id = ? and no = ?",
                    Entry.of(row).contentHash(),
                    id,
                    no)) {
                update.execute();
            }
        }
    }

    /** Makes all that an entry changed look erased. */
    public static void blank(Connection connection, UUID id, int no) throws SQLException {
        try (var select = Sql.prepare(
                        connection, "select changes from history_entry where aggregate_id = ? and no = ?", id, no);
                ResultSet row = select.executeQuery()) {
            row.next();
            String blank =
                    Changes.read(row.getString(1)).without(change -> true).write();
            try (var update = Sql.prepare(
                    connection,
                    "update history_entry set changes = ? where aggregate_id = ? and no = ?",
                    blank,
                    id,
                    no)) {
                update.execute();
            }
        }
    }

    /** The first entry of an aggregate, with its link, as if a command had written it. */
    public static void write(Connection connection, UUID id) throws SQLException {
        OffsetDateTime at = OffsetDateTime.ofInstant(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC);
        LocalDate day = at.toLocalDate();
        Deed deed = new Deed("E001", List.of(), at.toInstant(), day, "create", null, "r", null);
        Changes changes = Changes.between(Snapshot.NOTHING, Snapshot.of(Map.of("title", "late")));
        byte[] content = new Entry("note", id, 1, 0, deed, changes).contentHash();
        byte[] chain = new Sha256().raw(content).end();
        try (var entry = Sql.prepare(connection, ENTRY, id, at, day, changes.write(), content, chain);
                var link = Sql.prepare(connection, LINK, id, chain)) {
            entry.execute();
            link.execute();
        }
    }
}
