package io.neiqin.customer.similarity;

import java.util.HashMap;
import java.util.Map;

/** How like two texts are, from 0 to 1. */
final class Distance {

    private Distance() {}

    /** Dice's coefficient of the pairs of adjoining letters: does not mind where they stand. */
    static double ofPairs(String one, String other) {
        if (one.length() < 2 || other.length() < 2) {
            return one.equals(other) ? 1 : 0;
        }
        Map<String, Integer> left = new HashMap<>();
        for (int i = 0; i + 1 < one.length(); i++) {
            left.merge(one.substring(i, i + 2), 1, Integer::sum);
        }
        int shared = 0;
        for (int i = 0; i + 1 < other.length(); i++) {
            String pair = other.substring(i, i + 2);
            if (left.getOrDefault(pair, 0) > 0) {
                left.merge(pair, -1, Integer::sum);
                shared++;
            }
        }
        return 2.0 * shared / (one.length() + other.length() - 2);
    }

    /** What is not changed, of the longer one; two letters in each other's place are one change. */
    static double ofEdits(String one, String other) {
        int longer = Math.max(one.length(), other.length());
        return longer == 0 ? 1 : 1 - (double) edits(one, other) / longer;
    }

    private static int edits(String one, String other) {
        int[] before = new int[other.length() + 1];
        int[] last = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] now = new int[other.length() + 1];
            now[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int same = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                now[j] = Math.min(Math.min(now[j - 1], last[j]) + 1, last[j - 1] + same);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    now[j] = Math.min(now[j], before[j - 2] + 1);
                }
            }
            before = last;
            last = now;
        }
        return last[other.length()];
    }
}
