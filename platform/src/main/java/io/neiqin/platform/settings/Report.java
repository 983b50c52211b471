package io.neiqin.platform.settings;

import io.neiqin.platform.settings.Setting.Flag;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/** What an operator reads when a service does not start: English, or Chinese where the environment is. */
final class Report {

    static final String BUNDLE = "io.neiqin.platform.settings.report";

    private final ResourceBundle sentences;

    Report(Locale locale) {
        var control = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        this.sentences = ResourceBundle.getBundle(BUNDLE, locale, control);
    }

    /** By the variables that a program goes by, in their order of precedence; a container need not have the locale. */
    static Report of(Map<String, String> environment) {
        String language = Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
                .map(environment::get)
                .filter(value -> value != null && !value.isBlank())
                .findFirst()
                .orElse("");
        return new Report(language.startsWith("zh") ? Locale.CHINESE : Locale.ENGLISH);
    }

    /** A heading, one line each, and where more is said. */
    List<String> refusal(String service, List<Fault> faults) {
        List<String> lines = new ArrayList<>(List.of(sentence("refused", service, faults.size())));
        faults.forEach(fault -> lines.add("  " + line(fault)));
        lines.add(sentence("page"));
        return lines;
    }

    String line(Fault fault) {
        Setting setting = fault.setting();
        List<String> arguments = new ArrayList<>(List.of(fault.name()));
        if (setting != null) {
            arguments.add(expectation(setting));
            arguments.add(Setting.environment(fault.name()));
        }
        arguments.addAll(fault.arguments());
        return sentence(fault.sentence(), arguments.toArray());
    }

    private String expectation(Setting setting) {
        Expected expected = setting.expected();
        String what = sentence("expected." + expected.type(), String.join(", ", expected.choices()));
        if (expected.from() != null) {
            what += expected.to() == null
                    ? sentence("range.from", expected.from())
                    : sentence("range.between", expected.from(), expected.to());
        }
        String example = setting.example() == null ? setting.value() : setting.example();
        boolean shown = !example.isEmpty() && !example.contains("$") && !setting.is(Flag.SECRET);
        return shown ? what + sentence("example", example) : what;
    }

    private String sentence(String key, Object... arguments) {
        Object[] plain = Arrays.stream(arguments).map(String::valueOf).toArray();
        return new MessageFormat(sentences.getString(key), Locale.ROOT).format(plain);
    }
}
