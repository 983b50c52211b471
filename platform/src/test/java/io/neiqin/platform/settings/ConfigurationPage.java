package io.neiqin.platform.settings;

import static java.util.stream.Collectors.joining;

import io.neiqin.platform.settings.Setting.Flag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes docs/configuration.md: what the files say of the settings, and nothing of its own but the introduction. */
final class ConfigurationPage {

    static final String COMMAND = "mvn -pl platform -am test -Dtest=ConfigurationPageTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Drenew";

    private static final String INTRODUCTION =
            """
        # Configuration

        Every setting of Neiqin. This page is generated from the comments above the defaults, in
        `platform/src/main/resources/META-INF/microprofile-config.properties` and in each service's `application.properties`;
        a test compares. To renew it: `%s`

        A setting is set by its variable of the environment, by an option of the Java machine (`-D<setting>=…`, which goes
        first), or in `config/application.properties` of the folder in which the service starts (which goes last). An empty
        value counts as none, and the default comes back only where the setting is left out. What holds only with one profile is
        written `%%local.neiqin.…`.

        Where a name has a part in angle brackets, one stands for each of a kind, and `[n]` for a place of a list, from 0.
        A variable of the environment is found for parts that the service knows already; new ones with a hyphen or with
        capital letters are better set as an option or in the file.

        **A start with a missing or wrong setting is refused** before anything is touched: all faults at once, one line
        each, with exit status %d; in Chinese where `LC_ALL`, `LC_MESSAGES` or `LANG` begin with `zh`. Names that begin with
        `neiqin.` in a file or an option, and are no setting, are refused; so is a variable `NEIQIN_…` that differs by a letter
        or two from one of the service. Another unknown variable is ignored, with one line that says so: environments are
        shared.

        **Then the database is asked.** A password, role or database that is wrong is refused in the same way. One that does not
        answer is waited for up to %d seconds, as it may be starting, too; then the service ends with status %d, and another
        start may find it.
        """.formatted(COMMAND, Main.WRONG_SETTINGS, Main.PATIENCE.toSeconds(), Main.UNAVAILABLE);

    private static final String HEAD = """
        | setting, and its variable of the environment | value | required | default | meaning |
        |---|---|---|---|---|
        """;

    private static final Pattern SERVICE = Pattern.compile("\\$\\{quarkus\\.application\\.name}");

    private final SettingsFiles files;
    private final ResourceBundle sentences;

    ConfigurationPage(SettingsFiles files) {
        this.files = files;
        this.sentences = ResourceBundle.getBundle(
                Report.BUNDLE,
                Locale.ENGLISH,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    String text() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        files.platform()
                .areas()
                .forEach((area, about) -> page.append(section(
                        area,
                        about,
                        files.platform().settings().stream()
                                .filter(one -> one.area().equals(area)))));
        files.services()
                .forEach((service, file) ->
                        page.append(section("only in " + service + "-service", "", file.settings().stream())));
        return page.append("\n## Types of values\n\n| type | what it is |\n|---|---|\n")
                .append(types())
                .toString();
    }

    private String section(String title, String about, Stream<Setting> settings) {
        List<String> rows = settings.map(this::row).toList();
        if (rows.isEmpty()) {
            return "";
        }
        return "\n## " + title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1) + "\n\n"
                + (about.isEmpty() ? "" : sentence(about) + "\n\n")
                + HEAD
                + String.join("", rows);
    }

    private String row(Setting setting) {
        String example = setting.example() == null ? "" : "<br>as " + code(setting.example());
        return "| " + code(setting.name()) + "<br>" + code(setting.environment())
                + " | " + value(setting) + example
                + " | " + required(setting)
                + " | " + defaults(setting)
                + " | " + cell(sentence(setting.meaning())) + " |\n";
    }

    private static String value(Setting setting) {
        String what = setting.expected().toString();
        what += setting.lessThan() == null ? "" : ", less than " + code(setting.lessThan());
        what += setting.is(Flag.SECRET) ? ", **secret**" : "";
        what += setting.is(Flag.MAY_BE_EMPTY) ? ", may be empty" : "";
        return cell(what) + (setting.is(Flag.NOT_IN_PROD) ? ", refused with profile `prod`" : "");
    }

    private static String required(Setting setting) {
        String used = setting.is(Flag.NONE_ADDED) ? "for each that is used, and no other" : "for each that is used";
        String otherwise = setting.requiredWith() == null ? "no" : "with " + code(setting.requiredWith());
        return setting.is(Flag.REQUIRED) ? (setting.isFamily() ? used : "**yes**") : otherwise;
    }

    /** What is set without anybody setting it: everywhere, and where a service differs. */
    private String defaults(Setting setting) {
        List<String> all = new ArrayList<>();
        if (!setting.value().isEmpty() && !setting.is(Flag.SECRET)) {
            all.add(code(SERVICE.matcher(setting.value()).replaceAll("<service>")));
        }
        all.addAll(members(setting, files.platform().values(), ""));
        files.services().forEach((service, file) -> all.addAll(members(setting, file.values(), service)));
        return all.isEmpty() ? "none" : String.join("<br>", all);
    }

    private static List<String> members(Setting setting, Map<String, String> values, String service) {
        return values.entrySet().stream()
                .filter(one -> setting.describes(one.getKey()))
                .filter(one -> setting.isFamily() || !one.getValue().equals(setting.value()))
                .map(one -> Stream.of(service, part(setting, one.getKey()))
                                .filter(label -> !label.isEmpty())
                                .collect(joining(", "))
                        + ": " + code(one.getValue()))
                .toList();
    }

    /** What the name has where the family's names vary, as {@code approval} or {@code order-over-limit 0 1}. */
    private static String part(Setting setting, String name) {
        String[] family = setting.name().split("\\.");
        String[] own = name.split("\\.");
        return IntStream.range(0, Math.min(family.length, own.length))
                .filter(i -> !family[i].equals(own[i]))
                .mapToObj(i -> family[i].startsWith("<") ? own[i] : own[i].replaceAll(".*\\[|].*", ""))
                .collect(joining(" "));
    }

    private String types() {
        return Arrays.stream(ValueType.values())
                .filter(type ->
                        files.settings().anyMatch(setting -> setting.expected().type() == type))
                .sorted(Comparator.comparing(ValueType::title, String.CASE_INSENSITIVE_ORDER))
                .map(type -> "| " + type.title() + " | "
                        + cell(sentences.getString("expected." + type).replace("{0}", "those that are named")) + " |\n")
                .collect(joining());
    }

    private static String sentence(String text) {
        String begun = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        return begun.endsWith(".") ? begun : begun + ".";
    }

    private static String code(String text) {
        return "`" + text.replace("|", "\\|") + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("<(?!br>)", "&lt;");
    }
}
