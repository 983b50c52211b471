package io.neiqin.customer.identifier;

/** Text as a Chinese keyboard produces it, brought to ASCII: full-width letters, digits and signs become half-width. */
final class HalfWidth {

    private static final char FIRST = '\uff01';
    private static final char LAST = '\uff5e';
    private static final int DISTANCE = FIRST - '!';

    private HalfWidth() {}

    /**
     * Narrows nothing but the full-width forms. NFKC would also turn a superscript or a circled digit into a digit, and
     * those are typing errors, not a keyboard's mode.
     */
    static String of(String text) {
        StringBuilder narrow = new StringBuilder(text.length());
        for (char c : text.toCharArray()) {
            narrow.append(c >= FIRST && c <= LAST ? (char) (c - DISTANCE) : c);
        }
        return narrow.toString();
    }

    /** Without white space of any kind, the ideographic and the no-break one included. */
    static String compact(String text) {
        return of(text).replaceAll("[\\s\\p{Z}]+", "");
    }
}
