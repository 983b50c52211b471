package io.neiqin.platform.settings;

import io.neiqin.platform.settings.Setting.Flag;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Names that are no setting of this service. In files and options of the Java machine nobody but us uses ours, so there
 * one is a slip. An environment is shared, by services and by whatever started them: there only what is next to one of
 * our names is a slip, and anything else is told and passed over.
 */
final class StrangeNames {

    private static final String OURS = "neiqin.";
    private static final String OURS_IN_ENVIRONMENT = "NEIQIN_";
    /** So many letters wrong, missing or too many make a slip. */
    private static final int NEAR = 2;

    private static final Pattern OF_A_PROFILE = Pattern.compile("^%[^.]+\\.");
    /** What Kubernetes tells of each of its services, as NEIQIN_ORDERS_PORT_8080_TCP_ADDR. */
    private static final Pattern OF_KUBERNETES =
            Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT|PORT_\\d+_(TCP|UDP|SCTP)(_.*)?)");

    private final List<Setting> settings;
    private final Set<String> shipped;
    private final Collection<String> names;
    private final Collection<String> variables;

    /** @param shipped all names that have a value without anybody setting it */
    StrangeNames(List<Setting> settings, Set<String> shipped, SmallRyeConfig config, Map<String, String> environment) {
        this.settings = settings;
        this.shipped = shipped;
        this.names = StreamSupport.stream(config.getConfigSources().spliterator(), false)
                .filter(source -> !(source instanceof EnvConfigSource))
                .flatMap(source -> source.getPropertyNames().stream())
                .map(name -> OF_A_PROFILE.matcher(name).replaceFirst(""))
                .filter(name -> name.startsWith(OURS))
                .filter(name -> !isKnown(name))
                .collect(Collectors.toCollection(TreeSet::new));
        this.variables = environment.keySet().stream()
                .filter(name -> name.startsWith(OURS_IN_ENVIRONMENT))
                .filter(name -> !isKnownVariable(name))
                .filter(name -> !OF_KUBERNETES.matcher(name).matches())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    List<Fault> faults() {
        var inFiles = names.stream()
                .map(name -> nearest(name, UnaryOperator.identity())
                        .map(near -> Fault.of("unknown-near", name, null, near))
                        .orElseGet(() -> Fault.of("unknown", name, null)));
        var slips = variables.stream()
                .flatMap(name -> nearest(name, Setting::environment).stream()
                        .map(near -> Fault.of("unknown-near", name, null, near)));
        return Stream.concat(inFiles, slips).toList();
    }

    List<Fault> warnings() {
        return variables.stream()
                .filter(name -> nearest(name, Setting::environment).isEmpty())
                .map(name -> Fault.of("ignored", name, null))
                .toList();
    }

    private boolean isKnown(String name) {
        return settings.stream()
                .anyMatch(
                        setting -> setting.describes(name) && (!setting.is(Flag.NONE_ADDED) || shipped.contains(name)));
    }

    private boolean isKnownVariable(String variable) {
        return settings.stream()
                .anyMatch(setting -> setting.isSetBy(variable)
                        && (!setting.is(Flag.NONE_ADDED)
                                || shipped.stream().map(Setting::environment).anyMatch(variable::equals)));
    }

    /** Among single settings, the members of families that are shipped, and the same name with its end in capitals. */
    private Optional<String> nearest(String name, UnaryOperator<String> form) {
        int end = name.lastIndexOf('.') + 1;
        String capitals = name.substring(0, end) + name.substring(end).toUpperCase(Locale.ROOT);
        return Stream.of(
                        settings.stream().filter(setting -> !setting.isFamily()).map(Setting::name),
                        shipped.stream().filter(this::isKnown),
                        Stream.of(capitals).filter(this::isKnown))
                .flatMap(known -> known)
                .map(form)
                .filter(known -> distance(known, name) <= NEAR)
                .min(Comparator.comparingInt(known -> distance(known, name)));
    }

    /** How many letters have to be changed, added or left out to come from one to the other (Levenshtein), in any case. */
    private static int distance(String first, String second) {
        String one = first.toLowerCase(Locale.ROOT);
        String other = second.toLowerCase(Locale.ROOT);
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
