package io.neiqin.testkit.scope;

import io.neiqin.events.admin.EmployeeEvent.Role;
import io.neiqin.testkit.events.EventFeeder;
import io.neiqin.testkit.events.Organisation;
import java.time.LocalDate;
import java.util.List;

/** How people come into a service under test. */
public interface Hiring {

    /** Makes a department; called for each once, parents first. */
    void department(String code, String parentCode);

    /**
     * Hires somebody, or changes what he may.
     *
     * @param scopes by role, as {@code CLERK@SELF}
     * @param gone whether he has left
     */
    void person(String employeeNo, String departmentCode, List<String> scopes, boolean gone);

    /** As admin-service tells of them. */
    static Hiring byEvents() {
        Organisation organisation = new Organisation(EventFeeder.connect());
        return new Hiring() {
            @Override
            public void department(String code, String parentCode) {
                organisation.department(code, parentCode, null);
            }

            @Override
            public void person(String employeeNo, String departmentCode, List<String> scopes, boolean gone) {
                Role[] roles = scopes.stream()
                        .map(scope -> scope.split("@"))
                        .map(parts -> Organisation.role(parts[0], parts[1]))
                        .toArray(Role[]::new);
                if (gone) {
                    organisation.left(employeeNo, departmentCode, LocalDate.of(2020, 1, 31), roles);
                } else {
                    organisation.employee(employeeNo, departmentCode, null, roles);
                }
            }
        };
    }
}
