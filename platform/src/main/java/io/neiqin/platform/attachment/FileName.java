package io.neiqin.platform.attachment;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** The name of a file as its sender gave it, made harmless: it is shown, and people save files under it. */
final class FileName {

    private static final int LONGEST = 200;
    private static final String NAMELESS = "file";

    private static final Pattern FOLDERS = Pattern.compile("^.*[/\\\\]", Pattern.DOTALL);
    /** Control characters, and those that turn or hide the text behind them. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private static final Pattern FORBIDDEN = Pattern.compile("[<>:\"|?*]");
    /** What hides a file, or is lost when it is saved. The end is tried once, not from each of its characters on. */
    private static final Pattern EDGES = Pattern.compile("^[\\s.]+|(?<![\\s.])[\\s.]+$");

    private FileName() {}

    /** Without folders, of visible characters, 200 at most; its ending stays where it is cut. */
    static String cleaned(String given) {
        String name = Normalizer.normalize(given == null ? "" : given, Normalizer.Form.NFC);
        name = INVISIBLE.matcher(name).replaceAll("");
        name = FOLDERS.matcher(name).replaceFirst("");
        name = FORBIDDEN.matcher(name).replaceAll("_");
        name = EDGES.matcher(name).replaceAll("");
        return name.isEmpty() ? NAMELESS : shortened(name);
    }

    private static String shortened(String name) {
        int all = name.codePointCount(0, name.length());
        if (all <= LONGEST) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String ending = dot > 0 && name.length() - dot <= 10 ? name.substring(dot) : "";
        int kept = name.offsetByCodePoints(0, LONGEST - ending.length());
        return name.substring(0, kept) + ending;
    }
}
