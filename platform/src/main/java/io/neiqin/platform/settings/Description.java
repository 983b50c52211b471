package io.neiqin.platform.settings;

import io.neiqin.platform.settings.Setting.Flag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the comments of a properties file say of its settings. The file's own head tells how they are written
 * ({@code META-INF/microprofile-config.properties}).
 *
 * @param settings those with a description, in their order
 * @param values all defaults of the file but those of one profile, by name, in their order
 * @param areas what the headings say of their areas, in their order
 */
record Description(List<Setting> settings, Map<String, String> values, Map<String, String> areas) {

    private static final List<String> FILES =
            List.of("META-INF/microprofile-config.properties", "application.properties");

    private static final Pattern HEADING = Pattern.compile("# --- ([^:]+)(?:: (.*))?");
    private static final Pattern LINE = Pattern.compile("(#?)([a-z%][^\\s=:]*)=(.*)");
    private static final Pattern DESCRIBED = Pattern.compile("(.+) \\[((?:[^\\[\\]]|\\[[^\\[\\]]*])+)]");
    private static final Pattern RANGE = Pattern.compile("(\\S+) (?:to (\\S+)|or more)");
    private static final String EXAMPLE = ", e.g. ";
    private static final String LESS = "less than ";
    private static final String WITH = "required with ";

    /** All that this service has on its class path. */
    static List<Setting> ofClassPath(ClassLoader classes) {
        List<Setting> all = new ArrayList<>();
        try {
            for (String file : FILES) {
                for (URL each : Collections.list(classes.getResources(file))) {
                    try (InputStream in = each.openStream()) {
                        all.addAll(of(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                                .settings());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    /** @throws IllegalArgumentException where a description cannot be understood; it names the setting */
    static Description of(String text) {
        var read = new Description(new ArrayList<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        String area = "";
        StringBuilder comment = new StringBuilder();
        for (String line : text.lines().map(String::strip).toList()) {
            Matcher heading = HEADING.matcher(line);
            Matcher setting = LINE.matcher(line);
            if (heading.matches()) {
                area = heading.group(1);
                read.areas.put(area, heading.group(2) == null ? "" : heading.group(2));
                comment.setLength(0);
            } else if (setting.matches()) {
                read.add(area, comment.toString().strip(), setting);
                comment.setLength(0);
            } else if (line.startsWith("# ")) {
                comment.append(line.substring(1));
            } else {
                comment.setLength(0);
            }
        }
        return read;
    }

    private void add(String area, String comment, Matcher line) {
        String name = line.group(2);
        String value = line.group(3).strip();
        if (line.group(1).isEmpty() && !name.startsWith("%")) {
            values.put(name, value);
        }
        Matcher described = DESCRIBED.matcher(comment);
        if (described.matches()) {
            try {
                settings.add(setting(area, name, value, described.group(1), described.group(2)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
            }
        }
    }

    /** @param tag what stands in the brackets */
    private static Setting setting(String area, String name, String value, String meaning, String tag) {
        int at = tag.indexOf(EXAMPLE);
        String[] parts = (at < 0 ? tag : tag.substring(0, at)).split(", ");
        Expected expected = Expected.of(parts[0]);
        String lessThan = null;
        String requiredWith = null;
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        for (String part : List.of(parts).subList(1, parts.length)) {
            Matcher range = RANGE.matcher(part);
            if (part.startsWith(LESS)) {
                lessThan = part.substring(LESS.length());
            } else if (part.startsWith(WITH)) {
                requiredWith = part.substring(WITH.length());
            } else if (range.matches()) {
                expected = expected.between(range.group(1), range.group(2));
            } else {
                flags.add(Flag.valueOf(part.toUpperCase(Locale.ROOT).replace(' ', '_')));
            }
        }
        String example = at < 0 ? null : tag.substring(at + EXAMPLE.length());
        return new Setting(area, name, value, meaning, expected, lessThan, requiredWith, flags, example);
    }
}
