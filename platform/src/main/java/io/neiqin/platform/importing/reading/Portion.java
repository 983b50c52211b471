package io.neiqin.platform.importing.reading;

import io.neiqin.platform.importing.ImportRecord;
import io.neiqin.platform.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Records that stand together in a file and are taken together.
 *
 * @param from its first row, counted from 0 behind the head line
 */
public record Portion(int from, List<Found> records) {

    /**
     * A record.
     *
     * @param rowsInFile all of its rows, also where there are more than a record may have
     * @param problem what is wrong with it as it stands in the file; null where nothing is. Half an order would be another
     *     one: what is wrong with one of its rows is wrong with all of it
     */
    public record Found(ImportRecord record, int rowsInFile, Problem problem) {}

    public boolean isEmpty() {
        return records.isEmpty();
    }

    public Spans rows() {
        return Spans.of(
                from, from + records.stream().mapToInt(Found::rowsInFile).sum());
    }

    /** Those with nothing wrong in the file. */
    public List<ImportRecord> sound() {
        return records.stream()
                .filter(found -> found.problem() == null)
                .map(Found::record)
                .toList();
    }

    /** A portion for each record. */
    public List<Portion> singly() {
        List<Portion> single = new ArrayList<>();
        int row = from;
        for (Found found : records) {
            single.add(new Portion(row, List.of(found)));
            row += found.rowsInFile();
        }
        return single;
    }

    /** The same single record, refused for a reason that shows only when it is stored. */
    public Portion refused(Problem problem) {
        Found only = records.get(0);
        return new Portion(from, List.of(new Found(only.record(), only.rowsInFile(), problem)));
    }
}
