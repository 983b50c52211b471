package io.neiqin.platform.approval;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Who is asked. He is found when his node is reached, in the organisation of that day.
 *
 * @param of what it names: an employee number, a role, or how many levels up; empty for a head
 */
public record ApproverRule(Who who, String of) {

    /** By what somebody comes to be asked. */
    public enum Who {
        PERSON,
        /** Everybody who holds the role. */
        ROLE,
        /** The head of the requester's department. */
        HEAD,
        /** 1 for the requester's superior, 2 for his, … */
        SUPERIOR
    }

    public ApproverRule {
        boolean fits = switch (who) {
            case HEAD -> of.isEmpty();
            case SUPERIOR -> of.matches("[1-9]");
            default -> !of.isBlank();
        };
        if (!fits) {
            throw new IllegalArgumentException("nobody is " + who + ":" + of);
        }
    }

    /** As it stands in the configuration: {@code person:E007}, {@code role:FINANCE}, {@code head}, {@code superior:2}. */
    @JsonCreator
    public static ApproverRule of(String text) {
        String[] parts = text.strip().split(":", 2);
        return new ApproverRule(Who.valueOf(parts[0].toUpperCase(Locale.ROOT)), parts.length > 1 ? parts[1] : "");
    }

    @JsonValue
    @Override
    public String toString() {
        return who.name().toLowerCase(Locale.ROOT) + (of.isEmpty() ? "" : ":" + of);
    }
}
