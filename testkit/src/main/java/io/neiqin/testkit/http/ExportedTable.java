package io.neiqin.testkit.http;

import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A short export as CSV, read again: its rows by the columns' keys. Cells of the test's data have no quotes or commas. */
public record ExportedTable(List<String> columns, List<Map<String, String>> rows) {

    /**
     * Asks for it and fetches it.
     *
     * @param api as the one who takes it out
     * @param service as in the path
     */
    public static ExportedTable of(Api api, String service, String kind, Map<String, String> filters) {
        String exports = "/api/" + service + "/exports";
        Response asked =
                assertStatus(api.post(exports, Map.of("kind", kind, "format", "CSV", "filters", filters)), 201);
        assertThat(asked.<String>path("status")).as(asked.asString()).isEqualTo("READY");
        Response content = assertStatus(api.get(exports + "/" + asked.path("id") + "/content"), 200);
        List<List<String>> lines = new String(content.asByteArray(), StandardCharsets.UTF_8)
                .substring(1)
                .lines()
                .map(line -> List.of(line.split(",", -1)))
                .toList();
        List<String> columns = lines.get(0).subList(0, lines.get(0).size() - 1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            Map<String, String> row = new LinkedHashMap<>();
            columns.forEach(column -> row.put(column, line.get(row.size())));
            rows.add(row);
        }
        return new ExportedTable(columns, rows);
    }

    /** The cells of a column. */
    public List<String> column(String key) {
        return rows.stream().map(row -> row.get(key)).toList();
    }
}
