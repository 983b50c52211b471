package io.neiqin.platform.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * A row of a history as it is found when it is verified: an entry, the link that says that there has to be one, or both.
 *
 * @param type null without an entry
 * @param version the aggregate's after it; 0 without an entry
 * @param erased the fields of its values that are erased, one for each
 * @param erasures the fields whose values it says were erased before it
 * @param erasureOnly whether it says nothing else, so that the version is as it was
 * @param genuine whether the content is the one that its hash was made of
 * @param contentHash null without an entry
 * @param chainHash null without an entry
 * @param linkHash the chain's hash as it has to be; null without a link
 */
public record StoredEntry(
        UUID id,
        int no,
        String type,
        int version,
        List<String> erased,
        List<String> erasures,
        boolean erasureOnly,
        boolean genuine,
        byte[] contentHash,
        byte[] chainHash,
        byte[] linkHash) {

    /** All entries, each aggregate's in their order. */
    public static final String ENTRIES =
            "select " + Entry.COLUMNS + ", content_hash, chain_hash from history_entry order by aggregate_id, no";

    /** All links, in the same order. */
    public static final String LINKS =
            "select aggregate_id, no, chain_hash from history_link order by aggregate_id, no";

    /**
     * The row at which the two results stand.
     *
     * @param entry null for none
     * @param link null for none
     */
    public static StoredEntry of(ResultSet entry, ResultSet link) throws SQLException {
        ResultSet either = entry == null ? link : entry;
        byte[] content = entry == null ? null : entry.getBytes("content_hash");
        Entry read = entry == null ? null : Entry.of(entry);
        Changes changes = read == null ? null : read.changes();
        return new StoredEntry(
                either.getObject("aggregate_id", UUID.class),
                either.getInt("no"),
                entry == null ? null : entry.getString("aggregate_type"),
                read == null ? 0 : read.version(),
                changes == null ? List.of() : fields(changes.erased()),
                changes == null ? List.of() : fields(changes.erasures()),
                changes != null && changes.isErasureOnly(),
                changes != null && Arrays.equals(read.contentHash(), content),
                content,
                entry == null ? null : entry.getBytes("chain_hash"),
                link == null ? null : link.getBytes("chain_hash"));
    }

    /** Which of the two results stands before the other: negative, positive, or 0 for the same place. */
    public static int compare(ResultSet entry, ResultSet link) throws SQLException {
        UUID one = entry.getObject("aggregate_id", UUID.class);
        UUID other = link.getObject("aggregate_id", UUID.class);
        int id = compare(one, other);
        return id != 0 ? id : Integer.compare(entry.getInt("no"), link.getInt("no"));
    }

    /** As the database orders them, which Java does not. */
    public static int compare(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }

    private static List<String> fields(List<Changes.Change> changes) {
        return changes.stream().map(Changes.Change::field).toList();
    }

    /** Whether a value of the one field is gone with all of the other: itself, or what stands below it. */
    public static boolean isIn(String field, String erased) {
        return field.equals(erased) || field.startsWith(erased + "/");
    }

    public boolean hasEntry() {
        return chainHash != null;
    }

    public boolean hasLink() {
        return linkHash != null;
    }

    /** Whether entry and link are of each other. */
    public boolean isInPlace() {
        return hasEntry() && hasLink() && Arrays.equals(chainHash, linkHash);
    }

    /** Whether the entry follows the one whose chain's hash this is. */
    public boolean follows(byte[] before) {
        byte[] hash = new Sha256().raw(before).raw(contentHash).end();
        return Arrays.equals(hash, chainHash);
    }
}
