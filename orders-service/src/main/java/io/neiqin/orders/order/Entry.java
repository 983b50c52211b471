package io.neiqin.orders.order;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.platform.VerificationEvent;
import io.neiqin.events.platform.VerificationEvent.DataVerified;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.verification.DoubleCheck;
import io.neiqin.platform.verification.Draw;
import io.neiqin.platform.verification.Enterers;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * Who typed an order, declared it complete and checked it (录单与复核, DAT-2); null where that has not come yet.
 *
 * @param editedBy who typed the content as it stands
 * @param writtenBy everybody who ever typed any of it, the first one first
 * @param verifiedBy null also where nobody had to look
 * @param doubleCheck whether a second person has to look
 * @param rejected what a verifier has sent back, until it is entered anew
 */
@Embeddable
public record Entry(
        String editedBy,
        List<String> writtenBy,
        String enteredBy,
        String verifiedBy,
        @Enumerated(EnumType.STRING) Verification verification,
        @JdbcTypeCode(SqlTypes.JSON) DoubleCheck doubleCheck,
        @JdbcTypeCode(SqlTypes.JSON) Typed rejected) {

    static Entry begun(CommandContext context) {
        String writer = context.actor().employeeNo();
        return new Entry(writer, List.of(writer), null, null, null, null, null);
    }

    Entry edited(CommandContext context) {
        String writer = context.actor().employeeNo();
        List<String> writers = new ArrayList<>(writtenBy);
        if (!writers.contains(writer)) {
            writers.add(writer);
        }
        return new Entry(writer, writers, null, null, null, doubleCheck, rejected);
    }

    Entry entered(Draw draw, CommandContext context) {
        DoubleCheck next = doubleCheck == null ? DoubleCheck.begun(draw, context) : doubleCheck.again(draw, context);
        return new Entry(editedBy, writtenBy, context.actor().employeeNo(), null, null, next, null);
    }

    Entry verified(Verification method, CommandContext context) {
        String verifier =
                method == Verification.NOT_DRAWN ? null : context.actor().employeeNo();
        return new Entry(editedBy, writtenBy, enteredBy, verifier, method, doubleCheck, null);
    }

    Entry rejected(Typed wrong) {
        return new Entry(editedBy, writtenBy, enteredBy, verifiedBy, verification, doubleCheck, wrong);
    }

    /** What the next entry has changed of what was sent back; nothing where nothing was. */
    List<DomainEvent> corrections(Order order, CommandContext context) {
        return rejected == null
                ? List.of()
                : List.of(doubleCheck.corrected(
                        subject(order), rejected.fields(), rejected.differences(Typed.of(order)), context));
    }

    /** It counts as right. */
    DataVerified right(Order order, CommandContext context) {
        return doubleCheck.verified(
                subject(order), verification.name(), verifiedBy, verification.fields(order), context);
    }

    /** It was found wrong. */
    DataVerified wrong(Order order, List<String> differences, CommandContext context) {
        return doubleCheck.refused(subject(order), rejected.fields(), differences, context);
    }

    private static VerificationEvent.Subject subject(Order order) {
        return new VerificationEvent.Subject(Order.TYPE, order.id(), order.number());
    }

    /** Whether a second person, or a comparison, has to look; null before it is entered. */
    Boolean drawn() {
        return doubleCheck == null ? null : doubleCheck.drawn();
    }

    /** Counted from 1: the one that its next entry begins. */
    int nextRound() {
        return doubleCheck == null ? 1 : doubleCheck.round() + 1;
    }

    /** Who ever typed any of it, or declared it complete. */
    Enterers enterers() {
        Set<String> all = new HashSet<>(writtenBy);
        if (doubleCheck != null) {
            all.addAll(doubleCheck.enterers());
        }
        return new Enterers(all);
    }

    /** As if he declared it complete, too. */
    Enterers enterersWith(Actor actor) {
        Set<String> all = new HashSet<>(enterers().all());
        all.add(actor.employeeNo());
        return new Enterers(all);
    }

    /** Whether nobody but its first writer typed anything. */
    boolean isOfOneHand() {
        return writtenBy.size() == 1;
    }
}
