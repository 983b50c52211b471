package io.neiqin.platform.problem;

import static java.util.stream.Collectors.toMap;

import jakarta.enterprise.context.ApplicationScoped;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.function.Function;

/**
 * The sentence of a code in Chinese or English. Bundles: {@code problems} (platform) and {@code service-problems} (the
 * service's own), each with a {@code _zh} twin; English is the root.
 */
@ApplicationScoped
public class Messages {

    private static final List<String> BUNDLES = List.of("service-problems", "problems");
    private static final List<Locale> LOCALES = List.of(Locale.ENGLISH, Locale.CHINESE);

    /** Read once: a service that sheds load must not look for its words. */
    private final Map<Locale, List<ResourceBundle>> bundles =
            LOCALES.stream().collect(toMap(Function.identity(), Messages::load));

    /** The language of an Accept-Language header: the caller's best of zh and en, English when it names neither. */
    public static Locale localeOf(String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank()) {
            return Locale.ENGLISH;
        }
        try {
            Locale best = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), LOCALES);
            return best == null ? Locale.ENGLISH : best;
        } catch (IllegalArgumentException unreadableHeader) {
            return Locale.ENGLISH;
        }
    }

    /** The sentence, or the code itself where there is none. Numbers stand in it as they are, without grouping. */
    public String sentence(Locale locale, String code, List<Object> arguments) {
        return find(locale, code)
                .map(pattern -> new MessageFormat(pattern, locale)
                        .format(arguments.stream().map(String::valueOf).toArray()))
                .orElse(code);
    }

    /** A refusal in the words of the caller's language. */
    public String sentence(String acceptLanguage, Problem refusal) {
        return sentence(localeOf(acceptLanguage), refusal.code(), refusal.arguments());
    }

    private Optional<String> find(Locale locale, String code) {
        return bundles.get(locale).stream()
                .filter(messages -> messages.containsKey(code))
                .map(messages -> messages.getString(code))
                .findFirst();
    }

    /** Those that there are: not every service has codes of its own. */
    private static List<ResourceBundle> load(Locale locale) {
        var control = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        List<ResourceBundle> found = new ArrayList<>();
        for (String bundle : BUNDLES) {
            try {
                found.add(ResourceBundle.getBundle(
                        bundle, locale, Thread.currentThread().getContextClassLoader(), control));
            } catch (MissingResourceException noneHere) {
                // fine
            }
        }
        return found;
    }
}
