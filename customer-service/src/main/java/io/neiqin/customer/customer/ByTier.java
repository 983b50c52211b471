package io.neiqin.customer.customer;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Days that a company sets for each tier of customers, and under {@value #NO_TIER} for those in none.
 *
 * @param days complete
 */
public record ByTier(Map<String, Integer> days) {

    /** Stands for the tier of a customer that is in none. */
    public static final String NO_TIER = "NONE";

    /**
     * From the settings below a name.
     *
     * @throws IllegalArgumentException where one is missing or no whole number of days
     */
    public static ByTier of(String setting, Map<String, Duration> set) {
        Map<String, Integer> days = new TreeMap<>();
        // From a variable of the environment the name of a tier comes in small letters.
        set.forEach((tier, length) -> days.put(tier.toUpperCase(Locale.ROOT), wholeDays(setting, length)));
        tiers().filter(tier -> !days.containsKey(tier)).findFirst().ifPresent(missing -> {
            throw new IllegalArgumentException(setting + "." + missing + " is missing");
        });
        return new ByTier(days);
    }

    private static int wholeDays(String setting, Duration length) {
        if (length.isNegative() || !length.equals(Duration.ofDays(length.toDays())) || length.toDays() > 36_500) {
            throw new IllegalArgumentException(setting + " counts whole days, not " + length);
        }
        return (int) length.toDays();
    }

    private static Stream<String> tiers() {
        return Stream.concat(Arrays.stream(Particulars.Tier.values()).map(Enum::name), Stream.of(NO_TIER));
    }

    /** The key of a tier; null for none. */
    static String keyOf(Particulars.Tier tier) {
        return tier == null ? NO_TIER : tier.name();
    }

    public int of(String tier) {
        return days.get(tier);
    }

    /** What is made of each tier's days. */
    public <V> Map<String, V> each(IntFunction<V> value) {
        return tiers().collect(toMap(Function.identity(), tier -> value.apply(of(tier))));
    }

    /** What is made of each tier. */
    public static <V> Map<String, V> all(Function<String, V> value) {
        return tiers().collect(toMap(Function.identity(), value));
    }
}
