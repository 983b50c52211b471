package io.neiqin.platform.deadline;

import io.neiqin.platform.deadline.Deadline.State;
import java.time.Instant;
import java.util.UUID;

/**
 * A deadline as it is shown.
 *
 * @param subjectNumber by which people call what it is for
 * @param ownerNo who has to act
 * @param allowed ISO 8601; of working days 24 hours each
 * @param dueAt null while it is paused
 * @param escalatedTo the last superior it has climbed to
 */
public record DeadlineView(
        UUID id,
        String kind,
        State state,
        String subjectType,
        UUID subjectId,
        String subjectNumber,
        String ownerNo,
        Measure measure,
        String allowed,
        Instant startedAt,
        Instant dueAt,
        Instant warnedAt,
        Instant breachedAt,
        String escalatedTo,
        Instant stoppedAt) {

    static DeadlineView of(Deadline deadline) {
        Deadline.Subject subject = deadline.subject();
        return new DeadlineView(
                deadline.id(),
                deadline.kind(),
                deadline.state(),
                subject.subjectType(),
                subject.subjectId(),
                subject.number(),
                subject.ownerNo(),
                deadline.terms().measure(),
                deadline.terms().allowed().toString(),
                deadline.startedAt(),
                deadline.dueAt(),
                deadline.warnedAt(),
                deadline.breachedAt(),
                deadline.escalatedTo(),
                deadline.stoppedAt());
    }
}
