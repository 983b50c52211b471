package io.neiqin.admin.employee;

import com.fasterxml.jackson.databind.JsonNode;
import io.neiqin.platform.http.ExternalRef;
import io.neiqin.platform.http.View;
import io.neiqin.platform.identity.Actor;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * An employee as he is shown. Who he is, where he stands and which roles he holds, everybody may know;
 * grade, working time, day of hire and external reference are null for those who do not have him in sight (SEC-1).
 */
public record EmployeeView(
        UUID id,
        int version,
        String employeeNo,
        String name,
        Employee.Kind kind,
        UUID departmentId,
        String managerNo,
        EmployeeStatus status,
        LocalDate leftOn,
        List<RoleBinding> roles,
        String grade,
        Employee.WorkTimeSystem workTimeSystem,
        LocalDate hiredOn,
        ExternalRef externalRef,
        List<String> allowedActions)
        implements View {

    /** Places that only those see who have the employee in sight. */
    private static final List<String> GUARDED = List.of("/grade", "/workTimeSystem", "/hiredOn", "/externalRef");

    static EmployeeView of(Employee employee, Actor caller, LocalDate today) {
        boolean inSight = isInSight(employee, caller);
        List<String> actions = inSight ? employee.actionsFor(caller, today) : List.of();
        return of(employee, inSight, employee.status(today), actions);
    }

    /** All that is stored: for the history. */
    static EmployeeView recorded(Employee employee) {
        return of(employee, true, null, null);
    }

    /** How this reader sees a value of the employee's history. */
    static BiFunction<String, JsonNode, JsonNode> maskFor(Employee employee, Actor reader) {
        boolean inSight = isInSight(employee, reader);
        return (pointer, value) -> inSight || GUARDED.stream().noneMatch(pointer::startsWith) ? value : null;
    }

    static boolean isInSight(Employee employee, Actor reader) {
        return reader.sees().covers(employee.employeeNo(), employee.values().departmentId());
    }

    private static EmployeeView of(
            Employee employee, boolean inSight, EmployeeStatus status, List<String> allowedActions) {
        Employee.Values values = employee.values();
        return new EmployeeView(
                employee.id(),
                employee.version(),
                employee.employeeNo(),
                values.name(),
                employee.kind(),
                values.departmentId(),
                values.managerNo(),
                status,
                employee.leftOn(),
                List.copyOf(employee.roles()),
                inSight ? values.grade() : null,
                inSight ? values.workTimeSystem() : null,
                inSight ? values.hiredOn() : null,
                inSight ? employee.externalRef() : null,
                allowedActions);
    }
}
