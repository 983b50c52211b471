package io.neiqin.admin.delegation;

import io.neiqin.events.admin.DelegationEvent.DelegationChanged;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.organisation.Organisation.Person;
import io.neiqin.platform.problem.Problem;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Somebody decides in place of another for some days (委托): he is away, or has too much to do. */
@Entity
public class Delegation implements Recorded {

    @Id
    private UUID id;

    @Version
    private int version;

    private String principalNo;

    /** The principal's, when it was made. */
    private UUID departmentId;

    private String deputyNo;

    /** Both days included; the last one lies before the first one once nothing is left of it. */
    private LocalDate validFrom;

    private LocalDate validTo;
    private String createdBy;
    private Instant createdAt;
    private String endedBy;
    private Instant endedAt;

    protected Delegation() {}

    Delegation(Person principal, String deputyNo, LocalDate from, LocalDate to, CommandContext context) {
        if (principal.employeeNo().equals(deputyNo)) {
            throw Problem.rule("delegation-to-oneself").at("/deputyNo", "delegation-to-oneself");
        }
        if (from.isBefore(context.businessDate())) {
            throw Problem.rule("delegation-from-the-past").at("/from", "delegation-from-the-past");
        }
        if (to.isBefore(from) || to.isAfter(from.plusYears(1))) {
            throw Problem.rule("delegation-of-no-time").at("/to", "delegation-of-no-time");
        }
        this.id = Uuid7.next();
        this.principalNo = principal.employeeNo();
        this.departmentId = principal.departmentId();
        this.deputyNo = deputyNo;
        this.validFrom = from;
        this.validTo = to;
        this.createdBy = context.actor().employeeNo();
        this.createdAt = context.at();
    }

    /** From now on he decides himself. */
    DelegationChanged end(CommandContext context) {
        if (!isOpen(context.businessDate())) {
            throw Problem.conflict("delegation-over", validTo).with("allowedActions", List.of());
        }
        validTo = context.businessDate().minusDays(1);
        endedBy = context.actor().employeeNo();
        endedAt = context.at();
        return changed();
    }

    DelegationChanged changed() {
        return new DelegationChanged(id, principalNo, deputyNo, validFrom, validTo);
    }

    /** Everybody speaks for himself alone; an administrator for whoever cannot. */
    void requireChangeBy(Actor actor) {
        requireFor(principalNo, actor);
    }

    static void requireFor(String principalNo, Actor actor) {
        if (!actor.has(Roles.SYSTEM_ADMIN) && !actor.employeeNo().equals(principalNo)) {
            throw Problem.forbidden("delegation-of-another");
        }
    }

    /** SEC-3: nobody comes by another's word through his own right. */
    static void refuseOwnGain(String principalNo, String deputyNo, Actor actor) {
        if (actor.employeeNo().equals(deputyNo) && !principalNo.equals(deputyNo)) {
            throw Problem.forbidden("delegation-to-yourself");
        }
    }

    private boolean isOpen(LocalDate today) {
        return !validTo.isBefore(today);
    }

    List<String> allowedActions(Actor actor, LocalDate today) {
        boolean may = actor.has(Roles.SYSTEM_ADMIN) || actor.employeeNo().equals(principalNo);
        return may && isOpen(today) ? List.of("end") : List.of();
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public int version() {
        return version;
    }

    String principalNo() {
        return principalNo;
    }

    String deputyNo() {
        return deputyNo;
    }

    LocalDate validFrom() {
        return validFrom;
    }

    LocalDate validTo() {
        return validTo;
    }

    String createdBy() {
        return createdBy;
    }

    Instant createdAt() {
        return createdAt;
    }

    String endedBy() {
        return endedBy;
    }

    Instant endedAt() {
        return endedAt;
    }

    @Override
    public String historyType() {
        return "delegation";
    }

    @Override
    public DelegationChanged recorded() {
        return changed();
    }
}
