package io.neiqin.local.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.neiqin.local.Running;
import io.neiqin.local.api.Api;
import io.neiqin.local.history.Table.Row;
import io.neiqin.local.load.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives rows to a service's imports as one file, shows how far it is, and tells what was refused. */
final class FileImport {
    private static final int PAUSE_MILLIS = 200;
    private static final int LAG_ATTEMPTS = 120;
    private static final int LAG_PAUSE_MILLIS = 1_000;

    /** What the service knows from others, by events that take a moment. */
    private static final Set<String> NOT_HEARD_OF_YET =
            Set.of("unknown-customer", "unknown-employee-no", "unknown-owner", "inactive-owner");

    private final Api api;
    private final Running running;
    private final Progress progress;
    private final String source;

    /** @param source by which the records are known there */
    FileImport(Api api, Running running, Progress progress, String source) {
        this.api = api;
        this.running = running;
        this.progress = progress;
        this.source = source;
    }

    /**
     * What is imported.
     *
     * @param path of the service's imports, as {@code /api/orders/imports}
     * @param kind as the service calls it
     */
    record Kind(String path, String kind, List<String> columns) {}

    /**
     * A row of the file.
     *
     * @param of the row of the source that it is made of
     * @param cells as many as the kind has columns; null for an empty one
     */
    record Sent(Row of, List<String> cells) {}

    /** @param column null where the whole row is meant */
    record Refused(Sent sent, String column, String message) {}

    /**
     * What has become of it.
     *
     * @param lastEvents aggregate → version of its last event, of what was entered last; empty where nothing was
     */
    record Outcome(List<Refused> refused, Map<String, String> lastEvents) {}

    /**
     * @param checking what the bar is called while the file is looked through
     * @param title and while it is taken
     */
    Outcome run(Kind kind, List<Sent> rows, String checking, String title) throws IOException, InterruptedException {
        if (rows.isEmpty()) {
            progress.begin(title, 0);
            progress.end();
            return new Outcome(List.of(), Map.of());
        }
        String upload =
                kind.path() + "?kind=" + kind.kind() + "&source=" + source + "&fileName=" + kind.kind() + ".csv";
        String id =
                api.upload(upload, csv(kind.columns(), rows)).body().path("id").asText();
        String path = kind.path() + "/" + id;
        await(path, checking, rows.size(), "UPLOADED");
        List<JsonNode> errors = errors(path);
        for (int i = 0; i < LAG_ATTEMPTS && errors.stream().anyMatch(FileImport::isNotHeardOfYet); i++) {
            running.pause(LAG_PAUSE_MILLIS);
            api.post(path + "/validate", null, Map.of());
            await(path, null, rows.size(), "UPLOADED");
            errors = errors(path);
        }
        api.post(path + "/commit", Map.of("skipRefused", true), Map.of());
        JsonNode done = await(path, title, rows.size(), "COMMITTING");
        JsonNode last = done.path("lastEvent");
        return new Outcome(
                errors(path).stream().map(error -> refused(error, rows)).toList(),
                last.isObject()
                        ? Map.of(
                                last.path("aggregateId").asText(),
                                last.path("version").asText())
                        : Map.of());
    }

    /** @param title of the bar; null for none */
    private JsonNode await(String path, String title, int rows, String status)
            throws IOException, InterruptedException {
        if (title != null) {
            progress.begin(title, rows);
        }
        JsonNode batch = api.get(path).body();
        while (batch.path("status").asText().equals(status)) {
            show(title, batch);
            running.pause(PAUSE_MILLIS);
            batch = api.get(path).body();
        }
        show(title, batch);
        if (title != null) {
            progress.end();
        }
        if (batch.path("problem").isObject()) {
            throw new IOException(path + ": " + batch.path("problem"));
        }
        return batch;
    }

    private void show(String title, JsonNode batch) {
        if (title != null) {
            progress.at(batch.path("rows").asInt(), batch.path("refused").asInt());
        }
    }

    private List<JsonNode> errors(String path) throws IOException, InterruptedException {
        List<JsonNode> errors = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get(path + "/errors?limit=200&cursor=" + cursor).body();
            page.path("items").forEach(errors::add);
            cursor = page.path("nextCursor").asText("");
        } while (!cursor.isEmpty() && !cursor.equals("null"));
        return errors;
    }

    private static boolean isNotHeardOfYet(JsonNode error) {
        return NOT_HEARD_OF_YET.contains(error.path("code").asText());
    }

    /** The head is line 1; no cell has a line break (see {@link #cell}). */
    private static Refused refused(JsonNode error, List<Sent> rows) {
        return new Refused(
                rows.get(error.path("line").asInt() - 2),
                error.path("column").isTextual() ? error.path("column").asText() : null,
                error.path("message").asText());
    }

    private static byte[] csv(List<String> columns, List<Sent> rows) {
        StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
        for (Sent row : rows) {
            text.append(row.cells().stream().map(FileImport::cell).collect(Collectors.joining(",")))
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** On one line each, so that the number of a line is that of a row. */
    private static String cell(String value) {
        return value == null ? "" : '"' + value.replaceAll("[\r\n]+", " ").replace("\"", "\"\"") + '"';
    }
}
