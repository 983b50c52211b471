package io.neiqin.platform.settings;

import io.neiqin.platform.settings.Setting.Flag;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Compares what is set with what the settings are described as, and finds all faults at once. */
final class StartCheck {

    private static final String PROD = "prod";
    /** The ordinal of a service's own application.properties; what somebody sets goes before it. */
    private static final int OWN = 250;

    private final List<Setting> settings;
    private final SmallRyeConfig config;
    private final StrangeNames strange;
    /** All names that have a value, wherever. */
    private final Set<String> set;
    /** All names that have one without anybody setting it. */
    private final Set<String> shipped;

    StartCheck(List<Setting> settings, SmallRyeConfig config, Map<String, String> environment) {
        this.settings = settings;
        this.config = config;
        this.shipped = StreamSupport.stream(config.getConfigSources().spliterator(), false)
                .filter(source -> source.getOrdinal() <= OWN)
                .flatMap(source -> source.getPropertyNames().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        this.strange = new StrangeNames(settings, shipped, config, environment);
        this.set = StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What keeps the service from starting. */
    List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        for (Setting setting : settings) {
            setting.instances(set).forEach(name -> look(setting, name).ifPresent(faults::add));
        }
        faults.addAll(strange.faults());
        return faults;
    }

    /** What it should be told of, though it starts. */
    List<Fault> warnings() {
        return strange.warnings();
    }

    private Optional<Fault> look(Setting setting, String name) {
        String value;
        try {
            value = valueOf(name).orElse("");
        } catch (NoSuchElementException unresolved) {
            return Optional.of(Fault.of("unresolved", name, setting));
        }
        if (value.isBlank()) {
            return lookAtNothing(setting, name);
        }
        if (!setting.expected().fits(value)) {
            return Optional.of(
                    setting.is(Flag.SECRET)
                            ? Fault.of("secret-wrong", name, setting)
                            : Fault.of("wrong", name, setting, value));
        }
        if (setting.is(Flag.NOT_IN_PROD) && config.getProfiles().contains(PROD)) {
            return Optional.of(Fault.of("not-in-prod", name, setting));
        }
        if (setting.expected().type() == ValueType.FOLDER && isRequired(setting)) {
            return write(setting, name, value);
        }
        return setting.lessThan() == null ? Optional.empty() : compare(setting, name, value);
    }

    /** An empty value does not bring the default back: to Quarkus it is none. */
    private Optional<Fault> lookAtNothing(Setting setting, String name) {
        boolean required = setting.is(Flag.REQUIRED) || isRequired(setting);
        boolean hasDefault = !setting.value().isEmpty() || required && shipped.contains(name);
        if (set.contains(name) && hasDefault && !setting.is(Flag.MAY_BE_EMPTY)) {
            return Optional.of(Fault.of("empty", name, setting));
        }
        return required ? Optional.of(Fault.of("missing", name, setting)) : Optional.empty();
    }

    /** Makes this service's folder where it is missing, and a file in it for a moment: nothing else tells for sure. */
    private Optional<Fault> write(Setting setting, String name, String value) {
        Path folder = Path.of(value.strip(), String.valueOf(config.getRawValue("quarkus.application.name")));
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "start", null));
            return Optional.empty();
        } catch (IOException refused) {
            return Optional.of(Fault.of("not-writable", name, setting, value, folder.toString()));
        }
    }

    private boolean isRequired(Setting setting) {
        if (setting.requiredWith() == null) {
            return false;
        }
        String[] other = setting.requiredWith().split("=", 2);
        return valueOf(other[0])
                .filter(value ->
                        other.length == 1 ? !value.isBlank() : value.strip().equalsIgnoreCase(other[1]))
                .isPresent();
    }

    private Optional<Fault> compare(Setting setting, String name, String value) {
        String other = name.substring(0, name.lastIndexOf('.') + 1) + setting.lessThan();
        return valueOf(other)
                .filter(limit -> !setting.expected().isLess(value, limit))
                .map(limit -> Fault.of("not-less", name, setting, value, other, limit));
    }

    /** @throws NoSuchElementException where it refers to something that is not there */
    private Optional<String> valueOf(String name) {
        ConfigValue value = config.getConfigValue(name);
        if (value.getValue() == null
                && value.getRawValue() != null
                && !value.getRawValue().isEmpty()) {
            throw new NoSuchElementException(name);
        }
        return Optional.ofNullable(value.getValue());
    }
}
