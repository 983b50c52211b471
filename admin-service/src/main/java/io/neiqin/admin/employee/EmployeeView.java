package io.neiqin.admin.employee;

import io.neiqin.platform.http.ExternalRef;
import io.neiqin.platform.http.View;
import io.neiqin.platform.identity.Actor;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

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

    static EmployeeView of(Employee employee, Actor caller, LocalDate today) {
        Employee.Values values = employee.values();
        boolean inSight = caller.sees().covers(employee.employeeNo(), values.departmentId());
        EmployeeStatus status = employee.status(today);
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
                inSight ? employee.actionsFor(caller, today) : List.of());
    }
}
