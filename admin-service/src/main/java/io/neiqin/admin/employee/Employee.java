package io.neiqin.admin.employee;

import io.neiqin.events.admin.EmployeeEvent.EmployeeChanged;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.http.ExternalRef;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.problem.Problem;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.BatchSize;

/** Somebody who works here (员工), or a machine account, with the roles that decide what he may. */
@Entity
public class Employee implements Recorded {

    /** A machine account has roles, but heads nothing and nobody. */
    public enum Kind {
        PERSON,
        MACHINE
    }

    /** How working time is reckoned by labour law: 标准, 不定时, 综合计算. */
    public enum WorkTimeSystem {
        STANDARD,
        FLEXIBLE,
        COMPREHENSIVE
    }

    /**
     * The values of an employee.
     *
     * @param managerNo the direct superior's number, null at the top
     */
    public record Values(
            String name,
            UUID departmentId,
            String managerNo,
            String grade,
            WorkTimeSystem workTimeSystem,
            LocalDate hiredOn) {}

    @Id
    private UUID id;

    @Version
    private int version;

    private String employeeNo;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    private String name;
    private UUID departmentId;
    private String managerNo;
    private String grade;

    @Enumerated(EnumType.STRING)
    private WorkTimeSystem workTimeSystem;

    private LocalDate hiredOn;
    private LocalDate leftOn;
    private String externalSystem;
    private String externalId;
    private Instant createdAt;
    private Instant changedAt;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "employee_role", joinColumns = @JoinColumn(name = "employee_id"))
    @OrderBy("role")
    @BatchSize(size = 200)
    private List<RoleBinding> roles = new ArrayList<>();

    protected Employee() {}

    /** @param externalRef null when the employee was not taken over from another system */
    Employee(String employeeNo, Kind kind, Values values, ExternalRef externalRef, Instant at) {
        this.id = Uuid7.next();
        this.employeeNo = employeeNo;
        this.kind = kind;
        this.createdAt = at;
        take(values, externalRef, at);
    }

    EmployeeChanged created() {
        return changed();
    }

    /** @param ref a known external reference stays when null is given: a second import must find it */
    EmployeeChanged change(Values values, ExternalRef ref, CommandContext context) {
        require("edit", context);
        take(values, ref, context.at());
        return changed();
    }

    /** His last day; as long as it has not passed it may still be moved. */
    EmployeeChanged leave(LocalDate lastDay, CommandContext context) {
        require("leave", context);
        if (hiredOn != null && lastDay.isBefore(hiredOn)) {
            throw Problem.rule("left-before-hired", hiredOn.toString())
                    .at("/leftOn", "left-before-hired", hiredOn.toString());
        }
        leftOn = lastDay;
        changedAt = context.at();
        return changed();
    }

    /**
     * Takes his leaving back: at once, as long as his last day has not passed. After it he is taken on anew, without
     * the roles he had: those come from an administrator only (SEC-1).
     *
     * @param firstDay null for the business date; no matter while he has not left
     */
    EmployeeChanged rehire(LocalDate firstDay, CommandContext context) {
        EmployeeStatus status = status(context.businessDate());
        if (leftOn == null) {
            throw Problem.illegalTransition("rehire", status, actionsFor(context.actor(), context.businessDate()));
        }
        if (status == EmployeeStatus.LEFT) {
            LocalDate again = firstDay == null ? context.businessDate() : firstDay;
            if (!again.isAfter(leftOn)) {
                throw Problem.rule("rehired-before-left", leftOn.toString())
                        .at("/hiredOn", "rehired-before-left", leftOn.toString());
            }
            hiredOn = again;
            roles.clear();
        }
        leftOn = null;
        changedAt = context.at();
        return changed();
    }

    /** Replaces all roles. */
    EmployeeChanged assign(List<RoleBinding> bindings, CommandContext context) {
        require("roles", context);
        roles.clear();
        roles.addAll(bindings);
        roles.sort(Comparator.comparing(RoleBinding::role));
        changedAt = context.at();
        return changed();
    }

    private void require(String action, CommandContext context) {
        EmployeeStatus status = status(context.businessDate());
        if (status == EmployeeStatus.LEFT) {
            throw Problem.illegalTransition(action, status, actionsFor(context.actor(), context.businessDate()));
        }
    }

    /** What this actor may do to him on that day, as far as his roles tell. */
    List<String> actionsFor(Actor actor, LocalDate day) {
        return status(day).actionsFor(actor, leftOn != null);
    }

    private void take(Values values, ExternalRef ref, Instant at) {
        name = values.name();
        departmentId = values.departmentId();
        managerNo = values.managerNo();
        grade = values.grade();
        workTimeSystem = values.workTimeSystem();
        hiredOn = values.hiredOn();
        if (ref != null) {
            externalSystem = ref.system();
            externalId = ref.id();
        }
        changedAt = at;
    }

    private EmployeeChanged changed() {
        return new EmployeeChanged(
                id,
                employeeNo,
                name,
                kind.name(),
                departmentId,
                managerNo,
                leftOn,
                roles.stream().map(RoleBinding::asEvent).toList());
    }

    EmployeeStatus status(LocalDate day) {
        return leftOn == null || !leftOn.isBefore(day) ? EmployeeStatus.ACTIVE : EmployeeStatus.LEFT;
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public int version() {
        return version;
    }

    String employeeNo() {
        return employeeNo;
    }

    Kind kind() {
        return kind;
    }

    Values values() {
        return new Values(name, departmentId, managerNo, grade, workTimeSystem, hiredOn);
    }

    LocalDate leftOn() {
        return leftOn;
    }

    List<RoleBinding> roles() {
        return roles;
    }

    ExternalRef externalRef() {
        return externalSystem == null ? null : new ExternalRef(externalSystem, externalId);
    }

    @Override
    public String historyType() {
        return "employee";
    }

    @Override
    public EmployeeView recorded() {
        return EmployeeView.recorded(this);
    }
}
