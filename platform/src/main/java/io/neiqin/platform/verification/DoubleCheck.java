package io.neiqin.platform.verification;

import io.neiqin.events.platform.VerificationEvent.DataCorrected;
import io.neiqin.events.platform.VerificationEvent.DataVerified;
import io.neiqin.events.platform.VerificationEvent.Entry;
import io.neiqin.events.platform.VerificationEvent.Subject;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.id.Uuid7;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * How far the double check (双重校验) of a record has come. The record keeps it, as JSON, and tells what it gives; what has
 * to be compared is the record's own matter.
 *
 * @param id under which it is told
 * @param round 1 for the first entry, one more after each correction
 * @param drawn whether somebody has to look
 * @param rate percent, at which it was drawn
 * @param entererNo who declared this round's entry complete
 * @param enterers who ever did
 * @param departmentId his on that day, null for none
 */
public record DoubleCheck(
        UUID id,
        int round,
        boolean drawn,
        BigDecimal rate,
        String entererNo,
        List<String> enterers,
        UUID departmentId,
        LocalDate enteredOn) {

    public DoubleCheck {
        enterers = enterers == null ? List.of(entererNo) : enterers;
    }

    /** The method of who looks himself. */
    private static final String SECOND_PERSON = "SECOND_PERSON";

    /** Of the first entry. */
    public static DoubleCheck begun(Draw draw, CommandContext context) {
        return round(Uuid7.next(), 1, draw, List.of(), context);
    }

    /** Of the next entry. What somebody had to look at once, somebody looks at again, however low the rate is now. */
    public DoubleCheck again(Draw draw, CommandContext context) {
        return round(id, round + 1, drawn ? new Draw(true, rate.max(draw.rate())) : draw, enterers, context);
    }

    private static DoubleCheck round(UUID id, int round, Draw draw, List<String> before, CommandContext context) {
        String enterer = context.actor().employeeNo();
        return new DoubleCheck(
                id,
                round,
                draw.drawn(),
                draw.rate(),
                enterer,
                Stream.concat(before.stream(), Stream.of(enterer)).distinct().toList(),
                context.actor().departmentId(),
                context.businessDate());
    }

    /**
     * It counts as right.
     *
     * @param verifierNo null where nobody has looked
     */
    public DataVerified verified(
            Subject subject, String method, String verifierNo, int fields, CommandContext context) {
        return told(subject, method, verifierNo, fields, List.of(), context);
    }

    /** Somebody has found it wrong. */
    public DataVerified refused(Subject subject, int fields, List<String> differences, CommandContext context) {
        String verifier = context.actor().employeeNo();
        return told(subject, SECOND_PERSON, verifier, fields, differences, context);
    }

    private DataVerified told(
            Subject subject,
            String method,
            String verifierNo,
            int fields,
            List<String> differences,
            CommandContext context) {
        return new DataVerified(
                id, round, subject, entry(), verifierNo, method, fields, differences, context.businessDate());
    }

    /**
     * What was found wrong in this round is entered anew.
     *
     * @param fields that have changed
     */
    public DataCorrected corrected(Subject subject, int checked, List<String> fields, CommandContext context) {
        return new DataCorrected(
                id, round, subject, entry(), context.actor().employeeNo(), checked, fields, context.businessDate());
    }

    private Entry entry() {
        return new Entry(entererNo, departmentId, enteredOn, drawn, rate);
    }
}
