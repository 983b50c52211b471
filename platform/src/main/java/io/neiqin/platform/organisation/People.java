package io.neiqin.platform.organisation;

import io.neiqin.platform.database.TransactionSql;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Who is there for what, in today's organisation: employee numbers of persons who have not left. Each asks in the caller's
 * session.
 */
@ApplicationScoped
public class People {

    private static final String PRESENT = "e.kind = 'PERSON' and (e.left_on is null or e.left_on >= $2)";

    private static final String PERSON =
            "select e.employee_no from org_employee e where e.employee_no = $1 and " + PRESENT;

    private static final String HOLDERS = """
        select e.employee_no from org_employee e
        where e.roles @> jsonb_build_array(jsonb_build_object('role', $1::text)) and\s""" + PRESENT + " order by e.employee_no";

    /** No house is that deep: a circle of superiors must end. */
    private static final String SUPERIORS = """
        with recursive superior(no, level) as (
          select manager_no, 1 from org_employee where employee_no = $1
          union all
          select e.manager_no, s.level + 1 from org_employee e join superior s on e.employee_no = s.no where s.level < 20
        )
        select s.no from superior s join org_employee e on e.employee_no = s.no where\s""" + PRESENT + " order by s.level";

    private static final String DEPARTMENT = "(select department_id from org_employee where employee_no = $1)";

    private static final String HEADS_ABOVE = """
        with recursive department as (
          select distinct on (department_id) department_id, parent_id, head_no
          from org_department where valid_from <= $2 order by department_id, valid_from desc
        ), up(id, parent_id, head_no, level) as (
          select department_id, parent_id, head_no, 1 from department where department_id = %s
          union all
          select d.department_id, d.parent_id, d.head_no, up.level + 1
          from department d join up on d.department_id = up.parent_id where up.level < 20
        )
        select up.head_no from up join org_employee e on e.employee_no = up.head_no where\s""" + PRESENT + " order by up.level";

    private static final String HEADS = HEADS_ABOVE.formatted("$1");
    private static final String HEADS_OF_HIS = HEADS_ABOVE.formatted(DEPARTMENT);

    private static final String PRINCIPALS = """
        with recursive department as (
          select distinct on (department_id) department_id, parent_id, head_no
          from org_department where valid_from <= $2 order by department_id, valid_from desc
        ), his as (
          select department_id from department where head_no = $1
          union
          select d.department_id from department d join his on d.parent_id = his.department_id
          where not exists (
            select 1 from org_employee e where e.employee_no = d.head_no and (e.left_on is null or e.left_on >= $2))
        ), gone as (
          select employee_no from org_employee where left_on < $2
            and (manager_no = $1 or manager_no is null and department_id in (select department_id from his))
          union
          select e.employee_no from org_employee e join gone g on e.manager_no = g.employee_no where e.left_on < $2
        )
        select employee_no from gone
        where exists (select 1 from deadline t where t.owner_no = gone.employee_no and t.stopped_at is null)
        union
        select d.principal_no from org_delegation d join org_employee e on e.employee_no = d.principal_no
        where d.deputy_no = $1 and $2 between d.valid_from and d.valid_to and\s""" + PRESENT + " order by 1";

    private final BusinessClock clock;

    public People(BusinessClock clock) {
        this.clock = clock;
    }

    /** He alone; nobody when he is not here. */
    public Uni<List<String>> person(String employeeNo) {
        return find(PERSON, employeeNo);
    }

    /** Whoever holds a role, by number. */
    public Uni<List<String>> holders(String role) {
        return find(HOLDERS, role);
    }

    /** His superior, that one's superior and so on; without any, the heads of his department and of those above. */
    public Uni<List<String>> superiors(String employeeNo) {
        return find(SUPERIORS, employeeNo)
                .flatMap(superiors -> superiors.isEmpty()
                        ? find(HEADS_OF_HIS, employeeNo)
                                .map(heads -> heads.stream()
                                        .filter(head -> !head.equals(employeeNo))
                                        .toList())
                        : Uni.createFrom().item(superiors));
    }

    /** The head of a department, that of the one above and so on; vacant posts are passed over. */
    public Uni<List<String>> heads(UUID departmentId) {
        return find(HEADS, departmentId);
    }

    /**
     * For whom he speaks: those who have named him to stand in for them today (委托), and those who have left while
     * something was wanted of them, when he is the next superior who is still here.
     */
    public Uni<List<String>> principals(String deputyNo) {
        return find(PRINCIPALS, deputyNo);
    }

    private Uni<List<String>> find(String sql, Object of) {
        return Panache.getSession()
                .flatMap(session -> TransactionSql.select(session, sql, of, clock.today()))
                .map(Unchecked.function(row -> {
                    List<String> found = new ArrayList<>();
                    while (row.next()) {
                        found.add(row.getString(1));
                    }
                    return found;
                }));
    }
}
