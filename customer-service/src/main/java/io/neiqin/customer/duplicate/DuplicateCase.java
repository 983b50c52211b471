package io.neiqin.customer.duplicate;

import io.neiqin.customer.customer.Kept;
import io.neiqin.customer.duplicate.DuplicateStatus.Action;
import io.neiqin.customer.similarity.Signal;
import io.neiqin.customer.similarity.Similarity;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.problem.Problem;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** Two customers that look like one (疑似重复客户), and what was made of it. Of a pair there is one. */
@Entity
public class DuplicateCase implements Recorded {

    @Id
    private UUID id;

    @Version
    private int version;

    private UUID firstId;
    private UUID secondId;

    @Enumerated(EnumType.STRING)
    private DuplicateStatus status;

    private int score;

    @JdbcTypeCode(SqlTypes.JSON)
    private Reasons reasons;

    private UUID vanishedId;
    private UUID survivorId;

    @JdbcTypeCode(SqlTypes.JSON)
    private Kept kept;

    private String judgement;
    private String judgedBy;
    private Instant judgedAt;
    private String createdBy;
    private Instant createdAt;
    private String changedBy;
    private Instant changedAt;

    /** Why they were found. */
    public record Reasons(List<Signal> signals) {}

    /** Two customers in the one order in which they are kept. */
    record Pair(UUID first, UUID second) {

        static Pair of(UUID one, UUID other) {
            // As PostgreSQL orders them: compareTo would take the first half as a signed number.
            return one.toString().compareTo(other.toString()) < 0 ? new Pair(one, other) : new Pair(other, one);
        }
    }

    protected DuplicateCase() {}

    DuplicateCase(Pair pair, Similarity similarity, CommandContext context) {
        this.id = Uuid7.next();
        this.firstId = pair.first();
        this.secondId = pair.second();
        this.status = DuplicateStatus.CANDIDATE;
        this.score = similarity.score();
        this.reasons = new Reasons(similarity.signals());
        this.createdBy = context.actor().employeeNo();
        this.createdAt = context.at();
        this.changedBy = createdBy;
        this.changedAt = createdAt;
    }

    /** Two companies. Refuses without a reason. */
    void dismiss(CommandContext context) {
        move(Action.DISMISS, context);
    }

    void merged(UUID vanished, UUID survivor, Kept was, CommandContext context) {
        move(Action.MERGE, context);
        vanishedId = vanished;
        survivorId = survivor;
        kept = was;
    }

    /**
     * What both get back; refuses when the time for that is over.
     *
     * @param window how long it can be taken back
     */
    Kept unmerge(Duration window, CommandContext context) {
        if (isOver(window, context.at())) {
            throw Problem.conflict("unmerge-over", window.toDays()).with("allowedActions", List.of());
        }
        Kept was = kept;
        move(Action.UNMERGE, context);
        kept = null;
        return was;
    }

    /** Whether what it was is gone, or may not be given back any more. */
    boolean isOver(Duration window, Instant now) {
        return status == DuplicateStatus.MERGED && (kept == null || now.isAfter(judgedAt.plus(window)));
    }

    private void move(Action action, CommandContext context) {
        if (!status.allows(action)) {
            throw Problem.illegalTransition(
                    action.command(),
                    status,
                    status.actions().stream().map(Action::command).toList());
        }
        judgement = context.requireReason();
        status = action.to();
        judgedBy = context.actor().employeeNo();
        judgedAt = context.at();
        changedBy = judgedBy;
        changedAt = judgedAt;
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public int version() {
        return version;
    }

    UUID firstId() {
        return firstId;
    }

    UUID secondId() {
        return secondId;
    }

    DuplicateStatus status() {
        return status;
    }

    int score() {
        return score;
    }

    List<Signal> signals() {
        return reasons.signals();
    }

    /** Null unless they were merged once. */
    UUID vanishedId() {
        return vanishedId;
    }

    /** Null unless they were merged once. */
    UUID survivorId() {
        return survivorId;
    }

    /** Why it was judged so; null while it is not. */
    String judgement() {
        return judgement;
    }

    String judgedBy() {
        return judgedBy;
    }

    Instant judgedAt() {
        return judgedAt;
    }

    Instant createdAt() {
        return createdAt;
    }

    @Override
    public String historyType() {
        return "duplicate";
    }

    /** Without what is kept of the customers: that is theirs. */
    private record Values(
            UUID firstId,
            UUID secondId,
            DuplicateStatus status,
            int score,
            List<Signal> signals,
            UUID vanishedId,
            UUID survivorId,
            String judgement) {}

    @Override
    public Object recorded() {
        return new Values(firstId, secondId, status, score, signals(), vanishedId, survivorId, judgement);
    }
}
