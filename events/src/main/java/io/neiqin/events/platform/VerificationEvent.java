package io.neiqin.events.platform;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * How right what people enter is (双重校验). Every service tells it on its own topic, for the accuracy of data. It is
 * told of the check, which has an id of its own, and not of the record: who follows the record's versions misses nothing.
 *
 * <p>Wrong fields are counted once: those of a correction stand in the place of the differences of the same round.
 */
public sealed interface VerificationEvent extends DomainEvent {

    UUID verificationId();

    @Override
    default UUID aggregateId() {
        return verificationId();
    }

    /**
     * Somebody has looked, or it was drawn that nobody has to.
     *
     * @param round 1 for the first entry, one more after each correction
     * @param verifierNo null where nobody has looked
     * @param checkedFields 0 where nobody has looked
     * @param differences what is wrong in the verifier's words, one each; empty when the record is right
     */
    @EventType("neiqin.each.data-verified.v1")
    record DataVerified(
            UUID verificationId,
            int round,
            Subject subject,
            Entry entry,
            String verifierNo,
            String method,
            int checkedFields,
            List<String> differences,
            LocalDate verifiedOn)
            implements VerificationEvent {}

    /**
     * What was found wrong is entered anew.
     *
     * @param round that found it
     * @param entry the wrong one
     * @param fields pointers to what has changed; empty when the clerk holds that nothing was wrong
     */
    @EventType("neiqin.each.data-corrected.v1")
    record DataCorrected(
            UUID verificationId,
            int round,
            Subject subject,
            Entry entry,
            String correctedBy,
            int checkedFields,
            List<String> fields,
            LocalDate correctedOn)
            implements VerificationEvent {}

    /**
     * What is checked.
     *
     * @param type of the record, as {@code order}
     * @param number by which people call it
     */
    record Subject(String type, UUID id, String number) {}

    /**
     * Who entered it and when; accuracy counts on that day.
     *
     * @param departmentId of the enterer on that day, null for one without
     * @param drawn whether somebody has to look
     * @param rate percent of this enterer's records that are drawn: one that was counts for 100 ÷ rate
     */
    record Entry(String entererNo, UUID departmentId, LocalDate enteredOn, boolean drawn, BigDecimal rate) {}
}
