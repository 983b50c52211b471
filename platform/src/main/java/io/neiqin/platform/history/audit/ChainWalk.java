package io.neiqin.platform.history.audit;

import io.neiqin.platform.history.StoredEntry;
import io.neiqin.platform.history.audit.Finding.What;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Goes through the histories of all aggregates, one after the other, each in its order, and says what is not as it was
 * written. What it remembers is of one aggregate: its entries that are not in their places, and its links without one.
 */
final class ChainWalk {

    private static final String OTHER_CONTENT = "the content is not the one that was written";

    /** An entry that the link of its number does not know. */
    private record Stranger(String chainHash, boolean genuine) {}

    private final Consumer<Finding> findings;
    private long aggregates;
    private long entries;
    private long erased;

    private UUID id;
    private String type;
    private byte[] before;
    private int linked;
    private int lastThere;
    private int version = -1;
    private final TreeMap<Integer, Stranger> strangers = new TreeMap<>();
    /** Chain hashes of links whose entry is not there, by number. */
    private final TreeMap<Integer, String> lost = new TreeMap<>();

    ChainWalk(Consumer<Finding> findings) {
        this.findings = findings;
    }

    void take(StoredEntry row) {
        if (!row.id().equals(id)) {
            endOfAggregate();
            begin(row.id());
        }
        if (row.hasEntry()) {
            entries++;
            erased += row.erased();
            type = row.type();
        }
        if (row.isInPlace()) {
            compare(row);
            lastThere = row.no();
            version = Math.max(version, row.version());
        } else if (row.hasEntry()) {
            strangers.put(row.no(), new Stranger(text(row.chainHash()), row.genuine()));
        }
        if (row.hasLink()) {
            if (!row.isInPlace()) {
                lost.put(row.no(), text(row.linkHash()));
            }
            int missing = row.no() - linked - 1;
            if (missing > 0 && strangers.subMap(linked + 1, row.no()).isEmpty()) {
                find(What.REMOVED, linked + 1, missing + " are gone, and their links");
            }
            before = row.linkHash();
            linked = row.no();
        }
    }

    private void compare(StoredEntry row) {
        if (!row.genuine()) {
            find(What.EDITED, row.no(), OTHER_CONTENT);
        } else if (row.version() <= version && row.no() > 1) {
            find(
                    What.INSERTED,
                    row.no(),
                    "the aggregate had version " + version + " before it, and cannot have " + row.version()
                            + " after it");
        } else if (row.no() == linked + 1 && !row.follows(before)) {
            find(What.EDITED, row.no(), "the content has another hash than the one in the chain");
        }
    }

    /** Counts and findings are complete after it. */
    void end() {
        endOfAggregate();
        id = null;
    }

    private void begin(UUID next) {
        aggregates++;
        id = next;
        type = null;
        before = new byte[0];
        linked = 0;
        lastThere = 0;
        version = -1;
    }

    private void endOfAggregate() {
        findMoved();
        List<Integer> replaced =
                strangers.keySet().stream().filter(lost::containsKey).toList();
        for (int no : replaced) {
            strangers.remove(no);
            lost.remove(no);
            lastThere = Math.max(lastThere, no);
            find(What.EDITED, no, "another entry stands in its place");
        }
        strangers.keySet().forEach(no -> find(What.INSERTED, no, "no link knows it"));
        lost.headMap(lastThere).keySet().forEach(no -> find(What.REMOVED, no, "its link is there, it is not"));
        Map<Integer, String> end = lost.tailMap(lastThere);
        if (!end.isEmpty()) {
            find(What.TRUNCATED, lost.tailMap(lastThere).firstKey(), end.size() + " at the end are gone");
        }
        strangers.clear();
        lost.clear();
    }

    /**
     * An entry that stands in another's place is neither strange nor lost. All of them in their order have made room for
     * one that was inserted, or closed up where one was removed; that one is the finding.
     */
    private void findMoved() {
        Map<String, Integer> placeOf = new HashMap<>();
        lost.forEach((no, hash) -> placeOf.put(hash, no));
        TreeMap<Integer, Integer> moved = new TreeMap<>();
        strangers.forEach((no, stranger) -> {
            Integer place = placeOf.get(stranger.chainHash());
            if (place != null) {
                moved.put(no, place);
            }
        });
        moved.forEach((no, place) -> {
            if (!strangers.remove(no).genuine()) {
                find(What.EDITED, no, OTHER_CONTENT);
            }
            lost.remove(place);
            lastThere = Math.max(lastThere, place);
        });
        List<Integer> places = new ArrayList<>(moved.values());
        if (!places.equals(places.stream().sorted().toList())) {
            find(What.REORDERED, moved.firstKey(), "the places of " + moved.keySet() + " are those of " + places);
        }
    }

    private void find(What what, int no, String detail) {
        findings.accept(Finding.ofEntry(what, type, id, no, detail));
    }

    private static String text(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    long aggregates() {
        return aggregates;
    }

    long erased() {
        return erased;
    }

    long entries() {
        return entries;
    }
}
