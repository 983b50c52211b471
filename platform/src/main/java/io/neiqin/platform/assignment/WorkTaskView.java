package io.neiqin.platform.assignment;

import io.neiqin.platform.assignment.Turns.Turn;
import io.neiqin.platform.assignment.WorkTask.State;
import io.neiqin.platform.assignment.WorkTask.Subject;
import io.neiqin.platform.assignment.proposal.Criterion;
import io.neiqin.platform.http.View;
import io.neiqin.platform.identity.Actor;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A task as it is shown.
 *
 * @param subjectNumber by which people call what it is about
 * @param score the sum of the reasons' points; 0 without reasons where a lead has decided
 * @param turns how it has changed hands; a reason is shown to who gave it and to a lead, for it may speak of his health
 */
public record WorkTaskView(
        UUID id,
        int version,
        String kind,
        State state,
        String subjectType,
        UUID subjectId,
        String subjectNumber,
        String assigneeNo,
        int score,
        List<ShownReason> reasons,
        List<ShownTurn> turns,
        Instant openedAt,
        Instant offeredAt,
        Instant acceptedAt,
        Instant closedAt,
        String doneBy,
        List<String> allowedActions)
        implements View {

    /**
     * Why he.
     *
     * @param value what was found: open work, pieces done lately, pieces for the same customer, 1 for his own, the
     *     minutes that a piece of this kind takes him (0 where too little is known), his place in turn
     */
    public record ShownReason(Criterion criterion, int value, int points) {}

    /**
     * A change of hands.
     *
     * @param toNo null where he declined or has left, and the rule looked for the next one
     */
    public record ShownTurn(String fromNo, String toNo, String byNo, String reason, Instant at) {}

    static WorkTaskView of(WorkTask task, Actor actor) {
        boolean isLead = task.isLead(actor);
        Subject subject = task.subject();
        return new WorkTaskView(
                task.id(),
                task.version(),
                task.kind(),
                task.state(),
                subject.subjectType(),
                subject.subjectId(),
                subject.number(),
                task.assigneeNo(),
                task.score(),
                task.reasons().stream()
                        .map(why -> new ShownReason(why.criterion(), why.value(), why.points()))
                        .toList(),
                task.turns().stream()
                        .map(turn -> shown(turn, isLead || turn.byNo().equals(actor.employeeNo())))
                        .toList(),
                task.openedAt(),
                task.offeredAt(),
                task.acceptedAt(),
                task.closedAt(),
                task.doneBy(),
                task.actionsFor(actor));
    }

    private static ShownTurn shown(Turn turn, boolean withReason) {
        return new ShownTurn(turn.fromNo(), turn.toNo(), turn.byNo(), withReason ? turn.reason() : null, turn.at());
    }
}
