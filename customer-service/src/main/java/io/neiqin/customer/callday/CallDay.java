package io.neiqin.customer.callday;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.problem.Problem;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A telemarketer's day of calls that is reported to his superior (CUS-26). Its calls are closed from then on: another one
 * comes in as a correction only.
 */
@Entity
public class CallDay implements Recorded {

    /** What there was when it was reported. */
    @Embeddable
    public record Counted(int calls, int newCalls, int missingCalls, int missingNewCalls) {}

    /** All of it. */
    public record Values(
            String employeeNo,
            UUID departmentId,
            LocalDate day,
            Counted counted,
            String remarks,
            Instant submittedAt,
            String acknowledgedBy,
            Instant acknowledgedAt,
            String comment) {}

    @Id
    private UUID id;

    @Version
    private int version;

    private String employeeNo;
    private UUID departmentId;
    private LocalDate day;

    @Embedded
    private Counted counted;

    private String remarks;
    private Instant submittedAt;

    /** Null until his superior has seen it. */
    private String acknowledgedBy;

    private Instant acknowledgedAt;
    private String comment;

    protected CallDay() {}

    /** The caller's own. */
    public CallDay(LocalDate day, Counted counted, String remarks, CommandContext context) {
        this.id = Uuid7.next();
        this.employeeNo = context.actor().employeeNo();
        this.departmentId = context.actor().departmentId();
        this.day = day;
        this.counted = counted;
        this.remarks = remarks;
        this.submittedAt = context.at();
    }

    /** Nobody acknowledges his own. */
    public void requireJudgementBy(Actor actor) {
        if (employeeNo.equals(actor.employeeNo())) {
            throw Problem.forbidden("own-call-sheet");
        }
    }

    public void acknowledge(String said, CommandContext context) {
        if (acknowledgedBy != null) {
            throw Problem.conflict("call-sheet-acknowledged", acknowledgedBy)
                    .with("allowedActions", allowedActions(context.actor()));
        }
        acknowledgedBy = context.actor().employeeNo();
        acknowledgedAt = context.at();
        comment = said;
    }

    /** What this actor may do with it now. */
    public List<String> allowedActions(Actor actor) {
        boolean open = acknowledgedBy == null && !employeeNo.equals(actor.employeeNo());
        return open && actor.hasAny(Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER, Roles.SALES_DIRECTOR)
                ? List.of("acknowledge")
                : List.of();
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public int version() {
        return version;
    }

    public Values values() {
        return new Values(
                employeeNo, departmentId, day, counted, remarks, submittedAt, acknowledgedBy, acknowledgedAt, comment);
    }

    @Override
    public String historyType() {
        return "call-sheet";
    }

    @Override
    public Values recorded() {
        return values();
    }
}
