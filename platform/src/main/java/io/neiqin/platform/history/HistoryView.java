package io.neiqin.platform.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.neiqin.platform.history.Changes.Value;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BiFunction;

/**
 * An entry of a history as it is shown: who, in which roles, when, by which command and why, and what changed.
 *
 * @param no 1 for the first one
 * @param actorName as he is called today; null where he is unknown here
 * @param version the aggregate's after it
 * @param unreadable whether somebody has made the changes such that nobody can read them; there are none then
 */
public record HistoryView(
        int no,
        Instant at,
        LocalDate businessDate,
        String actor,
        String actorName,
        List<String> roles,
        String command,
        String reason,
        String requestId,
        String causationId,
        int version,
        List<Change> changes,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean unreadable) {

    /** Why a value is not shown. */
    public enum Withheld {
        /** The reader may not see it, or not all of it. */
        MASKED,
        /** Nobody sees it any more. */
        ERASED
    }

    /**
     * The change of one value; or that all values of a field were erased, out of all entries before.
     *
     * @param pointer its place, as {@code /lines/0/quantity}; what was erased by its field, {@code /lines/quantity}
     * @param before null where there was none, or where it is withheld
     * @param after null where there is none any more, or where it is withheld
     * @param withheld null where both are shown as they are
     */
    public record Change(
            String pointer,
            JsonNode before,
            JsonNode after,
            @JsonInclude(JsonInclude.Include.NON_NULL) Withheld withheld) {}

    /** @param mask says what the reader sees of the value of a place; null for nothing */
    static HistoryView of(Entry entry, String actorName, BiFunction<String, JsonNode, JsonNode> mask) {
        Deed deed = entry.deed();
        boolean unreadable = entry.changes() == null;
        List<Changes.Change> changes = unreadable ? List.of() : entry.changes().all();
        return new HistoryView(
                entry.no(),
                deed.at(),
                deed.businessDate(),
                deed.actor(),
                actorName,
                deed.roles(),
                deed.command(),
                deed.reason(),
                deed.requestId(),
                deed.causationId(),
                entry.version(),
                changes.stream().map(change -> view(change, mask)).toList(),
                unreadable);
    }

    /** For a reader who is shown less than all: why something was done may tell the rest. */
    public HistoryView withoutReason() {
        return new HistoryView(
                no,
                at,
                businessDate,
                actor,
                actorName,
                roles,
                command,
                null,
                requestId,
                causationId,
                version,
                changes,
                unreadable);
    }

    private static Change view(Changes.Change change, BiFunction<String, JsonNode, JsonNode> mask) {
        JsonNode before = shown(change.pointer(), change.before(), mask);
        JsonNode after = shown(change.pointer(), change.after(), mask);
        boolean whole = before == json(change.before()) && after == json(change.after());
        Withheld withheld = change.isErased() || change.isErasure() ? Withheld.ERASED : whole ? null : Withheld.MASKED;
        return new Change(change.pointer(), before, after, withheld);
    }

    private static JsonNode shown(String pointer, Value value, BiFunction<String, JsonNode, JsonNode> mask) {
        JsonNode json = json(value);
        return json == null ? null : mask.apply(pointer, json);
    }

    private static JsonNode json(Value value) {
        return value == null ? null : value.json();
    }
}
