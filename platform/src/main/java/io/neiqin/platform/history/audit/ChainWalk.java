package io.neiqin.platform.history.audit;

import io.neiqin.platform.history.StoredEntry;
import io.neiqin.platform.history.audit.Finding.What;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private int version;
    /** Which entry has this version. */
    private int versionNo;
    /** The record's own; null without a record. */
    private Integer current;

    private boolean sound;
    private final TreeMap<Integer, Stranger> strangers = new TreeMap<>();
    /** The numbers of those that are in their places. */
    private final TreeSet<Integer> inPlace = new TreeSet<>();
    /** The fields of values that are erased, by number, as long as no later entry says that they were to be. */
    private final TreeMap<Integer, Set<String>> blank = new TreeMap<>();
    /** Chain hashes of links whose entry is not there, by number. */
    private final TreeMap<Integer, String> lost = new TreeMap<>();

    ChainWalk(Consumer<Finding> findings) {
        this.findings = findings;
    }

    /** Before all else of its history: a record's own version is that of the last entry. */
    void takeRecord(UUID record, int itsVersion) {
        goTo(record);
        current = itsVersion;
    }

    void take(StoredEntry row) {
        goTo(row.id());
        if (row.hasEntry()) {
            entries++;
            erased += row.erased().size();
            type = row.type();
        }
        if (row.isInPlace()) {
            compare(row);
            inPlace.add(row.no());
            lastThere = row.no();
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
            return;
        }
        compareErased(row);
        if (row.no() == linked + 1 && !row.follows(before)) {
            find(What.EDITED, row.no(), "the content has another hash than the one in the chain");
        } else if (!row.erasureOnly()) {
            compareVersion(row);
        }
    }

    private void compareVersion(StoredEntry row) {
        if (current != null && row.version() > current) {
            find(What.INSERTED, row.no(), "the record has version " + current + ", and not yet " + row.version());
        } else if (row.version() < version) {
            find(
                    What.INSERTED,
                    row.no(),
                    "the aggregate had version " + version + " before it, and cannot have " + row.version()
                            + " after it");
        } else if (row.version() == version) {
            // Whoever forges the next entry takes the version of the command that comes then.
            find(
                    What.INSERTED,
                    versionNo,
                    "it, or no " + row.no() + ", for both have version " + version + ": one is not of a command");
        } else {
            version = row.version();
            versionNo = row.no();
        }
    }

    private void compareErased(StoredEntry row) {
        row.erasures()
                .forEach(field ->
                        blank.values().forEach(fields -> fields.removeIf(erased -> StoredEntry.isIn(erased, field))));
        blank.put(row.no(), new TreeSet<>(row.erased()));
    }

    /** Counts and findings are complete after it. */
    void end() {
        endOfAggregate();
        id = null;
    }

    private void goTo(UUID next) {
        if (!next.equals(id)) {
            endOfAggregate();
            begin(next);
        }
    }

    private void begin(UUID next) {
        aggregates++;
        id = next;
        type = null;
        before = new byte[0];
        linked = 0;
        lastThere = 0;
        version = -1;
        versionNo = 0;
        current = null;
        sound = true;
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
        blank.forEach((no, fields) -> {
            if (!fields.isEmpty()) {
                find(What.EDITED, no, "values of " + fields + " are erased, and no entry after it says so");
            }
        });
        if (sound && current != null && version < current) {
            find(What.TRUNCATED, lastThere + 1, "the record has version " + current + ", its history ends before");
        }
        strangers.clear();
        lost.clear();
        inPlace.clear();
        blank.clear();
    }

    /**
     * An entry that stands in another's place is neither strange nor lost. All of them in their order, also with those that
     * stayed, have made room for one that was inserted, or closed up where one was removed; that one is the finding. Where
     * there is no such one they have only got other numbers.
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
        if (moved.isEmpty()) {
            return;
        }
        TreeMap<Integer, Integer> all = new TreeMap<>(moved);
        inPlace.forEach(no -> all.put(no, no));
        List<Integer> places = List.copyOf(all.values());
        boolean inOrder = places.equals(places.stream().sorted().toList());
        if (!inOrder || strangers.isEmpty() && lost.isEmpty()) {
            find(
                    What.REORDERED,
                    moved.firstKey(),
                    "the places of " + moved.keySet() + " are those of " + moved.values());
        }
    }

    private void find(What what, int no, String detail) {
        sound = false;
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
