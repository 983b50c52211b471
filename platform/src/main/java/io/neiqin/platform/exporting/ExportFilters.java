package io.neiqin.platform.exporting;

import io.neiqin.platform.http.Filter;
import io.neiqin.platform.json.BoundedValues;
import io.neiqin.platform.problem.Problem;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;

/** By what the records are narrowed: the named filters of their list. What is not asked for is null. */
public record ExportFilters(Map<String, String> values) {

    public String text(String name) {
        String value = values.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** Refuses an unknown constant with 400. */
    public <T extends Enum<T>> T oneOf(Class<T> type, String name) {
        return Filter.oneOf(type, name, text(name));
    }

    /** Refuses what is none with 400. */
    public UUID id(String name) {
        String value = text(name);
        try {
            return value == null ? null : UUID.fromString(value);
        } catch (IllegalArgumentException none) {
            throw Problem.badRequest("parameter-invalid", name, value);
        }
    }

    /** Refuses what is none with 400. */
    public LocalDate day(String name) {
        String value = text(name);
        return value == null
                ? null
                : BoundedValues.day(value).orElseThrow(() -> Problem.badRequest("parameter-invalid", name, value));
    }
}
