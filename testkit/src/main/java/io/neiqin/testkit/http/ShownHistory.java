package io.neiqin.testkit.http;

import static io.neiqin.testkit.http.Api.assertStatus;

import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The history of a record as its reader gets it.
 *
 * @param entries newest first
 */
public record ShownHistory(List<Map<String, Object>> entries) {

    /** Of the record at a path, as this reader sees it. */
    public static ShownHistory of(Api reader, String record) {
        Response answer = assertStatus(reader.get(record + "/history"), 200);
        return new ShownHistory(answer.path("items"));
    }

    /** A member of an entry. */
    public Object the(String member, int entry) {
        return entries.get(entry).get(member);
    }

    /** The commands, newest first. */
    public List<Object> commands() {
        return entries.stream().map(entry -> entry.get("command")).toList();
    }

    /** What stood there before an entry, by place. */
    public Map<String, Object> before(int entry) {
        return values(entry, "before");
    }

    /** What stands there after an entry, by place. */
    public Map<String, Object> after(int entry) {
        return values(entry, "after");
    }

    private Map<String, Object> values(int entry, String side) {
        Map<String, Object> values = new HashMap<>();
        for (Object change : (List<?>) entries.get(entry).get("changes")) {
            Map<?, ?> one = (Map<?, ?>) change;
            values.put(one.get("pointer").toString(), one.get(side));
        }
        return values;
    }
}
