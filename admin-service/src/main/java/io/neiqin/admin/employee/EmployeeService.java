package io.neiqin.admin.employee;

import io.neiqin.admin.department.DepartmentService;
import io.neiqin.admin.lock.Locks;
import io.neiqin.events.admin.EmployeeEvent.EmployeeChanged;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.http.ExternalRef;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.outbox.Outbox;
import io.neiqin.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Use cases of employees and their roles. */
@ApplicationScoped
public class EmployeeService {

    private final Employees employees;
    private final DepartmentService departments;
    private final Locks locks;
    private final Outbox outbox;

    public EmployeeService(Employees employees, DepartmentService departments, Locks locks, Outbox outbox) {
        this.employees = employees;
        this.departments = departments;
        this.locks = locks;
        this.outbox = outbox;
    }

    Uni<Employee> create(
            String employeeNo,
            Employee.Kind kind,
            Employee.Values values,
            ExternalRef externalRef,
            CommandContext context) {
        requireInSight(employeeNo, values.departmentId(), context.actor());
        return ExternalRef.requireFree(externalRef, employees::byExternalRef, Employee::id, null)
                .chain(() -> departments.require(Set.of(values.departmentId())))
                .chain(() -> requireManager(values.managerNo(), context))
                .chain(() -> employees.persist(new Employee(employeeNo, kind, values, externalRef, context.at())))
                .call(employee -> outbox.append(context, List.of(employee.created())));
    }

    /** One change at a time: two could make superiors of each other. */
    Uni<Employee> change(UUID id, Employee.Values values, ExternalRef externalRef, CommandContext context) {
        return locks.take("reporting lines")
                .chain(() -> load(id, context))
                .invoke(employee -> requireInSight(employee.employeeNo(), values.departmentId(), context.actor()))
                .call(() -> ExternalRef.requireFree(externalRef, employees::byExternalRef, Employee::id, id))
                .call(employee -> requirePlace(employee, values, context))
                .call(employee -> tell(context, employee.change(values, externalRef, context)));
    }

    Uni<Employee> leave(UUID id, LocalDate lastDay, CommandContext context) {
        return update(id, context, employee -> employee.leave(lastDay, context));
    }

    Uni<Employee> rehire(UUID id, LocalDate firstDay, CommandContext context) {
        return update(id, context, employee -> employee.rehire(firstDay, context));
    }

    /** The employee, refused where this actor may not write him. */
    Uni<Employee> writable(UUID id, Actor actor) {
        return employees
                .get(id)
                .invoke(employee ->
                        requireInSight(employee.employeeNo(), employee.values().departmentId(), actor));
    }

    /** SEC-1: nobody comes by a role but through an administrator, whose own right no binding can give. */
    Uni<Employee> assign(UUID id, List<RoleBinding> bindings, CommandContext context) {
        Set<UUID> named = bindings.stream()
                .flatMap(binding -> binding.departments().stream())
                .collect(Collectors.toSet());
        return departments
                .require(named)
                .chain(() -> update(id, context, employee -> employee.assign(bindings, context)));
    }

    private Uni<Employee> update(UUID id, CommandContext context, Function<Employee, EmployeeChanged> verb) {
        return load(id, context).call(employee -> tell(context, verb.apply(employee)));
    }

    private Uni<Void> tell(CommandContext context, EmployeeChanged event) {
        return outbox.append(context, List.of(event));
    }

    private Uni<Employee> load(UUID id, CommandContext context) {
        return writable(id, context.actor())
                .map(context::watch)
                .invoke(employee -> refuseOwnRecord(employee, context))
                .invoke(employee -> context.requireVersion(employee.version()));
    }

    /** What has not changed is not asked again: a superior may have left since. */
    private Uni<Void> requirePlace(Employee employee, Employee.Values values, CommandContext context) {
        Employee.Values old = employee.values();
        Uni<Void> department = old.departmentId().equals(values.departmentId())
                ? Uni.createFrom().voidItem()
                : departments.require(Set.of(values.departmentId()));
        if (Objects.equals(old.managerNo(), values.managerNo())) {
            return department;
        }
        return department
                .chain(() -> requireManager(values.managerNo(), context))
                .chain(() -> refuseCycle(employee.employeeNo(), values.managerNo()));
    }

    private Uni<Void> requireManager(String managerNo, CommandContext context) {
        if (managerNo == null) {
            return Uni.createFrom().voidItem();
        }
        Actor actor = context.actor();
        if (managerNo.equals(actor.employeeNo()) && !actor.has(Roles.SYSTEM_ADMIN)) {
            // A superior may see what his people do: nobody takes that by himself (SEC-3).
            throw Problem.forbidden("superior-yourself");
        }
        return employees
                .byNo(managerNo)
                .invoke(manager -> {
                    if (manager == null
                            || manager.kind() == Employee.Kind.MACHINE
                            || manager.status(context.businessDate()) == EmployeeStatus.LEFT) {
                        throw Problem.rule("unknown-employee-no", managerNo)
                                .at("/managerNo", "unknown-employee-no", managerNo);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> refuseCycle(String employeeNo, String managerNo) {
        if (managerNo == null) {
            return Uni.createFrom().voidItem();
        }
        return employees
                .upwardsFrom(managerNo)
                .invoke(superiors -> {
                    if (superiors.contains(employeeNo)) {
                        throw Problem.rule("manager-cycle", managerNo).at("/managerNo", "manager-cycle", managerNo);
                    }
                })
                .replaceWithVoid();
    }

    /** A personnel clerk writes what his data scope shows him. */
    private static void requireInSight(String employeeNo, UUID departmentId, Actor actor) {
        if (!actor.sees().covers(employeeNo, departmentId)) {
            throw Problem.forbidden("outside-your-scope");
        }
    }

    /** Department and superior decide what he sees, so a personnel clerk does not set his own (SEC-3). */
    private static void refuseOwnRecord(Employee employee, CommandContext context) {
        boolean own = context.actor().employeeNo().equals(employee.employeeNo());
        if (own && !context.actor().has(Roles.SYSTEM_ADMIN)) {
            throw Problem.forbidden("own-record");
        }
    }
}
