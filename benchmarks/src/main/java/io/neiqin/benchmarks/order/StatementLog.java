package io.neiqin.benchmarks.order;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server with {@code log_statement=all} and {@code log_line_prefix='%p '} says that it was sent. */
final class StatementLog {

    /**
     * A statement.
     *
     * @param session the server's process that carried it out
     * @param sql with {@code $1} where a parameter stands
     * @param values of the parameters as text, null for null
     */
    record Sent(String session, String sql, List<String> values) {}

    private static final Pattern STATEMENT = Pattern.compile("(\\d+) LOG: {2}(?:statement|execute [^:]+): ([\\s\\S]*)");
    private static final Pattern PARAMETERS = Pattern.compile("(\\d+) DETAIL: {2}[Pp]arameters: ([\\s\\S]*)");
    private static final Pattern VALUE = Pattern.compile("\\$\\d+ = (NULL|'((?:[^']|'')*+)')");

    private StatementLog() {}

    /** The transaction in which a text was sent, without its begin and commit. */
    static List<Sent> transaction(Path log, String text) {
        List<Sent> all = parse(read(log));
        Sent known = all.stream()
                .filter(sent -> sent.values().contains(text) && sent.sql().contains("sales_order"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the log does not show the order " + text));
        List<Sent> session = all.stream()
                .filter(sent -> sent.session().equals(known.session()))
                .toList();
        int at = session.indexOf(known);
        int begin = at;
        while (!isWord(session.get(begin), "begin")) {
            begin--;
        }
        int end = at;
        while (!isWord(session.get(end), "commit")) {
            end++;
        }
        return session.subList(begin + 1, end);
    }

    static List<Sent> parse(String log) {
        List<Sent> sent = new ArrayList<>();
        // An entry goes on as long as lines begin with a tab.
        for (String entry : log.split("\n(?!\t)")) {
            Matcher statement = STATEMENT.matcher(entry);
            Matcher parameters = PARAMETERS.matcher(entry);
            if (statement.matches()) {
                sent.add(new Sent(statement.group(1), statement.group(2).replace("\n\t", "\n"), List.of()));
            } else if (parameters.matches()) {
                Sent last = sent.remove(sent.size() - 1);
                sent.add(new Sent(last.session(), last.sql(), values(parameters.group(2))));
            }
        }
        return sent;
    }

    private static List<String> values(String parameters) {
        List<String> values = new ArrayList<>();
        Matcher value = VALUE.matcher(parameters);
        while (value.find()) {
            values.add(value.group(2) == null ? null : value.group(2).replace("''", "'"));
        }
        return values;
    }

    private static boolean isWord(Sent sent, String word) {
        return sent.sql().strip().toLowerCase().startsWith(word);
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
