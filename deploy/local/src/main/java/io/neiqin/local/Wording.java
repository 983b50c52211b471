package io.neiqin.local;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/** The texts of the local run: English, or Chinese where the shell's locale is Chinese. */
public final class Wording {
    private final ResourceBundle texts;
    private final Locale locale;

    public Wording(Locale locale) {
        this.locale = locale;
        // Without "no fallback" an English shell on a Chinese desktop would get Chinese texts.
        var control = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        this.texts = ResourceBundle.getBundle("io.neiqin.local.wording", locale, control);
    }

    /** By the variables that a shell program goes by, in their order of precedence. */
    public static Wording of(Map<String, String> environment) {
        String language = Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
                .map(environment::get)
                .filter(value -> value != null && !value.isBlank())
                .findFirst()
                .orElse("");
        return new Wording(language.startsWith("zh") ? Locale.CHINESE : Locale.ENGLISH);
    }

    /** As Accept-Language has it. */
    public String language() {
        return locale.getLanguage();
    }

    /** The text of the key with its arguments as they are: numbers are not grouped, paths not shortened. */
    public String text(String key, Object... arguments) {
        Object[] plain = Arrays.stream(arguments).map(String::valueOf).toArray();
        return new MessageFormat(texts.getString(key), Locale.ROOT).format(plain);
    }
}
