package io.neiqin.customer.accuracy;

import io.neiqin.platform.http.View;
import io.neiqin.platform.identity.Actor;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A verification as it is shown.
 *
 * @param ownerNo who is asked
 * @param dueAt by when; null once it is answered
 * @param overdue whether it is open and past due
 * @param answeredBy who has given the answer here; null while there is none
 * @param wordOf whose word it is
 * @param fields members of the customer that were outdated
 */
public record VerificationTaskView(
        UUID id,
        int version,
        @NotNull UUID customerId,
        @NotNull String customerNumber,
        String customerName,
        @NotNull VerificationStatus status,
        @NotNull String ownerNo,
        UUID departmentId,
        @NotNull LocalDate openedOn,
        Instant dueAt,
        Boolean overdue,
        String answeredBy,
        String wordOf,
        String words,
        Instant answeredAt,
        List<String> fields,
        @NotNull String createdBy,
        @NotNull Instant createdAt,
        @NotNull String changedBy,
        @NotNull Instant changedAt,
        List<String> allowedActions)
        implements View {

    /** @param dueAt null where no deadline runs */
    static VerificationTaskView of(VerificationTask task, Instant dueAt, Actor actor, Instant now) {
        boolean overdue = task.isOpen() && dueAt != null && dueAt.isBefore(now);
        return of(task, task.customerName(), dueAt, overdue, task.actionsFor(actor));
    }

    /** All that is stored: for the history. */
    static VerificationTaskView recorded(VerificationTask task) {
        return of(task, null, null, null, null);
    }

    private static VerificationTaskView of(
            VerificationTask task, String customerName, Instant dueAt, Boolean overdue, List<String> actions) {
        VerificationTask.Answer answer = task.answer();
        return new VerificationTaskView(
                task.id(),
                task.version(),
                task.customerId(),
                task.customerNumber(),
                customerName,
                task.status(),
                task.ownerNo(),
                task.departmentId(),
                task.openedOn(),
                dueAt,
                overdue,
                answer == null ? null : answer.answeredBy(),
                answer == null ? null : answer.wordOf(),
                answer == null ? null : answer.words(),
                answer == null ? null : answer.answeredAt(),
                task.fields(),
                task.createdBy(),
                task.createdAt(),
                task.changedBy(),
                task.changedAt(),
                actions);
    }
}
