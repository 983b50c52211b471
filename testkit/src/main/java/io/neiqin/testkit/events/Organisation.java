package io.neiqin.testkit.events;

import io.neiqin.events.admin.DepartmentEvent.DepartmentChanged;
import io.neiqin.events.admin.DepartmentEvent.Version;
import io.neiqin.events.admin.EmployeeEvent.EmployeeChanged;
import io.neiqin.events.admin.EmployeeEvent.Role;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * The company as admin-service would publish it, for the tests of the other services. Ids follow from codes and numbers,
 * so every test class speaks of the same E001.
 *
 * <pre>{@code
 * Organisation org = new Organisation(feeder);
 * org.department("SALES", null, "E009");
 * org.employee("E001", "SALES", "CLERK", "ALL");
 * await().until(() -> api.as("E001").get("/api/orders/orders").statusCode() == 200);
 * }</pre>
 */
public final class Organisation {

    private static final LocalDate ALWAYS = LocalDate.of(1990, 1, 1);
    private static final String DEFAULT_DEPARTMENT = "SALES";

    private final EventFeeder feeder;

    public Organisation(EventFeeder feeder) {
        this.feeder = feeder;
    }

    public static UUID departmentId(String code) {
        return id("department " + code);
    }

    public static UUID employeeId(String employeeNo) {
        return id("employee " + employeeNo);
    }

    public static Role role(String role, String scope, String... customDepartments) {
        return new Role(
                role,
                scope,
                Arrays.stream(customDepartments).map(Organisation::departmentId).toList());
    }

    /**
     * A department, valid always.
     *
     * @param parentCode null for a root
     * @param headNo null while vacant
     */
    public DepartmentChanged department(String code, String parentCode, String headNo) {
        UUID parent = parentCode == null ? null : departmentId(parentCode);
        return send(new DepartmentChanged(
                departmentId(code), code, List.of(new Version(ALWAYS, "Department " + code, parent, headNo))));
    }

    /** An employee of the department SALES with one role. */
    public EmployeeChanged employee(String employeeNo, String role, String scope) {
        return employee(employeeNo, DEFAULT_DEPARTMENT, null, role(role, scope));
    }

    public EmployeeChanged employee(String employeeNo, String departmentCode, String role, String scope) {
        return employee(employeeNo, departmentCode, null, role(role, scope));
    }

    /** An employee; sent again with other values it is a change. */
    public EmployeeChanged employee(String employeeNo, String departmentCode, String managerNo, Role... roles) {
        return employee(employeeNo, departmentCode, managerNo, "PERSON", null, List.of(roles));
    }

    /** An employee who has left; he keeps his roles on paper. */
    public EmployeeChanged left(String employeeNo, String departmentCode, LocalDate leftOn, Role... roles) {
        return employee(employeeNo, departmentCode, null, "PERSON", leftOn, List.of(roles));
    }

    /** A machine account. */
    public EmployeeChanged machine(String employeeNo, Role... roles) {
        return employee(employeeNo, DEFAULT_DEPARTMENT, null, "MACHINE", null, List.of(roles));
    }

    private EmployeeChanged employee(
            String no, String departmentCode, String managerNo, String kind, LocalDate leftOn, List<Role> roles) {
        UUID department = departmentId(departmentCode);
        return send(
                new EmployeeChanged(employeeId(no), no, "Employee " + no, kind, department, managerNo, leftOn, roles));
    }

    private <E extends io.neiqin.events.DomainEvent> E send(E event) {
        feeder.publish(event);
        return event;
    }

    private static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
