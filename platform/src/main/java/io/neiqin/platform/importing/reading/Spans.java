package io.neiqin.platform.importing.reading;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rows of a file, in pieces: portions are stored side by side, so what is done need not stand together.
 *
 * @param spans apart from each other, in order
 */
public record Spans(List<Span> spans) {

    /**
     * Rows that stand together.
     *
     * @param from the first, counted from 0 behind the head line
     * @param to the first behind it
     */
    public record Span(int from, int to) {}

    public static final Spans NONE = new Spans(List.of());

    /** One piece, empty where it ends where it begins. */
    public static Spans of(int from, int to) {
        return from == to ? NONE : new Spans(List.of(new Span(from, to)));
    }

    /** How many there are. */
    public int rows() {
        return spans.stream().mapToInt(span -> span.to() - span.from()).sum();
    }

    public boolean has(int row) {
        return spans.stream().anyMatch(span -> span.from() <= row && row < span.to());
    }

    /** These and those; what touches is one piece. */
    public Spans and(Spans more) {
        List<Span> merged = new ArrayList<>();
        Stream.concat(spans.stream(), more.spans.stream())
                .sorted(Comparator.comparingInt(Span::from))
                .forEach(next -> {
                    Span last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
                    if (last != null && next.from() <= last.to()) {
                        merged.set(merged.size() - 1, new Span(last.from(), Math.max(last.to(), next.to())));
                    } else {
                        merged.add(next);
                    }
                });
        return new Spans(List.copyOf(merged));
    }
}
