package io.neiqin.platform.assignment;

import io.neiqin.events.platform.TaskEvent;
import io.neiqin.events.platform.TaskEvent.TaskAccepted;
import io.neiqin.events.platform.TaskEvent.TaskDeclined;
import io.neiqin.events.platform.TaskEvent.TaskOffered;
import io.neiqin.platform.assignment.proposal.AssignmentTerms;
import io.neiqin.platform.assignment.proposal.Candidate;
import io.neiqin.platform.assignment.proposal.Need;
import io.neiqin.platform.assignment.proposal.Proposal.Offer;
import io.neiqin.platform.assignment.proposal.Proposal.Reason;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Visibility;
import io.neiqin.platform.problem.Problem;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * A piece of work (任务) that is offered to somebody. It hinders nobody else who may do it: whoever does it, it is done, and
 * is closed then with what it was about, see {@link WorkTasks#done}.
 */
@Entity
public class WorkTask {

    /**
     * What there is to be done with.
     *
     * @param subjectType of the record, as {@code order}
     * @param number by which people call it
     */
    @Embeddable
    public record Subject(String subjectType, UUID subjectId, String number) {

        TaskEvent.Subject asEvent() {
            return new TaskEvent.Subject(subjectType, subjectId, number);
        }
    }

    /** Where it stands. */
    public enum State {
        /** Nobody is there who may do it: it waits for a lead, or for whoever does it. */
        UNASSIGNED,
        OFFERED,
        ACCEPTED,
        DONE,
        /** Need not be done any more. */
        DROPPED;

        boolean isOpen() {
            return this != DONE && this != DROPPED;
        }
    }

    @Id
    private UUID id;

    @Version
    private int version;

    @Embedded
    private Subject subject;

    private String kind;

    /** With which it began. */
    @JdbcTypeCode(SqlTypes.JSON)
    private AssignmentTerms terms;

    /** As the terms say; sums are made of it. */
    private int weight;

    /** For whom the work is, of {@link Need#about}: by it the history is found. */
    private String about;

    @JdbcTypeCode(SqlTypes.JSON)
    private Need need;

    @Enumerated(EnumType.STRING)
    private State state;

    /** Null in UNASSIGNED. */
    private String assigneeNo;

    /** The assignee's; in UNASSIGNED that of the last one, or the one it began in. */
    private UUID departmentId;

    private int score;

    @JdbcTypeCode(SqlTypes.JSON)
    private Reasons reasons;

    @JdbcTypeCode(SqlTypes.JSON)
    private Turns turns = Turns.NONE;

    private Instant openedAt;
    private Instant offeredAt;
    private Instant acceptedAt;
    private Instant closedAt;
    private String doneBy;

    protected WorkTask() {}

    /** @param departmentId where it lies while nobody has it */
    WorkTask(
            Subject subject, String kind, AssignmentTerms terms, Need need, UUID departmentId, CommandContext context) {
        this.id = Uuid7.next();
        this.subject = subject;
        this.kind = kind;
        this.terms = terms;
        this.weight = terms.weight();
        this.about = need.about();
        this.need = need;
        this.departmentId = departmentId;
        this.openedAt = context.at();
    }

    /** To the best one there is. */
    TaskOffered offer(Optional<Offer> best, CommandContext context) {
        state = best.isPresent() ? State.OFFERED : State.UNASSIGNED;
        offeredAt = turns.later(context.at());
        acceptedAt = null;
        assigneeNo = best.map(offer -> offer.to().employeeNo()).orElse(null);
        departmentId = best.map(offer -> offer.to().departmentId()).orElse(departmentId);
        score = best.map(Offer::score).orElse(0);
        reasons = new Reasons(best.map(Offer::reasons).orElse(List.of()));
        return asOffered(null);
    }

    TaskAccepted accept(CommandContext context) {
        requireAssignee("accept", context);
        return take(context);
    }

    /** Whoever has it will do it. */
    TaskAccepted take(CommandContext context) {
        state = State.ACCEPTED;
        acceptedAt = turns.later(context.at());
        return new TaskAccepted(id, kind, subject.asEvent(), assigneeNo);
    }

    /** He will not be asked again; the next one is, see {@link WorkTasks}. */
    TaskDeclined decline(String reason, CommandContext context) {
        requireAssignee("decline", context);
        return giveBack(reason, context);
    }

    /** Whoever has it will not do it. */
    TaskDeclined giveBack(String reason, CommandContext context) {
        turns = turns.and(assigneeNo, null, reason, context);
        return new TaskDeclined(id, kind, subject.asEvent(), assigneeNo);
    }

    /** He has left: it is not his any more, and the next one is asked. */
    void leave(CommandContext context) {
        turns = turns.and(assigneeNo, null, null, context);
    }

    /** A lead gives it to somebody, whatever the scores say. */
    TaskOffered reassign(Candidate to, String reason, CommandContext context) {
        requireReassignable(context);
        if (to.employeeNo().equals(assigneeNo)) {
            throw Problem.conflict("task-assignee-already", assigneeNo);
        }
        return give(to.employeeNo(), to.departmentId(), reason, context);
    }

    /** As whoever may has decided. */
    TaskOffered give(String toNo, UUID toDepartmentId, String reason, CommandContext context) {
        turns = turns.and(assigneeNo, toNo, reason, context);
        state = State.OFFERED;
        assigneeNo = toNo;
        departmentId = toDepartmentId;
        offeredAt = turns.later(context.at());
        acceptedAt = null;
        score = 0;
        reasons = new Reasons(List.of());
        return asOffered(context.actor().employeeNo());
    }

    void requireReassignable(CommandContext context) {
        if (!isLead(context.actor())) {
            throw Problem.forbidden("role-missing");
        }
        require("reassign", state.isOpen(), context);
    }

    private TaskOffered asOffered(String by) {
        UUID department = assigneeNo == null ? null : departmentId;
        return new TaskOffered(id, kind, subject.asEvent(), assigneeNo, department, score, reasons.asEvent(), by);
    }

    private void requireAssignee(String command, CommandContext context) {
        require(command, state == State.OFFERED, context);
        if (!context.actor().employeeNo().equals(assigneeNo)) {
            throw Problem.rule("task-of-another");
        }
    }

    private void require(String command, boolean possible, CommandContext context) {
        if (!possible) {
            throw Problem.illegalTransition(command, state, actionsFor(context.actor()));
        }
    }

    /** In {@code allowedActions}. */
    List<String> actionsFor(Actor actor) {
        List<String> actions = new ArrayList<>();
        if (state == State.OFFERED && actor.employeeNo().equals(assigneeNo)) {
            actions.addAll(List.of("accept", "decline"));
        }
        if (state.isOpen() && isLead(actor)) {
            actions.add("reassign");
        }
        return actions;
    }

    boolean isLead(Actor actor) {
        return actor.has(terms.lead());
    }

    /** Also by those who have had it. */
    boolean isSeenBy(Visibility sees) {
        return sees.covers(assigneeNo == null ? "" : assigneeNo, departmentId)
                || turns.haveHad().stream().anyMatch(sees.owners()::contains);
    }

    Set<String> declined() {
        return turns.declined();
    }

    UUID id() {
        return id;
    }

    int version() {
        return version;
    }

    Subject subject() {
        return subject;
    }

    String kind() {
        return kind;
    }

    AssignmentTerms terms() {
        return terms;
    }

    Need need() {
        return need;
    }

    State state() {
        return state;
    }

    String assigneeNo() {
        return assigneeNo;
    }

    UUID departmentId() {
        return departmentId;
    }

    int score() {
        return score;
    }

    List<Reason> reasons() {
        return reasons.all();
    }

    List<Turns.Turn> turns() {
        return turns.all();
    }

    Instant openedAt() {
        return openedAt;
    }

    Instant offeredAt() {
        return offeredAt;
    }

    Instant acceptedAt() {
        return acceptedAt;
    }

    Instant closedAt() {
        return closedAt;
    }

    String doneBy() {
        return doneBy;
    }
}
