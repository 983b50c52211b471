package io.neiqin.platform.approval;

import java.util.List;
import java.util.stream.Stream;

/**
 * Somebody who decides: for himself, or where he says so for one of those for whom he stands in (委托). What is said twice
 * is so never said for another.
 *
 * @param inPlaceOf whose word he says; null for his own
 * @param principals for whom he may, on the day
 * @param left whether that one has left: he was meant when he was asked, and cannot be meant now
 */
record Voice(String by, String inPlaceOf, List<String> principals, boolean left) {

    /** Whose word it is: his own, where nobody else is named. */
    String whose() {
        return inPlaceOf == null ? by : inPlaceOf;
    }

    /**
     * Whether this word is his to say.
     *
     * @param asked who can decide now
     * @param own to whom the matter is their own: nobody comes to decide about that by standing in
     */
    boolean counts(List<String> asked, List<String> own) {
        return words(by, principals, asked, own).contains(whose());
    }

    /** Whose word somebody can say now, his own first. */
    static List<String> words(String by, List<String> principals, List<String> asked, List<String> own) {
        Stream<String> others =
                own.contains(by) ? Stream.of() : principals.stream().sorted();
        return Stream.concat(Stream.of(by), others)
                .filter(asked::contains)
                .distinct()
                .toList();
    }
}
