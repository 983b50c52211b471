package io.neiqin.testkit.scope;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A record that a service's test has made for the matrices.
 *
 * @param values by name: what its operations take as path parameters, its lists as filters, and its bodies need
 * @param mark whether an answer shows the record
 */
public record Made(String id, Map<String, String> values, Predicate<String> mark) {

    /** Known by its id. */
    public static Made of(String id) {
        return new Made(id, Map.of(), answer -> answer.contains(id));
    }

    /** An id that nothing has. */
    static Made ofNothing() {
        return of(UUID.randomUUID().toString());
    }

    /** With a value of this name. */
    public Made with(String name, String value) {
        Map<String, String> more = new HashMap<>(values);
        more.put(name, value);
        return new Made(id, more, mark);
    }

    /** Known by this, too. */
    public Made shownWhere(Predicate<String> sign) {
        return new Made(id, values, mark.or(sign));
    }

    /** The value of this name; for a record that is not there, an id that nothing has. */
    public String value(String name) {
        return values.getOrDefault(name, id);
    }

    boolean isShownIn(String answer) {
        return mark.test(answer);
    }
}
