package io.neiqin.platform.personal;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;

/**
 * A phone number, an e-mail address: a value that belongs to a person (个人信息). Whatever writes it by itself, JSON, a
 * log line, a message, writes its mask; plain it is given out by a {@link Look} only, which keeps who saw it.
 */
public final class Personal {

    private static final String HIDDEN = "***";

    private final String plain;

    private Personal(String plain) {
        this.plain = plain;
    }

    /** Null stays null. */
    public static Personal of(String plain) {
        return plain == null ? null : new Personal(plain);
    }

    /** For the database and for a look. */
    String plain() {
        return plain;
    }

    /** {@code 138****5678}, {@code z***@example.com}: enough to recognise, too little to use. */
    @JsonValue
    public String masked() {
        return plain.contains("@") ? maskedAddress() : maskedNumber();
    }

    /** Whether this is what a caller was shown of it, and now sends back. */
    public boolean isShownAs(String text) {
        return masked().equals(text);
    }

    /** Whether a text can only be a mask: nobody dials or writes to a star. */
    public static boolean isMask(String text) {
        return text != null && text.indexOf('*') >= 0;
    }

    /** A short name before the @ is hidden whole. */
    private String maskedAddress() {
        int at = plain.lastIndexOf('@');
        return (at > 2 ? plain.substring(0, 1) : "") + HIDDEN + plain.substring(at);
    }

    private String maskedNumber() {
        int digits = (int) plain.chars().filter(Character::isDigit).count();
        if (digits < 5) {
            return HIDDEN;
        }
        int head = digits < 9 ? 1 : 3;
        int tail = digits < 9 ? 2 : 4;
        StringBuilder masked = new StringBuilder();
        int place = 0;
        for (char c : plain.toCharArray()) {
            boolean digit = Character.isDigit(c);
            masked.append(digit && place >= head && place < digits - tail ? '*' : c);
            place += digit ? 1 : 0;
        }
        return masked.toString();
    }

    @Override
    public String toString() {
        return masked();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Personal that && plain.equals(that.plain);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(plain);
    }
}
