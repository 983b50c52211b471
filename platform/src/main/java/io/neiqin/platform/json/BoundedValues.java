package io.neiqin.platform.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Days and decimals that the rest of the house can bear, wherever they come in: a day is a text like 2026-11-21 of the
 * years 1900 to 9999 (a mistyped year must not reach a database that cannot hold it), a decimal has at most 40 digits
 * and 20 decimals (arithmetic on 1E+1000000 takes minutes).
 */
public final class BoundedValues extends SimpleModule {

    private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);
    private static final int MAX_DIGITS = 40;
    private static final int MAX_SCALE = 20;
    private static final int MAX_LENGTH = 100;

    public BoundedValues() {
        super("bounded-values");
        addDeserializer(LocalDate.class, new Days());
        addDeserializer(BigDecimal.class, new Decimals());
    }

    /** The day that a text names; empty when it names none, or one out of bounds. */
    public static Optional<LocalDate> day(String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            return day.isBefore(FIRST) || day.isAfter(LAST) ? Optional.empty() : Optional.of(day);
        } catch (DateTimeParseException notADay) {
            return Optional.empty();
        }
    }

    /** The whole hour of those days that a text like 2026-11-21T08:00:00Z names; empty when it names none. */
    public static Optional<Instant> hour(String text) {
        return instant(text).filter(hour -> hour.equals(hour.truncatedTo(ChronoUnit.HOURS)));
    }

    /** The instant of those days that a text like 2026-11-21T08:00:00Z names; empty when it names none. */
    public static Optional<Instant> instant(String text) {
        try {
            Instant instant = Instant.parse(text);
            boolean bounded = !instant.isBefore(start(FIRST)) && instant.isBefore(start(LAST.plusDays(1)));
            return bounded ? Optional.of(instant) : Optional.empty();
        } catch (DateTimeException noInstant) {
            return Optional.empty();
        }
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static final class Days extends StdDeserializer<LocalDate> {
        Days() {
            super(LocalDate.class);
        }

        @Override
        public LocalDate deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (LocalDate) context.handleUnexpectedToken(LocalDate.class, parser);
            }
            String text = parser.getText();
            Optional<LocalDate> day = day(text);
            if (day.isPresent()) {
                return day.get();
            }
            return (LocalDate) context.handleWeirdStringValue(LocalDate.class, text, "a day as 2026-11-21");
        }
    }

    private static final class Decimals extends StdDeserializer<BigDecimal> {
        Decimals() {
            super(BigDecimal.class);
        }

        @Override
        public BigDecimal deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)
                    && !parser.currentToken().isNumeric()) {
                return (BigDecimal) context.handleUnexpectedToken(BigDecimal.class, parser);
            }
            String text = parser.getText().strip();
            try {
                // The length first: reading a million digits takes minutes.
                BigDecimal value = text.length() > MAX_LENGTH ? null : new BigDecimal(text);
                if (value != null && value.precision() <= MAX_DIGITS && Math.abs((long) value.scale()) <= MAX_SCALE) {
                    return value;
                }
            } catch (NumberFormatException notADecimal) {
                // answered below
            }
            String shown = text.length() > MAX_DIGITS ? text.substring(0, MAX_DIGITS) : text;
            return (BigDecimal) context.handleWeirdStringValue(BigDecimal.class, shown, "a decimal as 12.50");
        }
    }
}
