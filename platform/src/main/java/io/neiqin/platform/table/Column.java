package io.neiqin.platform.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A column of a table that people fill in or read.
 *
 * @param key its stable name, as {@code tax_rate}: the one of the API's member, in lower case
 * @param titles what else it may be called in a head line; the first one is its Chinese title
 * @param need whether a table has to have the column, and a row a value in it
 */
public record Column(String key, List<String> titles, Type type, Need need) {

    /** Where there has to be a value. */
    public enum Need {
        NOWHERE,
        /** In the first row of a record, of which it is said once. */
        ONCE,
        EVERYWHERE
    }

    /** What its cells hold. */
    public enum Type {
        TEXT,
        /** A decimal without grouping. */
        NUMBER,
        /** {@code 2026-01-31}, or a date cell of a spreadsheet. */
        DATE
    }

    public static Column text(String key, String... titles) {
        return new Column(key, List.of(titles), Type.TEXT, Need.NOWHERE);
    }

    public static Column number(String key, String... titles) {
        return new Column(key, List.of(titles), Type.NUMBER, Need.NOWHERE);
    }

    public static Column date(String key, String... titles) {
        return new Column(key, List.of(titles), Type.DATE, Need.NOWHERE);
    }

    /** The same, and no cell of it may be empty. */
    public Column needed() {
        return new Column(key, titles, type, Need.EVERYWHERE);
    }

    /** The same, and the first row of a record has to have it. */
    public Column neededOnce() {
        return new Column(key, titles, type, Need.ONCE);
    }

    public boolean required() {
        return need != Need.NOWHERE;
    }

    public String chineseTitle() {
        return titles.isEmpty() ? key : titles.get(0);
    }

    private static String unmarked(String head) {
        return head.endsWith("*") || head.endsWith("＊")
                ? head.substring(0, head.length() - 1).strip()
                : head;
    }

    /** Whether a head line means this column; blanks around, capitals and a mark for a needed one do not matter. */
    boolean isCalled(String head) {
        String name = unmarked(head.strip()).toLowerCase(Locale.ROOT);
        List<String> names = new ArrayList<>(titles);
        names.add(key);
        return names.stream().anyMatch(known -> known.toLowerCase(Locale.ROOT).equals(name));
    }
}
