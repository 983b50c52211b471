package io.neiqin.admin.employee;

import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** All employees and machine accounts. Everybody in the house finds everybody; what else is shown, the view decides. */
@ApplicationScoped
public class Employees implements PanacheRepositoryBase<Employee, UUID> {

    /** What a list can be narrowed by; null means any. The status is that of the day. */
    record Wanted(
            UUID departmentId,
            EmployeeStatus status,
            LocalDate day,
            Employee.Kind kind,
            String managerNo,
            String role,
            String employeeNo,
            String text,
            String externalSystem,
            String externalId) {}

    private static final String SUPERIORS = """
            with recursive above(no) as (
              select cast(:no as text)
              union select e.manager_no from employee e join above a on e.employee_no = a.no where e.manager_no is not null
            )
            select no from above""";

    /** Refuses with 404. */
    Uni<Employee> get(UUID id) {
        return findById(id).onItem().ifNull().failWith(() -> Problem.notFound("employee", id));
    }

    /** Null for an unknown number. */
    Uni<Employee> byNo(String employeeNo) {
        return find("employeeNo", employeeNo).firstResult();
    }

    Uni<Employee> byExternalRef(String system, String externalId) {
        return find("externalSystem = ?1 and externalId = ?2", system, externalId)
                .firstResult();
    }

    /** This number and those of all superiors above it. */
    Uni<List<String>> upwardsFrom(String employeeNo) {
        return getSession()
                .flatMap(session -> session.createNativeQuery(SUPERIORS, String.class)
                        .setParameter("no", employeeNo)
                        .getResultList());
    }

    <V> Uni<Page<V>> page(Wanted wanted, PageRequest page, Function<Employee, V> view) {
        EmployeeStatus status = wanted.status();
        return Filter.of(Employee.class)
                .and("e.departmentId = :department", "department", wanted.departmentId())
                .and(
                        "e.leftOn is null or e.leftOn >= :activeOn",
                        "activeOn",
                        status == EmployeeStatus.ACTIVE ? wanted.day() : null)
                .and("e.leftOn < :leftBefore", "leftBefore", status == EmployeeStatus.LEFT ? wanted.day() : null)
                .and("e.kind = :kind", "kind", wanted.kind())
                .and("e.managerNo = :manager", "manager", wanted.managerNo())
                .and("exists (select 1 from e.roles r where r.role = :role)", "role", wanted.role())
                .and("e.employeeNo = :no", "no", wanted.employeeNo())
                .and(
                        "lower(e.name) like :text escape '!' or lower(e.employeeNo) like :text escape '!'",
                        "text",
                        Filter.contains(wanted.text()))
                .and("e.externalSystem = :system", "system", wanted.externalSystem())
                .and("e.externalId = :externalId", "externalId", wanted.externalId())
                .page(page, Employee::id, view);
    }
}
