package io.neiqin.platform.exporting;

import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.neiqin.platform.NoteApi;
import io.neiqin.platform.Sql;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** Takes notes out. Two salespersons who see their own, an auditor, and one who may take nothing out. */
final class ExportApi {

    static final String EXPORTS = "/api/platform/exports";
    static final String NORTH = "EX-NORTH-1";
    static final String SOUTH = "EX-SOUTH-1";
    static final String AUDITOR = "EX-AUDIT";
    static final String FINANCE = "EX-FIN";
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static boolean hired;

    final NoteApi notes = NoteApi.ready();
    final Sql sql;

    ExportApi(DataSource database) {
        sql = new Sql(database);
        if (!hired) {
            notes.organisation.department("EX-NORTH", null, null);
            notes.organisation.department("EX-SOUTH", null, null);
            notes.organisation.employee(NORTH, "EX-NORTH", "SALESPERSON", "SELF");
            notes.organisation.employee(SOUTH, "EX-SOUTH", "SALESPERSON", "SELF");
            notes.organisation.employee(AUDITOR, "EX-SOUTH", "AUDITOR", "ALL");
            notes.organisation.employee(FINANCE, "EX-SOUTH", "FINANCE", "ALL");
            List.of(NORTH, SOUTH, AUDITOR, FINANCE).forEach(notes::awaitKnown);
            hired = true;
        }
    }

    /** Notes of somebody with this in their titles, numbered from 1; behind the API's back, which would take minutes. */
    void notes(String owner, String mark, int count) {
        sql.run("""
            insert into note (id, version, number, title, amount, due_on, changes, owner_no)
            select uuidv7(), 0, ? || '-' || g, ? || '-' || g, -g / 10.0, date '2026-01-31', 0, ?
            from generate_series(1, ?) g\
            """, mark, mark, owner, count);
    }

    /** They would be in the way of others' lists. */
    void clear() {
        sql.run("delete from note where owner_no in (?, ?)", NORTH, SOUTH);
    }

    static String mark() {
        return UUID.randomUUID().toString();
    }

    static Map<String, Object> body(String format, String... filters) {
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < filters.length; i += 2) {
            named.put(filters[i], filters[i + 1]);
        }
        return new HashMap<>(Map.of("kind", "notes", "format", format, "filters", named));
    }

    Response ask(String who, Map<String, Object> body) {
        return notes.api.as(who).post(EXPORTS, body);
    }

    String asked(String who, String format, String... filters) {
        return assertStatus(ask(who, body(format, filters)), 201).path("id");
    }

    Response get(String who, String id) {
        return notes.api.as(who).get(EXPORTS + "/" + id);
    }

    Response content(String who, String id) {
        return notes.api.as(who).get(EXPORTS + "/" + id + "/content");
    }

    Response cancel(String who, String id) {
        return notes.api.as(who).post(EXPORTS + "/" + id + "/cancel");
    }

    String status(String id) {
        return sql.column("select status from data_export where id = ?::uuid", id)
                .get(0);
    }

    long rows(String id) {
        return sql.number("select rows from data_export where id = ?::uuid", id);
    }

    void awaitStatus(String id, String status) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> status(id).equals(status));
    }

    /** Begun, and not at its end. */
    void awaitProgress(String id) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> rows(id) > 0);
        assertThat(status(id)).isEqualTo("RUNNING");
    }

    /** How often it was told. */
    long told(String id) {
        return sql.number("""
            select count(*) from (select aggregateid from outbox union all select aggregateid from event_log) e
            where aggregateid = ?::uuid\
            """, id);
    }

    /** The file's lines, the head among them. */
    List<List<String>> lines(String who, String id) {
        String text = new String(assertStatus(content(who, id), 200).asByteArray(), StandardCharsets.UTF_8);
        assertThat(text).startsWith("\uFEFF");
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(text.substring(1))) {
            return reader.stream().map(CsvRecord::getFields).toList();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    List<String> titles(String who, String id) {
        List<List<String>> lines = lines(who, id);
        int place = lines.get(0).indexOf("title");
        return lines.stream().skip(1).map(line -> line.get(place)).toList();
    }
}
