package io.neiqin.platform.settings;

import io.neiqin.platform.approval.ApproverRule;
import io.neiqin.platform.deadline.WorkingTime;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.numbering.Numbers;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What the value of a setting may be. In a description it is written as its name in small letters, as
 * {@code whole number}; the sentences of what is expected have their key from it.
 */
enum ValueType {
    TEXT("text", text -> text),
    WHOLE_NUMBER("whole number", Long::valueOf),
    AMOUNT("amount", BigDecimal::new),
    /** With two places at most, as they are stored. */
    PERCENT("percent", ValueType::percent),
    DURATION("duration", ValueType::duration),
    /** How often something is done. */
    DURATION_OR_OFF("duration or off", text -> text.equals("off") ? null : duration(text)),
    DURATION_LIST("duration list", each(ValueType::duration)),
    /** As PostgreSQL writes it: 15s, 500ms. */
    POSTGRESQL_TIME("PostgreSQL time", like("[1-9][0-9]*(ms|s|min|h|d)")),
    /** In bytes, as many as a long can count. */
    SIZE("size", text -> new MemorySizeConverter().convert(text).asLongValue()),
    TRUE_OR_FALSE("true or false", like("true|false")),
    /** The possible ones stand behind it: {@code one of A | B}. */
    ONE_OF("one of", text -> text),
    /** Some of the possible ones, which stand behind it: {@code some of A | B}. */
    SOME_OF("some of", text -> text),
    NAME("name", like("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]*")),
    NAME_LIST("name list", each(like("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]*"))),
    HOST("host", like("[A-Za-z0-9][A-Za-z0-9._-]*|\\[?[0-9a-fA-F]*:[0-9a-fA-F]*:[0-9a-fA-F:.]*]?")),
    PORT("port", ValueType::port),
    HOST_PORT_LIST("host:port list", each(ValueType::hostAndPort)),
    URL("URL", ValueType::url),
    TOPIC("topic", like("[a-zA-Z0-9._-]{1,249}")),
    TIME_ZONE("time zone", text -> ZoneId.of(text).getId()),
    FILE("file", text -> Path.of(text).toString()),
    FOLDER("folder", text -> Path.of(text).toString()),
    ROLE("role", ValueType::role),
    APPROVER("approver", ValueType::approver),
    APPROVER_LIST("approver list", each(ValueType::approver)),
    OPENING_HOURS(
            "opening hours", text -> WorkingTime.Opening.ofDay(split(text)).size()),
    NUMBER_FORMAT("number format", Numbers::requireFormat);

    private final String title;
    private final Function<String, Comparable<?>> reading;

    ValueType(String title, Function<String, Comparable<?>> reading) {
        this.title = title;
        this.reading = reading;
    }

    /** As it stands in a description. */
    String title() {
        return title;
    }

    /**
     * The value, to be compared with the ends of a range; null where it is beyond comparison, as "off" is.
     *
     * @throws RuntimeException where the text is none of this type
     */
    Comparable<?> read(String text) {
        return reading.apply(text.strip());
    }

    static ValueType of(String title) {
        return Arrays.stream(values())
                .filter(type -> type.title.equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no type of values \"" + title + "\""));
    }

    static List<String> split(String text) {
        return Arrays.asList(text.split(",", -1));
    }

    private static Function<String, Comparable<?>> each(Function<String, Comparable<?>> reading) {
        return text -> {
            split(text).forEach(part -> reading.apply(part.strip()));
            return text;
        };
    }

    private static Function<String, Comparable<?>> like(String pattern) {
        return text -> require(text, text.matches(pattern));
    }

    private static String require(String text, boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static Duration duration(String text) {
        Duration duration = DurationConverter.parseDuration(text);
        require(text, !duration.isNegative());
        return duration;
    }

    private static BigDecimal percent(String text) {
        BigDecimal percent = new BigDecimal(text);
        boolean fits = percent.signum() >= 0 && percent.compareTo(BigDecimal.valueOf(100)) <= 0;
        require(text, fits && percent.stripTrailingZeros().scale() <= 2);
        return percent;
    }

    private static Integer port(String text) {
        int port = Integer.parseInt(text);
        require(text, port > 0 && port < 1 << 16);
        return port;
    }

    private static String hostAndPort(String text) {
        int colon = text.lastIndexOf(':');
        HOST.read(text.substring(0, Math.max(0, colon)));
        port(text.substring(colon + 1));
        return text;
    }

    private static String url(String text) {
        URI uri = URI.create(text);
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        return require(text, uri.getHost() != null && (scheme.equals("http") || scheme.equals("https")));
    }

    private static String role(String text) {
        return require(text, Roles.BINDABLE.contains(text));
    }

    private static String approver(String text) {
        ApproverRule rule = ApproverRule.of(text);
        return rule.who() == ApproverRule.Who.ROLE ? role(rule.of()) : text;
    }
}
