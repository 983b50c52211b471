package io.neiqin.orders.order;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.verification.Enterers;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who brought an order how far; null where it has not come yet.
 *
 * @param editedBy who typed the content as it stands
 * @param writtenBy everybody who ever typed any of it, the first one first
 * @param confirmedOn the business date from which the order counts
 */
@Embeddable
public record Milestones(
        String editedBy,
        List<String> writtenBy,
        String enteredBy,
        String verifiedBy,
        @Enumerated(EnumType.STRING) Verification verification,
        String confirmedBy,
        LocalDate confirmedOn,
        String cancelReason,
        Instant changedAt) {

    static Milestones begun(CommandContext context) {
        String writer = context.actor().employeeNo();
        return new Milestones(writer, List.of(writer), null, null, null, null, null, null, context.at());
    }

    Milestones edited(CommandContext context) {
        String writer = context.actor().employeeNo();
        List<String> writers = new ArrayList<>(writtenBy);
        if (!writers.contains(writer)) {
            writers.add(writer);
        }
        return new Milestones(writer, writers, null, null, null, null, null, null, context.at());
    }

    Milestones touched(CommandContext context) {
        return new Milestones(
                editedBy,
                writtenBy,
                enteredBy,
                verifiedBy,
                verification,
                confirmedBy,
                confirmedOn,
                cancelReason,
                context.at());
    }

    Milestones entered(CommandContext context) {
        return new Milestones(
                editedBy, writtenBy, context.actor().employeeNo(), null, null, null, null, null, context.at());
    }

    /** By nobody, where nobody had to look. */
    Milestones verified(Verification method, CommandContext context) {
        String verifier =
                method == Verification.NOT_DRAWN ? null : context.actor().employeeNo();
        return new Milestones(editedBy, writtenBy, enteredBy, verifier, method, null, null, null, context.at());
    }

    Milestones confirmed(CommandContext context) {
        String actor = context.actor().employeeNo();
        return new Milestones(
                editedBy,
                writtenBy,
                enteredBy,
                verifiedBy,
                verification,
                actor,
                context.businessDate(),
                null,
                context.at());
    }

    Milestones cancelled(String reason, CommandContext context) {
        return new Milestones(
                editedBy,
                writtenBy,
                enteredBy,
                verifiedBy,
                verification,
                confirmedBy,
                confirmedOn,
                reason,
                context.at());
    }

    Enterers enterers() {
        Set<String> all = new HashSet<>(writtenBy);
        if (enteredBy != null) {
            all.add(enteredBy);
        }
        return new Enterers(all);
    }

    /** Whether nobody but its first writer typed anything. */
    boolean isOfOneHand() {
        return writtenBy.size() == 1;
    }
}
