package io.neiqin.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the code reads, what the files describe, and what the page shows are the same. */
class ConfigurationPageTest {

    private static final Path PAGE = SettingsFiles.PROJECT.resolve("docs/configuration.md");

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(neiqin\\.[^}:]+)");

    /** What may be described as the value of a Java type. */
    private static final Map<String, Set<ValueType>> FITTING = Map.of(
            "Duration", Set.of(ValueType.DURATION, ValueType.DURATION_OR_OFF),
            "List<Duration>", Set.of(ValueType.DURATION_LIST),
            "int", Set.of(ValueType.WHOLE_NUMBER, ValueType.PORT),
            "long", Set.of(ValueType.WHOLE_NUMBER),
            "boolean", Set.of(ValueType.TRUE_OR_FALSE),
            "BigDecimal", Set.of(ValueType.AMOUNT, ValueType.PERCENT),
            "ZoneId", Set.of(ValueType.TIME_ZONE),
            "Path", Set.of(ValueType.FILE, ValueType.FOLDER),
            "URI", Set.of(ValueType.URL),
            "MemorySize", Set.of(ValueType.SIZE));

    private static final SettingsInCode CODE = SettingsInCode.of(SettingsFiles.sources());

    private final SettingsFiles files = SettingsFiles.ofProject();

    @Test
    void page_isWhatTheFilesSay() throws IOException {
        String page = new ConfigurationPage(files).text();
        if (System.getProperty("renew") != null) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("renew docs/configuration.md: " + ConfigurationPage.COMMAND)
                .isEqualTo(page);
    }

    @Test
    void everySettingThatIsRead_isDescribed() {
        Map<String, Setting> described = described();
        assertThat(CODE.names()).hasSizeGreaterThan(20);
        assertThat(CODE.names())
                .as("settings read in the code without a description above their default")
                .filteredOn(name -> described.values().stream().noneMatch(setting -> setting.describes(name))
                        && described.keySet().stream().noneMatch(family -> begins(family, name)))
                .isEmpty();
        assertThat(CODE.members()).hasSizeGreaterThan(10);
        assertThat(CODE.members().keySet())
                .as("settings of mapped interfaces without a description")
                .filteredOn(name -> !described.containsKey(name))
                .isEmpty();
    }

    @Test
    void everySettingThatIsDescribed_isRead() {
        Set<String> references = Stream.concat(Stream.of(files.platform()), files.services().values().stream())
                .flatMap(file -> file.values().values().stream())
                .flatMap(value -> REFERENCE.matcher(value).results().map(match -> match.group(1)))
                .collect(Collectors.toSet());
        assertThat(described().keySet())
                .as("settings that are described and read nowhere")
                .filteredOn(name -> name.startsWith("neiqin."))
                .filteredOn(
                        name -> !references.contains(name) && !CODE.members().containsKey(name))
                .filteredOn(name -> CODE.names().stream().noneMatch(read -> isRead(name, read)))
                .isEmpty();
    }

    @Test
    void everySetting_isDescribedAsWhatTheCodeMakesOfIt() {
        described().forEach((name, setting) -> {
            CODE.types().forEach((injected, type) -> {
                if (isRead(name, injected)) {
                    assertFits(setting, type);
                }
            });
            Optional.ofNullable(CODE.members().get(name)).ifPresent(member -> {
                assertFits(setting, member.type());
                if (member.value().isPresent()) {
                    assertThat(setting.value())
                            .as(name)
                            .isEqualTo(member.value().orElseThrow());
                }
            });
        });
    }

    @Test
    void everyDefault_isDescribed_andFits() {
        files.services()
                .forEach((service, file) -> Stream.of(
                                file.values(), files.platform().values())
                        .flatMap(values -> values.entrySet().stream())
                        .filter(value -> !value.getValue().contains("${"))
                        .forEach(value -> {
                            Optional<Setting> setting = files.describing(service, value.getKey());
                            if (value.getKey().startsWith("neiqin.")) {
                                assertThat(setting).as(value.getKey()).isPresent();
                            }
                            setting.filter(one -> !value.getValue().isEmpty())
                                    .ifPresent(one -> assertThat(one.expected().fits(value.getValue()))
                                            .as(value.toString())
                                            .isTrue());
                        }));
    }

    @Test
    void everyExample_fits_andNoSecretHasAValue() {
        List<Setting> all = files.settings().toList();
        assertThat(all)
                .filteredOn(setting -> setting.example() != null)
                .hasSizeGreaterThan(5)
                .filteredOn(setting -> !setting.expected().fits(setting.example()))
                .isEmpty();
        assertThat(all)
                .filteredOn(setting -> setting.is(Setting.Flag.SECRET))
                .hasSizeGreaterThan(1)
                .allSatisfy(secret -> assertThat(secret.value()).isEmpty());
    }

    @Test
    void whatTheCodeCanDoWithout_mayBeEmpty() {
        assertThat(described().values())
                .filteredOn(setting -> !setting.value().isEmpty())
                .filteredOn(setting -> CODE.members().containsKey(setting.name()))
                .hasSizeGreaterThan(5)
                .allSatisfy(setting -> assertThat(setting.is(Setting.Flag.MAY_BE_EMPTY))
                        .as(setting.name())
                        .isEqualTo(CODE.members().get(setting.name()).type().startsWith("Optional<")));
    }

    private static void assertFits(Setting setting, String type) {
        String bare = type.replaceAll("^(?:Optional|Map)<(?:String, )?(.*)>$", "$1");
        assertThat(FITTING.getOrDefault(bare, Set.of(ValueType.values())))
                .as(setting.name() + " is a " + bare)
                .contains(setting.expected().type());
    }

    private static boolean begins(String family, String name) {
        return family.startsWith(name + "<>") && name.endsWith(".") || family.startsWith(name + ".<>");
    }

    /** @param read ends with a dot where the name goes on with a variable part; a map is read by what its names share */
    private static boolean isRead(String described, String read) {
        return described.equals(read)
                || described.equals(read + "<>") && read.endsWith(".")
                || described.equals(read + ".<>");
    }

    /** By name, with {@code <>} for every part that varies. */
    private Map<String, Setting> described() {
        Map<String, Setting> all = new TreeMap<>();
        files.settings().forEach(setting -> all.put(setting.name().replaceAll("<[^>]+>", "<>"), setting));
        return all;
    }
}
