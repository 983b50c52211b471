package io.neiqin.customer.identifier;

import io.neiqin.platform.problem.Problem;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The end of a phone number, by which its owner is looked for: the last four digits, which a mask shows anyway, or eight
 * and more. Not what is between: each digit more would be told by ten questions, past the log of who saw what.
 *
 * @param digits the last ones of the number, in its order
 */
public record PhoneTail(String digits) {

    private static final String CHINA = "+86";
    private static final Pattern TYPED = Pattern.compile("[0-9+()./-]+");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{4}|[0-9]{8,15}");

    /** Reads a tail, or a whole number in any form that is understood at entry; empty when it is neither. */
    public static Optional<PhoneTail> parse(String typed) {
        Optional<PhoneTail> whole = Phone.parse(typed, true)
                .map(Phone::e164)
                .map(PhoneTail::national)
                .map(PhoneTail::new);
        return whole.or(() -> Optional.of(HalfWidth.compact(typed))
                .filter(text -> TYPED.matcher(text).matches())
                .map(text -> text.replaceAll("[^0-9]", ""))
                .filter(digits -> DIGITS.matcher(digits).matches())
                .map(PhoneTail::new));
    }

    /** As it stands in a question; null for none, refused with 400 where it is neither. */
    public static PhoneTail asked(String typed) {
        return typed == null || typed.isBlank()
                ? null
                : parse(typed).orElseThrow(() -> Problem.badRequest("phone-tail-invalid"));
    }

    /** The last digit first: as the end of a number is kept, to be found by its beginning. */
    public String reversed() {
        return new StringBuilder(digits).reverse().toString();
    }

    /** Without what one does not dial at home: a foreign customer's contact may have a number here, kept as he gave it. */
    private static String national(String e164) {
        return e164.startsWith(CHINA) ? e164.substring(CHINA.length()) : e164.substring(1);
    }
}
