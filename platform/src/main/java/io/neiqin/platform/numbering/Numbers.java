package io.neiqin.platform.numbering;

import io.neiqin.platform.database.TransactionSql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/**
 * People-facing numbers from a PostgreSQL sequence; gaps are allowed. The format is configuration, as in
 * {@code neiqin.number.order=SO[yyyyMMdd]-######}: a date pattern in brackets, and as many digits as there are marks.
 */
@ApplicationScoped
public class Numbers {

    private final Config config;

    public Numbers(Config config) {
        this.config = config;
    }

    /**
     * The next number of a kind, within the caller's transaction.
     *
     * @param kind names the format {@code neiqin.number.<kind>} and the sequence {@code <kind>_number}
     * @param day fills the date part
     */
    public Uni<String> next(String kind, LocalDate day) {
        String format = config.getValue("neiqin.number." + kind, String.class);
        return Panache.getSession()
                .flatMap(session -> TransactionSql.select(session, "select nextval('" + kind + "_number')"))
                .map(Unchecked.function(row -> {
                    row.next();
                    return format(format, day, row.getLong(1));
                }));
    }

    /** As {@link #next(String, LocalDate)}, one for each day, in their order. */
    public Uni<List<String>> next(String kind, List<LocalDate> days) {
        String format = config.getValue("neiqin.number." + kind, String.class);
        return Panache.getSession()
                .flatMap(session -> TransactionSql.select(
                        session,
                        "select nextval('" + kind + "_number') as value from generate_series(1, $1::int)",
                        days.size()))
                .map(Unchecked.function(row -> {
                    List<String> numbers = new ArrayList<>();
                    for (LocalDate day : days) {
                        row.next();
                        numbers.add(format(format, day, row.getLong(1)));
                    }
                    return numbers;
                }));
    }

    /**
     * The format, which can be used.
     *
     * @throws IllegalArgumentException where it has not exactly one group of marks, or a date pattern that is none
     */
    public static String requireFormat(String format) {
        if (!format.matches("[^#]*#+[^#]*")) {
            throw new IllegalArgumentException("a number has its digits in one place: " + format);
        }
        format(format, LocalDate.EPOCH, 1);
        return format;
    }

    /** {@code SO[yyyyMMdd]-######} on 2026-11-21 with 123 is {@code SO20261121-000123}; a longer value is not cut. */
    static String format(String format, LocalDate day, long value) {
        String result = format;
        int open = result.indexOf('[');
        if (open >= 0) {
            int close = result.indexOf(']', open);
            String date = DateTimeFormatter.ofPattern(result.substring(open + 1, close))
                    .format(day);
            result = result.substring(0, open) + date + result.substring(close + 1);
        }
        int first = result.indexOf('#');
        int last = result.lastIndexOf('#');
        return result.substring(0, first)
                + String.format("%0" + (last - first + 1) + "d", value)
                + result.substring(last + 1);
    }
}
