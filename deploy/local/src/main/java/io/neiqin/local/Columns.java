package io.neiqin.local;

/** Texts in the columns of a terminal, where a Chinese character takes two. */
public final class Columns {
    private Columns() {}

    /** The text with blanks after it up to this width; a longer one as it is. */
    public static String padded(String text, int columns) {
        int width =
                text.codePoints().map(c -> Character.isIdeographic(c) ? 2 : 1).sum();
        return text + " ".repeat(Math.max(0, columns - width));
    }
}
