package io.neiqin.platform.importing.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.neiqin.platform.database.TransactionSql;
import io.neiqin.platform.importing.ImportRecord;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.problem.Problem.FieldError;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** What is wrong with the rows of files. */
@ApplicationScoped
class ImportErrors {

    /**
     * One thing.
     *
     * @param line in the file
     * @param no from 0, of those in a line
     * @param key of the record
     * @param column its key; null where the whole row is meant
     */
    record RowError(long line, int no, String key, String column, String code, List<Object> arguments) {}

    private static final String ADD = """
            insert into import_error (batch_id, line, no, record_key, column_key, code, arguments)
            select $1, line, no, record_key, column_key, code, arguments::jsonb
            from unnest($2::bigint[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[])
              as e(line, no, record_key, column_key, code, arguments)
            on conflict do nothing""";

    private static final String PAGE = """
            select line, no, record_key, column_key, code, arguments::text from import_error
            where batch_id = $1 and (line, no) > ($2, $3) order by line, no limit $4""";

    private static final TypeReference<List<Object>> ARGUMENTS = new TypeReference<>() {};

    private final ObjectMapper json;

    ImportErrors(ObjectMapper json) {
        this.json = json;
    }

    /** One for each place that a refusal points at, at the row of the record that it means, or one for the whole. */
    static List<RowError> of(ImportRecord record, Problem refusal) {
        if (refusal.isEmpty()) {
            return List.of(
                    new RowError(record.first().line(), 0, record.key(), null, refusal.code(), refusal.arguments()));
        }
        List<RowError> errors = new ArrayList<>();
        List<FieldError> places = refusal.errors();
        for (int i = 0; i < places.size(); i++) {
            FieldError place = places.get(i);
            Spot spot = Spot.of(place.pointer());
            int row = Math.min(spot.row(), record.rows().size() - 1);
            errors.add(new RowError(
                    record.rows().get(row).line(), i, record.key(), spot.column(), place.code(), place.arguments()));
        }
        return errors;
    }

    /**
     * {@code /lines/2/unitPrice} of a request is the column {@code unit_price} of the record's third row.
     *
     * @param column null for none
     */
    private record Spot(int row, String column) {

        static Spot of(String pointer) {
            int row = 0;
            String column = null;
            for (String step : pointer.split("/")) {
                if (step.matches("\\d{1,6}")) {
                    row = Integer.parseInt(step);
                } else if (!step.isEmpty()) {
                    column = step;
                }
            }
            return new Spot(
                    row,
                    column == null ? null : column.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
        }
    }

    Uni<Void> add(UUID batchId, List<RowError> errors) {
        if (errors.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .flatMap(session -> TransactionSql.update(
                        session,
                        ADD,
                        batchId,
                        errors.stream().map(RowError::line).toArray(Long[]::new),
                        errors.stream().map(RowError::no).toArray(Integer[]::new),
                        errors.stream().map(RowError::key).toArray(String[]::new),
                        errors.stream().map(RowError::column).toArray(String[]::new),
                        errors.stream().map(RowError::code).toArray(String[]::new),
                        errors.stream().map(error -> write(error.arguments())).toArray(String[]::new)))
                .replaceWithVoid();
    }

    /** Those of the last look are gone. */
    Uni<Void> clear(UUID batchId) {
        return Panache.getSession()
                .flatMap(session ->
                        TransactionSql.update(session, "delete from import_error where batch_id = $1", batchId))
                .replaceWithVoid();
    }

    /** In the order of the file, those after a line and a number. */
    Uni<List<RowError>> after(UUID batchId, long line, int no, int limit) {
        return Panache.getSession()
                .flatMap(session -> TransactionSql.select(session, PAGE, batchId, line, no, limit))
                .map(Unchecked.function(rows -> {
                    List<RowError> errors = new ArrayList<>();
                    while (rows.next()) {
                        errors.add(read(rows));
                    }
                    return errors;
                }));
    }

    private RowError read(ResultSet row) throws SQLException {
        return new RowError(
                row.getLong("line"),
                row.getInt("no"),
                row.getString("record_key"),
                row.getString("column_key"),
                row.getString("code"),
                arguments(row.getString("arguments")));
    }

    private List<Object> arguments(String text) {
        try {
            return json.readValue(text, ARGUMENTS);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String write(List<Object> arguments) {
        try {
            return json.writeValueAsString(
                    arguments.stream().map(String::valueOf).toList());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
