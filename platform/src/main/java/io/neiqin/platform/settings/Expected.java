package io.neiqin.platform.settings;

import java.util.Arrays;
import java.util.List;

/**
 * What a value has to be.
 *
 * @param choices of {@link ValueType#ONE_OF} and {@link ValueType#SOME_OF}; else empty
 * @param from the least value, as it is written; null for none
 * @param to the greatest value; null for none
 */
record Expected(ValueType type, List<String> choices, String from, String to) {

    /** @param title as {@code duration} or {@code one of A | B} */
    static Expected of(String title) {
        for (ValueType type : List.of(ValueType.ONE_OF, ValueType.SOME_OF)) {
            String begun = type.title() + " ";
            if (title.startsWith(begun)) {
                List<String> choices = Arrays.stream(
                                title.substring(begun.length()).split("\\|"))
                        .map(String::strip)
                        .toList();
                return new Expected(type, choices, null, null);
            }
        }
        return new Expected(ValueType.of(title), List.of(), null, null);
    }

    /** @throws IllegalArgumentException where an end of the range is none of the type */
    Expected between(String least, String greatest) {
        Expected bounded = new Expected(type, choices, least, greatest);
        for (String end : Arrays.asList(least, greatest)) {
            if (end != null && !bounded.fits(end)) {
                throw new IllegalArgumentException(
                        end + " is no end of a range of \"" + type.title() + "\" from " + least + " to " + greatest);
            }
        }
        return bounded;
    }

    boolean fits(String text) {
        try {
            Comparable<?> value = type.read(text);
            return isChosen(text)
                    && (value == null
                            || (from == null || compare(value, type.read(from)) >= 0)
                                    && (to == null || compare(value, type.read(to)) <= 0));
        } catch (RuntimeException unreadable) {
            return false;
        }
    }

    private boolean isChosen(String text) {
        List<String> parts = type == ValueType.SOME_OF ? ValueType.split(text) : List.of(text);
        return choices.isEmpty()
                || parts.stream()
                        .map(String::strip)
                        .allMatch(part -> choices.stream().anyMatch(part::equalsIgnoreCase));
    }

    /** Whether the first value is below the second one; true where either is no value of the type. */
    boolean isLess(String first, String second) {
        return !fits(first) || !fits(second) || compare(type.read(first), type.read(second)) < 0;
    }

    @SuppressWarnings("unchecked")
    private static int compare(Comparable<?> one, Comparable<?> other) {
        return ((Comparable<Object>) one).compareTo(other);
    }

    /** As it stands in a description, and on the page. */
    @Override
    public String toString() {
        String what = choices.isEmpty() ? type.title() : type.title() + " " + String.join(" | ", choices);
        if (from == null) {
            return what;
        }
        return what + ", " + from + (to == null ? " or more" : " to " + to);
    }
}
