package io.neiqin.platform.assignment.backtest;

import io.neiqin.platform.assignment.proposal.Candidate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is known of the pieces that were done last, as the rule for real work reads it from the tasks. */
final class Experience {

    private final Map<String, Last> ofKind = new HashMap<>();
    private final Map<String, Last> ofCustomer = new HashMap<>();

    /**
     * A piece is done.
     *
     * @param number in the order of arrival
     * @param minutes from when it was taken up to its end
     */
    void add(int number, String kind, String about, String by, int minutes) {
        Done done = new Done(by, minutes);
        ofKind.computeIfAbsent(kind, unused -> new Last(Candidate.OF_KIND)).add(number, done);
        if (about != null) {
            ofCustomer
                    .computeIfAbsent(about, unused -> new Last(Candidate.OF_CUSTOMER))
                    .add(number, done);
        }
    }

    int done(String kind, String by) {
        return his(ofKind.get(kind), by).size();
    }

    int served(String about, String by) {
        return his(about == null ? null : ofCustomer.get(about), by).size();
    }

    /** The middle one; null where too few are known. */
    Integer minutes(String kind, String by) {
        List<Integer> his = his(ofKind.get(kind), by);
        return his.size() < Candidate.KNOWN ? null : his.get((his.size() - 1) / 2);
    }

    private static List<Integer> his(Last last, String by) {
        return last == null ? List.of() : last.sorted.getOrDefault(by, List.of());
    }

    private record Done(String by, int minutes) {}

    /** So many last pieces by their numbers, and each person's minutes of them in order. */
    private static final class Last {

        private final long most;
        private final TreeMap<Integer, Done> pieces = new TreeMap<>();
        private final Map<String, List<Integer>> sorted = new HashMap<>();

        Last(long most) {
            this.most = most;
        }

        void add(int number, Done done) {
            pieces.put(number, done);
            List<Integer> his = sorted.computeIfAbsent(done.by(), unused -> new ArrayList<>());
            his.add(place(his, done), done.minutes());
            if (pieces.size() > most) {
                Done oldest = pieces.pollFirstEntry().getValue();
                List<Integer> its = sorted.get(oldest.by());
                its.remove(place(its, oldest));
            }
        }

        private static int place(List<Integer> his, Done done) {
            int found = Collections.binarySearch(his, done.minutes());
            return found < 0 ? -found - 1 : found;
        }
    }
}
