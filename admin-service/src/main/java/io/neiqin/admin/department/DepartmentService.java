package io.neiqin.admin.department;

import io.neiqin.admin.lock.Locks;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.outbox.Outbox;
import io.neiqin.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Use cases of departments. */
@ApplicationScoped
public class DepartmentService {

    private final Departments departments;
    private final Locks locks;
    private final Outbox outbox;

    public DepartmentService(Departments departments, Locks locks, Outbox outbox) {
        this.departments = departments;
        this.locks = locks;
        this.outbox = outbox;
    }

    Uni<Department> create(String code, DepartmentVersion first, CommandContext context) {
        return departments
                .tree()
                .invoke(tree -> requireParent(tree, first))
                .chain(() -> requireHead(first))
                .chain(() -> departments.persist(new Department(code, first, context.at())))
                .call(department -> outbox.append(context, List.of(department.created())));
    }

    /** Adds or replaces the version of a day. One reorganisation at a time: two could close a circle together. */
    Uni<Department> change(UUID id, DepartmentVersion next, CommandContext context) {
        return locks.take("department tree")
                .chain(() -> requireHead(next))
                .chain(departments::tree)
                .flatMap(tree -> {
                    Department department =
                            context.watch(tree.find(id).orElseThrow(() -> Problem.notFound("department", id)));
                    context.requireVersion(department.version());
                    requireParent(tree, next);
                    var event = department.change(next, context.at());
                    tree.firstCycleThrough(department).ifPresent(day -> {
                        throw Problem.rule("department-cycle", day.toString()).at("/parentId", "department-cycle", day);
                    });
                    return outbox.append(context, List.of(event)).replaceWith(department);
                });
    }

    /** Refuses with 422 when one of these departments does not exist. */
    public Uni<Void> require(Collection<UUID> ids) {
        return departments
                .missing(ids)
                .invoke(missing -> missing.stream().findFirst().ifPresent(id -> {
                    throw Problem.rule("unknown-department", id.toString());
                }))
                .replaceWithVoid();
    }

    /** The parent is there, and from that day on: nothing ever hangs in the air. */
    private static void requireParent(DepartmentTree tree, DepartmentVersion version) {
        if (version.parentId() == null) {
            return;
        }
        Department parent = tree.find(version.parentId())
                .orElseThrow(() -> Problem.rule(
                                "unknown-department", version.parentId().toString())
                        .at(
                                "/parentId",
                                "unknown-department",
                                version.parentId().toString()));
        if (parent.on(version.validFrom()).isEmpty()) {
            String begins = parent.first().validFrom().toString();
            throw Problem.rule("parent-begins-later", parent.code(), begins)
                    .at("/parentId", "parent-begins-later", parent.code(), begins);
        }
    }

    private Uni<Void> requireHead(DepartmentVersion version) {
        if (version.headNo() == null) {
            return Uni.createFrom().voidItem();
        }
        return departments
                .isEmployed(version.headNo(), version.validFrom())
                .invoke(employed -> {
                    if (!employed) {
                        throw Problem.rule("unknown-employee-no", version.headNo())
                                .at("/headNo", "unknown-employee-no", version.headNo());
                    }
                })
                .replaceWithVoid();
    }
}
