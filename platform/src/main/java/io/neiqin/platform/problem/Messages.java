package io.neiqin.platform.problem;

import jakarta.enterprise.context.ApplicationScoped;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;

/**
 * The sentence of a code in Chinese or English. Bundles: {@code problems} (platform) and {@code service-problems} (the
 * service's own), each with a {@code _zh} twin; English is the root.
 */
@ApplicationScoped
public class Messages {

    private static final List<String> BUNDLES = List.of("service-problems", "problems");
    private static final List<Locale> LOCALES = List.of(Locale.ENGLISH, Locale.CHINESE);

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

    private static Optional<String> find(Locale locale, String code) {
        for (String bundle : BUNDLES) {
            try {
                var control = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
                ResourceBundle messages = ResourceBundle.getBundle(
                        bundle, locale, Thread.currentThread().getContextClassLoader(), control);
                if (messages.containsKey(code)) {
                    return Optional.of(messages.getString(code));
                }
            } catch (MissingResourceException noSuchBundle) {
                // a service without codes of its own
            }
        }
        return Optional.empty();
    }
}
