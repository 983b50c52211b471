package io.neiqin.platform.table;

import java.util.regex.Pattern;

/**
 * Keeps text in a CSV file from being run: a spreadsheet takes what begins with one of {@code = + - @} for a formula,
 * also behind blanks and in full width, and a tab or line break may put it into a cell of its own (CWE-1236). Such a text
 * gets an apostrophe in front, which spreadsheets know as the mark of text.
 */
public final class FormulaGuard {

    /** Apostrophes that stand there already count, so that taking one away is always right. */
    private static final Pattern DANGEROUS =
            Pattern.compile("'*(?:[\\t\\r\\n]|[\\s\\p{Z}\\p{Cf}]*[=+\\-@＝＋－＠]).*", Pattern.DOTALL);

    private FormulaGuard() {}

    /** The text as it may stand in a cell. */
    public static String guarded(String text) {
        return isDangerous(text) ? "'" + text : text;
    }

    /** The text of a cell that was guarded, or was not: for what reads such a file again. */
    public static String plain(String cell) {
        return cell.startsWith("'") && isDangerous(cell.substring(1)) ? cell.substring(1) : cell;
    }

    private static boolean isDangerous(String text) {
        return DANGEROUS.matcher(text).matches();
    }
}
