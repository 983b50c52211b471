package io.neiqin.orders.print;

import io.neiqin.events.Money;
import io.neiqin.platform.money.CapitalAmount;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** How a language says it: the words of {@code print.properties}, days, and numbers in groups of three. */
public enum Wording {
    CHINESE("zh-CN", Locale.CHINESE, "uuuu年M月d日", "uuuu年M月d日 HH:mm", "、"),
    ENGLISH("en", Locale.ENGLISH, "d MMMM uuuu", "d MMMM uuuu, HH:mm 'UTC'xxx", ", ");

    private final String tag;
    private final ResourceBundle words;
    private final DateTimeFormatter day;
    private final DateTimeFormatter moment;
    private final String comma;

    Wording(String tag, Locale locale, String day, String moment, String comma) {
        this.tag = tag;
        this.words = ResourceBundle.getBundle(
                "print",
                locale,
                Wording.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        this.day = DateTimeFormatter.ofPattern(day, locale);
        this.moment = DateTimeFormatter.ofPattern(moment, locale);
        this.comma = comma;
    }

    /** BCP 47: {@code zh-CN} or {@code en}. */
    public String tag() {
        return tag;
    }

    /** The word for a key; a key without one is an error. */
    public String word(String key) {
        return words.getString(key);
    }

    /** The word that differs by what it is said of: of {@code title} and QUOTATION, {@code title.QUOTATION}. */
    public String word(String key, Enum<?> what) {
        return words.getString(key + "." + what.name());
    }

    /** As 2026年11月26日, 26 November 2026. */
    public String day(LocalDate date) {
        return day.format(date);
    }

    /** A day where there is little room. */
    public String shortDay(LocalDate date) {
        return date.toString();
    }

    public String moment(Instant at, ZoneId zone) {
        return moment.format(at.atZone(zone));
    }

    public String list(List<String> names) {
        return String.join(comma, names);
    }

    /** An amount of money: always two decimals. */
    public String amount(BigDecimal value) {
        return grouped(value, 2);
    }

    /** A unit price: two decimals, more where it has more. */
    public String price(BigDecimal value) {
        return grouped(value, 2);
    }

    /** Without trailing zeros. */
    public String quantity(BigDecimal value) {
        return grouped(value, 0);
    }

    /** @param fraction 0.13 for 13% */
    public String percent(BigDecimal fraction) {
        return grouped(fraction.movePointRight(2), 0) + "%";
    }

    /** With its currency; the sign of the yuan is used where nobody takes it for that of the yen. */
    public String money(BigDecimal value, String currency) {
        boolean yuan = this == CHINESE && currency.equals("CNY");
        return (yuan ? "¥" : currency + " ") + amount(value);
    }

    /** In capital Chinese numerals, in every language: they are what binds (大写). */
    public String inWords(BigDecimal value, String currency) {
        return CapitalAmount.of(new Money(value, currency)).text();
    }

    private static String grouped(BigDecimal value, int leastDecimals) {
        int decimals = Math.max(leastDecimals, value.stripTrailingZeros().scale());
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
