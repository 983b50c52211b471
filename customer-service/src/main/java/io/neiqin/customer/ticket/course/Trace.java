package io.neiqin.customer.ticket.course;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What was said and done about a ticket beside its course, the last one last (TKT-7: what the customer changes by word of
 * mouth has its place here).
 *
 * @param cancellation null for none
 */
public record Trace(List<Note> notes, List<Escalation> escalations, Cancellation cancellation) {

    public static final Trace NONE = new Trace(List.of(), List.of(), null);

    public record Note(Instant at, String by, String words) {}

    /** @param toNo whom it was brought before */
    public record Escalation(Instant at, String by, String toNo, String reason) {}

    /** @param duplicateOf null for a mistake */
    public record Cancellation(Instant at, String by, String reason, UUID duplicateOf) {}

    public Trace noted(String words, Hand hand) {
        return new Trace(with(notes, new Note(hand.at(), hand.no(), words)), escalations, cancellation);
    }

    public Trace escalated(String toNo, String reason, Hand hand) {
        return new Trace(notes, with(escalations, new Escalation(hand.at(), hand.no(), toNo, reason)), cancellation);
    }

    public Trace cancelled(String reason, UUID duplicateOf, Hand hand) {
        return new Trace(notes, escalations, new Cancellation(hand.at(), hand.no(), reason, duplicateOf));
    }

    private static <T> List<T> with(List<T> all, T one) {
        return Stream.concat(all.stream(), Stream.of(one)).toList();
    }
}
