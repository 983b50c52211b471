package io.neiqin.reporting.ontime;

import io.neiqin.reporting.cube.Measure;
import io.neiqin.reporting.cube.Measure.Counting;
import io.neiqin.reporting.order.OrderState.Line;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What can be asked about a promised day: of a line or of a whole order, shipped or accepted, first or agreed date.
 *
 * @param due counts what was promised for a day
 * @param kept count what was promised for a day and done by then
 */
record Promise(Unit unit, Date date, Measure due, Map<Basis, Measure> kept) {

    /** What is delivered. */
    enum Unit {
        LINE(Counting.LINES),
        ORDER(Counting.ORDERS);

        private final Counting counting;

        Unit(Counting counting) {
            this.counting = counting;
        }
    }

    /** When it counts as delivered. */
    enum Basis {
        ACCEPTED(Line::acceptedOn),
        SHIPPED(Line::shippedOn);

        private final Function<Line, LocalDate> completion;

        Basis(Function<Line, LocalDate> completion) {
            this.completion = completion;
        }

        boolean kept(Line line, LocalDate promised) {
            LocalDate completed = completion.apply(line);
            return completed != null && !completed.isAfter(promised);
        }
    }

    /** Which promise: the first one, or the one that customer and house agreed on later. */
    enum Date {
        ORIGINAL(Line::originalCommittedDate),
        AGREED(Line::agreedCommittedDate);

        private final Function<Line, LocalDate> promised;

        Date(Function<Line, LocalDate> promised) {
            this.promised = promised;
        }

        /** Null for a line that nothing was promised for. */
        LocalDate of(Line line) {
            return promised.apply(line);
        }
    }

    private static final List<Promise> ALL = Arrays.stream(Unit.values())
            .flatMap(unit -> Arrays.stream(Date.values()).map(date -> new Promise(unit, date)))
            .toList();

    private Promise(Unit unit, Date date) {
        this(unit, date, new Measure("DUE_" + unit + "_" + date, unit.counting, true), new EnumMap<>(Basis.class));
        for (Basis basis : Basis.values()) {
            kept.put(basis, new Measure("ON_TIME_" + unit + "_" + basis + "_" + date, unit.counting, true));
        }
    }

    static Promise of(Unit unit, Date date) {
        return ALL.get(unit.ordinal() * Date.values().length + date.ordinal());
    }

    static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }
}
