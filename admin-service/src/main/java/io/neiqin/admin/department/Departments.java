package io.neiqin.admin.department;

import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** All departments. Everybody in the house sees all of them. */
@ApplicationScoped
public class Departments implements PanacheRepositoryBase<Department, UUID> {

    /** What a list can be narrowed by; null means any, except the day. */
    record Wanted(LocalDate on, UUID parentId, String code, String text, String headNo) {}

    /** A department as others quote it. */
    public record Quoted(UUID id, String code, String name) {}

    private static final String VERSION_ON = """
            exists (select 1 from e.versions v where v.validFrom <= :on and %s
              and not exists (select 1 from e.versions w where w.validFrom <= :on and w.validFrom > v.validFrom))""";

    // By SQL, because the employee package builds on this one.
    private static final String IS_EMPLOYED = """
            select exists (select 1 from employee where employee_no = :no and kind = 'PERSON'
                and (left_on is null or left_on >= :on))""";

    /** Refuses with 404. */
    Uni<Department> get(UUID id) {
        return findById(id).onItem().ifNull().failWith(() -> Problem.notFound("department", id));
    }

    Uni<DepartmentTree> tree() {
        return listAll().map(DepartmentTree::new);
    }

    /** Its name on a day; before its first day, the first one. Empty for an unknown id. */
    public Uni<Optional<Quoted>> quoted(UUID id, LocalDate on) {
        return findById(id)
                .map(found -> Optional.ofNullable(found)
                        .map(department -> new Quoted(
                                department.id(),
                                department.code(),
                                department.on(on).orElse(department.first()).name())));
    }

    /** Which of these there are not. */
    Uni<Set<UUID>> missing(Collection<UUID> ids) {
        return list("id in ?1", ids).map(found -> {
            Set<UUID> missing = new HashSet<>(ids);
            found.forEach(department -> missing.remove(department.id()));
            return missing;
        });
    }

    /** Whether a person of this number works here on that day. */
    Uni<Boolean> isEmployed(String employeeNo, LocalDate on) {
        return getSession()
                .flatMap(session -> session.createNativeQuery(IS_EMPLOYED, Boolean.class)
                        .setParameter("no", employeeNo)
                        .setParameter("on", on)
                        .getSingleResult());
    }

    <V> Uni<Page<V>> page(Wanted wanted, PageRequest page, Function<Department, V> view) {
        return Filter.of(Department.class)
                .and("exists (select 1 from e.versions b where b.validFrom <= :on)", "on", wanted.on())
                .and("e.code = :code", "code", wanted.code())
                .and(VERSION_ON.formatted("v.parentId = :parent"), "parent", wanted.parentId())
                .and(VERSION_ON.formatted("v.headNo = :head"), "head", wanted.headNo())
                .and(
                        VERSION_ON.formatted("lower(v.name) like :text escape '!'"),
                        "text",
                        Filter.contains(wanted.text()))
                .page(page, Department::id, view);
    }
}
