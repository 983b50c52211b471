package io.neiqin.admin.me;

import io.neiqin.admin.department.Departments;
import io.neiqin.admin.department.Departments.Quoted;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.identity.Visibility;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;

/** Who the caller is here, and what he may: exactly what every service decides by. */
@Path("/me")
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {

    private final CurrentActor actor;
    private final Departments departments;
    private final BusinessClock clock;

    public MeResource(CurrentActor actor, Departments departments, BusinessClock clock) {
        this.actor = actor;
        this.departments = departments;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({Roles.EMPLOYEE, Roles.SYSTEM_ADMIN, Roles.SYSTEM})
    @WithSession
    public Uni<Me> me() {
        Actor caller = actor.get();
        Uni<Optional<Quoted>> department = caller.departmentId() == null
                ? Uni.createFrom().item(Optional.empty())
                : departments.quoted(caller.departmentId(), clock.today());
        return department.map(found -> new Me(
                caller.employeeNo(),
                caller.name(),
                found.orElse(null),
                caller.roles().stream().sorted().toList(),
                caller.sees()));
    }

    /**
     * The caller.
     *
     * @param department null for an administrator outside the organisation
     * @param roles bound ones, those of the token, and EMPLOYEE for everybody who works here
     * @param scope whose records he sees: the union of his roles' scopes, on today's organisation
     */
    public record Me(String employeeNo, String name, Quoted department, List<String> roles, Visibility scope) {}
}
