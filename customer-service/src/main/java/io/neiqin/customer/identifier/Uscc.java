package io.neiqin.customer.identifier;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Unified social credit code (统一社会信用代码, GB 32100-2015) with a right check character: authority, category, six
 * digits of region, nine characters of organisation code, check.
 *
 * @param value 18 characters, half-width and upper case
 */
public record Uscc(String value) {

    /** I, O, S, V and Z are left out, so from J on a letter's value is not its distance from A. */
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static final int[] WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    private static final Pattern FORM = Pattern.compile("[" + ALPHABET + "]{2}[0-9]{6}[" + ALPHABET + "]{10}");
    private static final int[] ORGANISATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

    /** Reads a code as it was typed; empty when it is none. */
    public static Optional<Uscc> parse(String typed) {
        String code = normalise(typed);
        return FORM.matcher(code).matches() && code.charAt(17) == checkCharacter(code)
                ? Optional.of(new Uscc(code))
                : Optional.empty();
    }

    /** The form in which a code is kept and looked for, right or wrong. */
    public static String normalise(String typed) {
        return HalfWidth.compact(typed).toUpperCase(Locale.ROOT);
    }

    /**
     * Whether the organisation code inside (characters 9 to 17, GB 11714) has a right check of its own. Codes in use
     * exist that fail it, so it is a warning and no more.
     */
    public boolean hasPlausibleOrganisationCode() {
        int sum = 0;
        for (int i = 0; i < ORGANISATION_WEIGHTS.length; i++) {
            // This older code counts A = 10 to Z = 35 without gaps.
            sum += Character.digit(value.charAt(8 + i), 36) * ORGANISATION_WEIGHTS[i];
        }
        int check = (11 - sum % 11) % 11;
        return value.charAt(16) == (check == 10 ? 'X' : (char) ('0' + check));
    }

    private static char checkCharacter(String code) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += ALPHABET.indexOf(code.charAt(i)) * WEIGHTS[i];
        }
        return ALPHABET.charAt((31 - sum % 31) % 31);
    }

    @Override
    public String toString() {
        return value;
    }
}
