package io.neiqin.local.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finds one record in a list of the API, page by page. */
public final class Lookup {
    private Lookup() {}

    /** @param path of the list, with a query or without */
    public static Optional<JsonNode> find(Api api, String path, String field, String value)
            throws IOException, InterruptedException {
        String cursor = null;
        do {
            String page = cursor == null ? "" : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
            JsonNode list = api.get(path + (path.contains("?") ? "&" : "?") + "limit=200" + page)
                    .body();
            for (JsonNode item : list.path("items")) {
                if (value.equals(item.path(field).asText())) {
                    return Optional.of(item);
                }
            }
            cursor = list.path("nextCursor").asText(null);
        } while (cursor != null && !cursor.equals("null"));
        return Optional.empty();
    }
}
