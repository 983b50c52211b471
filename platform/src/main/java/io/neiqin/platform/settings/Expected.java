package io.neiqin.platform.settings;

import java.util.Arrays;
import java.util.List;

/**
 * What a value has to be.
 *
 * @param choices of {@link ValueType#ONE_OF}; else empty
 * @param from the least value, as it is written; null for none
 * @param to the greatest value; null for none
 */
record Expected(ValueType type, List<String> choices, String from, String to) {

    private static final String CHOICE = ValueType.ONE_OF.title() + " ";

    /** @param title as {@code duration} or {@code one of A | B} */
    static Expected of(String title) {
        return title.startsWith(CHOICE)
                ? new Expected(
                        ValueType.ONE_OF,
                        Arrays.stream(title.substring(CHOICE.length()).split("\\|"))
                                .map(String::strip)
                                .toList(),
                        null,
                        null)
                : new Expected(ValueType.of(title), List.of(), null, null);
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
            boolean chosen = choices.isEmpty() || choices.stream().anyMatch(text.strip()::equalsIgnoreCase);
            return chosen
                    && (value == null
                            || (from == null || compare(value, type.read(from)) >= 0)
                                    && (to == null || compare(value, type.read(to)) <= 0));
        } catch (RuntimeException unreadable) {
            return false;
        }
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
        String what = choices.isEmpty() ? type.title() : CHOICE + String.join(" | ", choices);
        if (from == null) {
            return what;
        }
        return what + ", " + from + (to == null ? " or more" : " to " + to);
    }
}
