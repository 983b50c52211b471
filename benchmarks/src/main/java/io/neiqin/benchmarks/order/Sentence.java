package io.neiqin.benchmarks.order;

import io.neiqin.benchmarks.FreshIds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement that can be said again for another order: its parameters, with the places where what is new with every
 * order stands.
 *
 * @param sql for JDBC
 * @param parameters each as its pieces; those at odd places are names of fresh texts
 */
record Sentence(String sql, List<List<String>> parameters) {

    private static final Pattern FRESH =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|SO\\d{8}-\\d{6,}");

    /**
     * @param values null for null
     * @param fixed ids that are the same for every order
     */
    static Sentence of(String sql, List<String> values, Set<String> fixed) {
        List<List<String>> parameters = new ArrayList<>();
        for (String value : values) {
            parameters.add(value == null ? null : pieces(value, fixed));
        }
        return new Sentence(sql, parameters);
    }

    private static List<String> pieces(String value, Set<String> fixed) {
        List<String> pieces = new ArrayList<>();
        Matcher fresh = FRESH.matcher(value);
        int from = 0;
        while (fresh.find()) {
            if (!fixed.contains(fresh.group())) {
                pieces.add(value.substring(from, fresh.start()));
                pieces.add(fresh.group());
                from = fresh.end();
            }
        }
        pieces.add(value.substring(from));
        return pieces;
    }

    /** Of a plain insert. */
    String table() {
        return sql.split(" ")[2];
    }

    /** The ids in a text. */
    static Set<String> ids(String text) {
        Set<String> ids = new HashSet<>();
        Matcher id = FRESH.matcher(text);
        while (id.find()) {
            ids.add(id.group());
        }
        return ids;
    }

    /**
     * A parameter for another order.
     *
     * @param fresh by what stood there; filled as needed
     */
    String value(int parameter, Map<String, String> fresh) {
        List<String> pieces = parameters.get(parameter);
        if (pieces == null) {
            return null;
        }
        if (pieces.size() == 1) {
            return pieces.get(0);
        }
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            value.append(i % 2 == 0 ? pieces.get(i) : fresh.computeIfAbsent(pieces.get(i), Sentence::another));
        }
        return value.toString();
    }

    /** As long as the old one. */
    private static String another(String old) {
        String id = FreshIds.next();
        return id.substring(id.length() - old.length());
    }
}
