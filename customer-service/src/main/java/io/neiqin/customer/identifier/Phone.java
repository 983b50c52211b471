package io.neiqin.customer.identifier;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A phone number in the form that machines dial and the form that people read.
 *
 * @param e164 as {@code +8613800138000}, without extension; null for a foreign number given without its country
 * @param display as {@code 021-12345678-801}; a foreign number as it was given
 */
public record Phone(String e164, String display) {

    private static final String CHINA = "+86";
    private static final Pattern MOBILE = Pattern.compile("1[3-9]\\d{9}");

    /** 010 is the only area code in 01: else a mobile number that lacks a digit would pass behind +86. */
    private static final Pattern LANDLINE =
            Pattern.compile("(0(?:10|2\\d|[2-9]\\d{2}|[3-9]\\d))-?(\\d{7,8})(?:-(\\d{1,6}))?");

    private static final Pattern SERVICE = Pattern.compile("([48]00)(\\d{3})(\\d{4})");
    private static final Pattern FOREIGN = Pattern.compile("(?=(.*\\d){5})[0-9A-Za-z+ ()./,:;#-]+");
    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");

    /**
     * Reads a number as it was typed; empty when it is none.
     *
     * @param domestic whether a number without country code is one of mainland China
     */
    public static Optional<Phone> parse(String typed, boolean domestic) {
        String given = HalfWidth.of(typed).replaceAll("\\p{Pd}", "-").strip();
        String number = HalfWidth.compact(given).replaceFirst("^00", "+").replace("(0)", "");
        if (number.startsWith(CHINA)) {
            String rest = bare(number.substring(CHINA.length()));
            return china(rest).or(() -> china("0" + rest));
        }
        return domestic && !number.startsWith("+") ? china(bare(number)) : foreign(given, number);
    }

    /** Brackets around an area code and the word for an extension (转) become the hyphens that the patterns know. */
    private static String bare(String number) {
        return number.replace("(", "")
                .replace(")", "-")
                .replace("转", "-")
                .replaceAll("-+", "-")
                .replaceFirst("^-", "");
    }

    private static Optional<Phone> china(String number) {
        String digits = number.replace("-", "");
        // Old telephone books put a trunk 0 before a mobile number; no area code begins with 013 to 019.
        String mobile = digits.replaceFirst("^0", "");
        if (MOBILE.matcher(mobile).matches()) {
            return Optional.of(new Phone(CHINA + mobile, mobile));
        }
        Matcher service = SERVICE.matcher(digits);
        if (service.matches()) {
            return Optional.of(
                    new Phone(CHINA + digits, service.group(1) + "-" + service.group(2) + "-" + service.group(3)));
        }
        return landline(LANDLINE.matcher(number));
    }

    private static Optional<Phone> landline(Matcher parts) {
        if (!parts.matches()) {
            return Optional.empty();
        }
        String extension = parts.group(3) == null ? "" : "-" + parts.group(3);
        return Optional.of(new Phone(
                CHINA + parts.group(1).substring(1) + parts.group(2),
                parts.group(1) + "-" + parts.group(2) + extension));
    }

    private static Optional<Phone> foreign(String given, String number) {
        if (!FOREIGN.matcher(given).matches()) {
            return Optional.empty();
        }
        String digits = number.replaceAll("[()./-]", "");
        return Optional.of(new Phone(E164.matcher(digits).matches() ? digits : null, given));
    }
}
