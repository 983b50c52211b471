package io.neiqin.platform.deadline;

import io.neiqin.platform.organisation.WorkingCalendar.DayType;
import io.neiqin.platform.organisation.WorkingCalendar.Years;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which time counts, and when so much of it has passed: (open − paused) ∩ working time, always computed from the
 * intervals, never from a running total, so that a changed calendar changes what was counted. Pure arithmetic.
 *
 * @param openings the company's opening hours of a working day, in order and apart
 * @param zone of the company
 */
public record WorkingTime(Years calendar, List<Opening> openings, ZoneId zone) {

    /** No deadline is that long: the calendar must have lost its working days. */
    private static final int MOST_DAYS = 36_525;

    /** Hours of a day, as 09:00 to 12:00. */
    public record Opening(LocalTime from, LocalTime to) {
        public Opening {
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException("an opening closes before it opens: " + from + ", " + to);
            }
        }

        /**
         * Those of a day.
         *
         * @param texts as 09:00-12:00
         * @throws IllegalArgumentException when they overlap, or are not in their order
         */
        public static List<Opening> ofDay(List<String> texts) {
            List<Opening> openings = texts.stream().map(Opening::of).toList();
            for (int i = 1; i < openings.size(); i++) {
                if (openings.get(i).from().isBefore(openings.get(i - 1).to())) {
                    throw new IllegalArgumentException("opening hours are not in order and apart: " + texts);
                }
            }
            return openings;
        }

        private static Opening of(String text) {
            String[] ends = text.strip().split("-");
            if (ends.length != 2) {
                throw new IllegalArgumentException("opening hours are written as 09:00-12:00, not " + text);
            }
            return new Opening(LocalTime.parse(ends[0]), LocalTime.parse(ends[1]));
        }
    }

    /**
     * The time that counted.
     *
     * @param paused stretches that do not count
     */
    public Duration counted(Measure measure, Span open, List<Span> paused) {
        return days(open.from())
                .takeWhile(day -> start(day).isBefore(open.to()))
                .flatMap(day -> counting(measure, day))
                .map(span -> span.within(open))
                .flatMap(span -> span.without(paused).stream())
                .map(Span::length)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * When so much time will have counted, where nothing else pauses it: the first such moment, so that what ends with a
     * day is due at its end and not at the next day's beginning.
     *
     * @param paused stretches that do not count
     */
    public Instant due(Measure measure, Instant from, List<Span> paused, Duration allowed) {
        if (allowed.isZero()) {
            return from;
        }
        Duration left = allowed;
        for (LocalDate day : (Iterable<LocalDate>) days(from).limit(MOST_DAYS)::iterator) {
            Span open = new Span(from, later(from, start(day.plusDays(1))));
            List<Span> spans = counting(measure, day)
                    .map(span -> span.within(open))
                    .flatMap(span -> span.without(paused).stream())
                    .toList();
            for (Span span : spans) {
                if (left.compareTo(span.length()) <= 0) {
                    return span.from().plus(left);
                }
                left = left.minus(span.length());
            }
        }
        throw new IllegalStateException("no end in sight: " + allowed + " " + measure + " from " + from);
    }

    /** The stretches in which the company works, in order and apart; both days included. */
    public List<Span> hours(LocalDate first, LocalDate last) {
        return first.datesUntil(last.plusDays(1))
                .flatMap(day -> counting(Measure.WORKING_HOURS, day))
                .toList();
    }

    private Stream<LocalDate> days(Instant from) {
        return Stream.iterate(from.atZone(zone).toLocalDate(), day -> day.plusDays(1));
    }

    private Stream<Span> counting(Measure measure, LocalDate day) {
        if (measure != Measure.ELAPSED_HOURS && calendar.typeOf(day) != DayType.WORKDAY) {
            return Stream.empty();
        }
        return measure == Measure.WORKING_HOURS
                ? openings.stream().map(opening -> new Span(at(day, opening.from()), at(day, opening.to())))
                : Stream.of(new Span(start(day), start(day.plusDays(1))));
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    private Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(zone).toInstant();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
