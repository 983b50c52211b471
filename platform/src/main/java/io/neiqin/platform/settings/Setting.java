package io.neiqin.platform.settings;

import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A setting as its description has it, or a family of them.
 *
 * @param area what it belongs to, as the heading above it says
 * @param name with a part in angle brackets where names vary, as {@code neiqin.number.<what>}, and {@code [n]} for the
 *     places of a list
 * @param value the default; empty for none
 * @param lessThan the last part of the name of another one that has to be greater; null for none
 * @param requiredWith another setting with which it has to be there, as {@code neiqin.files.store=s3}, or its name alone
 *     for any value; null for none
 * @param example null for none
 */
record Setting(
        String area,
        String name,
        String value,
        String meaning,
        Expected expected,
        String lessThan,
        String requiredWith,
        Set<Flag> flags,
        String example) {

    /** What else a description says of a setting. */
    enum Flag {
        REQUIRED,
        SECRET,
        NOT_IN_PROD,
        /** It can do without, though it has a default. */
        MAY_BE_EMPTY,
        /** Of a family: the service has all of them, each with a default, and asks for no other. */
        NONE_ADDED
    }

    private static final Pattern VARIABLE = Pattern.compile("<[^>]+>|\\[n]");

    private static final String CURRENCY = "<currency>";
    /** Their codes in ISO 4217. */
    private static final String CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .sorted()
            .collect(Collectors.joining("|", "(?:", ")"));

    /** What follows the instance of a family, where the name goes on. */
    private static final String REST = "(?:[.\\[].*)?";

    boolean is(Flag flag) {
        return flags.contains(flag);
    }

    boolean isFamily() {
        return VARIABLE.matcher(name).find();
    }

    boolean describes(String other) {
        return pattern(name, "[a-z][a-z0-9-]*").matcher(other).matches();
    }

    /** Whether a variable of the environment sets it. */
    boolean isSetBy(String variable) {
        return pattern(environment(), "[A-Z0-9_]+").matcher(variable).matches();
    }

    /** The variable of the environment that sets it; parts of the name that vary still do. */
    String environment() {
        String fixed = VARIABLE.matcher(name).replaceAll(part -> part.group().equals("[n]") ? "_<n>_" : part.group());
        return Stream.of(fixed.split("(?=<)|(?<=>)"))
                .map(part -> part.startsWith("<") ? part.toUpperCase(Locale.ROOT) : environment(part))
                .collect(Collectors.joining());
    }

    /** The variable of the environment that sets what has this name. */
    static String environment(String name) {
        return name.replaceAll("[^a-zA-Z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /**
     * The names to look at, given all names that are set: of a family those of which any member is there, and the first
     * place of each list.
     */
    Set<String> instances(Set<String> set) {
        List<String> fixed = List.of(VARIABLE.split(name, -1));
        List<String> variables =
                VARIABLE.matcher(name).results().map(MatchResult::group).toList();
        Set<String> found = Set.of(fixed.get(0));
        for (int i = 0; i < variables.size(); i++) {
            boolean place = variables.get(i).equals("[n]");
            String next = fixed.get(i + 1);
            found = found.stream()
                    .flatMap(begun -> (place
                                    ? Stream.concat(Stream.of("[0]"), parts(set, begun, "(\\[\\d+])"))
                                    : parts(set, begun, "([^.]+)"))
                            .map(part -> begun + part + next))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        return found;
    }

    private static Stream<String> parts(Set<String> set, String begun, String part) {
        Pattern pattern = Pattern.compile(Pattern.quote(begun) + part + REST);
        return set.stream().map(pattern::matcher).filter(Matcher::matches).map(match -> match.group(1));
    }

    /** @param any what stands where names vary */
    private static Pattern pattern(String text, String any) {
        String quoted = Stream.of(text.split("(?=<)|(?<=>)|(?=\\[n])|(?<=\\[n])"))
                .map(part -> part.equals("[n]")
                        ? "\\[\\d+]"
                        : part.startsWith("<") ? member(part, any) : Pattern.quote(part))
                .collect(Collectors.joining());
        return Pattern.compile(quoted);
    }

    private static String member(String part, String any) {
        return part.equalsIgnoreCase(CURRENCY) ? CURRENCIES : any;
    }
}
