package io.neiqin.customer.similarity;

import io.neiqin.customer.similarity.Regions.Relation;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A company's name (企业名称) as two writers of it would agree: half width, small letters without accents, no blanks and
 * signs, no legal form, and its place apart.
 *
 * @param place as 上海, 江苏苏州; empty where the name says none
 * @param core what is left: 鼎新机械, blueocean. Never empty for a name that has a letter or a digit
 */
public record CompanyName(String place, String core) {

    private static final String OPENING = "[【〔{<〈《";
    private static final String CLOSING = "]】〕}>〉》";
    private static final Pattern BRACKETED = Pattern.compile("\\((china|group)\\)");
    private static final Pattern SILENT = Pattern.compile("[.'’`´/]+");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern NO_WORD_NOR_BRACKET = Pattern.compile("[^\\p{L}\\p{N}()]+");
    private static final Pattern TRAILING_LATIN = Pattern.compile("(?<=\\p{IsHan})[\\s,.()]*[a-z][a-z\\s,.&()]*$");
    private static final Pattern NO_NUMBER = Pattern.compile("[^\\p{N}一二三四五六七八九十]+");
    private static final int TRADE_NAME = 2;
    private static final Set<String> JOINING = Set.of("and", "und", "et", "y", "e", "the");

    public static CompanyName of(String written) {
        String plain = plain(written);
        CompanyName name = plain.codePoints().anyMatch(CompanyName::isHan) ? chinese(plain) : foreign(plain);
        return name.core.isEmpty() ? new CompanyName("", NO_WORD.matcher(plain).replaceAll("")) : name;
    }

    /** One kind of brackets, and no accents. */
    private static String plain(String written) {
        String narrow = Normalizer.normalize(written, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        StringBuilder plain = new StringBuilder(narrow.length());
        String apart = Normalizer.normalize(narrow, Normalizer.Form.NFD);
        for (int i = 0; i < apart.length(); i++) {
            char c = apart.charAt(i);
            if (OPENING.indexOf(c) >= 0) {
                plain.append('(');
            } else if (CLOSING.indexOf(c) >= 0) {
                plain.append(')');
            } else if (c == 'ß') {
                plain.append("ss");
            } else if (Character.getType(c) != Character.NON_SPACING_MARK) {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static boolean isHan(int c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
    }

    private static CompanyName chinese(String plain) {
        char last = plain.charAt(plain.length() - 1);
        // A Latin form behind a Chinese name: most names end in a Chinese one.
        String tail = isHan(last)
                ? ""
                : TRAILING_LATIN
                        .matcher(plain)
                        .results()
                        .findFirst()
                        .map(found -> found.group())
                        .orElse("");
        boolean legal =
                !tail.isEmpty() && LegalForms.takenOff(words("x " + tail)).size() == 1;
        String han = NO_WORD_NOR_BRACKET
                .matcher(legal ? plain.substring(0, plain.length() - tail.length()) : plain)
                .replaceAll("");
        Regions.Split split = Regions.split(LegalForms.takenOff(han));
        // The form may have stood before the place: 鼎新机械有限公司（上海）.
        String rest = LegalForms.takenOff(split.rest());
        return new CompanyName(split.place(), NO_WORD.matcher(rest).replaceAll(""));
    }

    private static CompanyName foreign(String plain) {
        String bare = plain.indexOf('(') < 0 ? plain : BRACKETED.matcher(plain).replaceAll(" ");
        return new CompanyName("", String.join("", LegalForms.takenOff(words(bare))));
    }

    private static List<String> words(String text) {
        return Arrays.stream(NO_WORD.split(SILENT.matcher(text).replaceAll("")))
                .filter(word -> !word.isEmpty() && !JOINING.contains(word))
                .toList();
    }

    Relation placed(CompanyName other) {
        return Regions.between(place, other.place);
    }

    /** Plant 3 is not plant 4: all figures in it, one after the other. */
    String figures() {
        return NO_NUMBER.matcher(core).replaceAll(" ").strip();
    }

    /**
     * Whether the trade names (字号) differ, two letters at the beginning of a Chinese core: 鼎新机械 and 鼎鑫机械 are mostly two
     * companies, 鼎新机械 and 鼎新机电 one that was written down twice.
     */
    boolean isOfOtherTradeName(CompanyName other) {
        return core.length() > TRADE_NAME
                && other.core.length() > TRADE_NAME
                && isHan(core.charAt(0))
                && !core.substring(0, TRADE_NAME).equals(other.core.substring(0, TRADE_NAME));
    }

    /**
     * How near the cores are, 0 to 1: by the pairs of letters that they share, or by how many have to be changed, whichever
     * is nearer. 0 where their figures differ.
     */
    double nearness(CompanyName other) {
        if (core.equals(other.core)) {
            return 1;
        }
        return figures().equals(other.figures())
                ? Math.max(Distance.ofPairs(core, other.core), Distance.ofEdits(core, other.core))
                : 0;
    }
}
