package io.neiqin.journeys.fault;

import io.neiqin.journeys.check.Finding.Code;
import io.neiqin.journeys.check.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was hit how often, and what was found: one row per fault, one line per planted bug. Written to {@code
 * target/faults.md} with each row, and printed when all tests of the module have ended.
 */
public final class FaultTable {

    private static final Path FILE = Path.of("target", "faults.md");
    private static final String FAULTS = """
            | fault | runs | lost | double | order | drift | other | figure |
            |---|---|---|---|---|---|---|---|
            """;
    private static final String BUGS = """

            | planted bug | must say | said |
            |---|---|---|
            """;
    private static final Map<String, Row> ROWS = new LinkedHashMap<>();
    private static final Map<String, String> PLANTED = new LinkedHashMap<>();

    private record Row(int runs, long lost, long twice, long order, long drift, long other, String figure) {

        Row plus(Verdict verdict, String newFigure) {
            long four = verdict.count(Code.LOST)
                    + verdict.count(Code.DOUBLE)
                    + verdict.count(Code.ORDER)
                    + verdict.count(Code.DRIFT);
            return new Row(
                    runs + 1,
                    lost + verdict.count(Code.LOST),
                    twice + verdict.count(Code.DOUBLE),
                    order + verdict.count(Code.ORDER),
                    drift + verdict.count(Code.DRIFT),
                    other + verdict.findings().size() - four,
                    newFigure);
        }
    }

    private FaultTable() {}

    /**
     * Counts a run of a fault.
     *
     * @param fault as {@code F1 kill -9 of orders}
     * @param figure what was measured, of all runs so far; may be empty
     */
    public static synchronized void add(String fault, Verdict verdict, String figure) {
        ROWS.merge(
                fault,
                new Row(0, 0, 0, 0, 0, 0, "").plus(verdict, figure),
                (before, one) -> before.plus(verdict, figure));
        write();
    }

    /** A fault whose test counts by itself, with all of its runs. */
    public static synchronized void add(
            String fault, int runs, long lost, long twice, long order, long drift, String figure) {
        ROWS.put(fault, new Row(runs, lost, twice, order, drift, 0, figure));
        write();
    }

    /** What the checker said first of the kind that it must say; else all that it said. */
    public static synchronized void planted(String bug, Code must, Verdict verdict) {
        String said = verdict.findings().stream()
                .filter(finding -> finding.code() == must)
                .findFirst()
                .map(Object::toString)
                .orElse("not found; " + verdict);
        PLANTED.put(
                bug, "| " + bug + " | " + must + " | " + said.replace('\n', ' ').replace('|', '/') + " |\n");
        write();
    }

    public static synchronized String text() {
        StringBuilder text = new StringBuilder(FAULTS);
        ROWS.forEach((fault, row) -> text.append("| ")
                .append(String.join(
                        " | ",
                        fault,
                        row.runs() + "",
                        row.lost() + "",
                        row.twice() + "",
                        row.order() + "",
                        row.drift() + "",
                        row.other() + "",
                        row.figure()))
                .append(" |\n"));
        if (!PLANTED.isEmpty()) {
            text.append(BUGS);
            PLANTED.values().forEach(text::append);
        }
        return text.toString();
    }

    static synchronized boolean isEmpty() {
        return ROWS.isEmpty() && PLANTED.isEmpty();
    }

    private static void write() {
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
