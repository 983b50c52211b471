package io.neiqin.platform.deadline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of time.
 *
 * @param to the first moment after it; not before {@code from}
 */
public record Span(Instant from, Instant to) {

    public Span {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a span ends before it begins: " + from + ", " + to);
        }
    }

    Duration length() {
        return Duration.between(from, to);
    }

    boolean isEmpty() {
        return from.equals(to);
    }

    /** The part within the other; empty where they do not meet. */
    Span within(Span other) {
        Instant begin = from.isAfter(other.from) ? from : other.from;
        Instant end = to.isBefore(other.to) ? to : other.to;
        return end.isBefore(begin) ? new Span(begin, begin) : new Span(begin, end);
    }

    /** What is left of it without the others, in order. The others may overlap, in any order. */
    List<Span> without(List<Span> others) {
        List<Span> left = List.of(this);
        for (Span other : others) {
            left = left.stream().flatMap(span -> span.without(other).stream()).toList();
        }
        return left;
    }

    private List<Span> without(Span other) {
        Span cut = other.within(this);
        if (cut.isEmpty()) {
            return List.of(this);
        }
        List<Span> left = new ArrayList<>();
        if (from.isBefore(cut.from)) {
            left.add(new Span(from, cut.from));
        }
        if (cut.to.isBefore(to)) {
            left.add(new Span(cut.to, to));
        }
        return left;
    }
}
