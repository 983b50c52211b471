package io.neiqin.admin.department;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.command.Commands;
import io.neiqin.platform.history.History;
import io.neiqin.platform.history.HistoryView;
import io.neiqin.platform.http.ETags;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.http.View;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Departments over HTTP. A day that is left out is today, for a command its business date. */
@Path("/departments")
@Produces(MediaType.APPLICATION_JSON)
public class DepartmentResource {

    private final Commands commands;
    private final DepartmentService service;
    private final Departments departments;
    private final History history;
    private final CurrentActor actor;
    private final BusinessClock clock;

    public DepartmentResource(
            Commands commands,
            DepartmentService service,
            Departments departments,
            History history,
            CurrentActor actor,
            BusinessClock clock) {
        this.commands = commands;
        this.service = service;
        this.departments = departments;
        this.history = history;
        this.actor = actor;
        this.clock = clock;
    }

    @POST
    @RolesAllowed(Roles.SYSTEM_ADMIN)
    @APIResponseSchema(value = DepartmentView.class, responseCode = "201")
    public Uni<Response> create(@NotNull @Valid NewDepartment request) {
        return commands.create(
                request, context -> service.create(request.code(), request.version(context), context), view());
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Roles.SYSTEM_ADMIN)
    @APIResponseSchema(DepartmentView.class)
    public Uni<Response> change(UUID id, @NotNull @Valid DepartmentChange request) {
        return commands.change(request, context -> service.change(id, request.version(context), context), view());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.EMPLOYEE, Roles.SYSTEM_ADMIN})
    @WithSession
    @APIResponseSchema(DepartmentView.class)
    public Uni<Response> get(UUID id, @QueryParam("on") LocalDate on) {
        Function<Department, DepartmentView> view = view();
        return departments
                .get(id)
                .map(department -> on == null
                        ? view.apply(department)
                        : department
                                .on(on)
                                .map(version -> DepartmentView.of(department, version, actor.get()))
                                .orElseThrow(() -> Problem.notFound("department", id)))
                .map(ETags::ok);
    }

    @GET
    @Path("/{id}/history")
    @RolesAllowed({Roles.EMPLOYEE, Roles.SYSTEM_ADMIN})
    @WithSession
    public Uni<Page<HistoryView>> history(UUID id, @BeanParam PageRequest page) {
        return departments.get(id).chain(() -> history.page(id, page));
    }

    @GET
    @RolesAllowed({Roles.EMPLOYEE, Roles.SYSTEM_ADMIN})
    @WithSession
    public Uni<Page<Summary>> list(
            @QueryParam("on") LocalDate on,
            @QueryParam("parentId") UUID parentId,
            @QueryParam("code") String code,
            @QueryParam("q") String text,
            @QueryParam("headNo") String headNo,
            @BeanParam PageRequest page) {
        LocalDate day = on == null ? clock.today() : on;
        return departments.page(
                new Departments.Wanted(day, parentId, code, text, headNo),
                page,
                department -> Summary.of(department, day));
    }

    /** As it is today; one that has not begun yet as it will begin. */
    private Function<Department, DepartmentView> view() {
        Actor caller = actor.get();
        LocalDate today = clock.today();
        return department -> DepartmentView.of(department, department.on(today).orElse(department.first()), caller);
    }

    /**
     * A department as it is entered.
     *
     * @param parentId null for a root
     * @param headNo the head's employee number, null while vacant
     */
    public record NewDepartment(
            @NotBlank @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
            String code,

            @NotBlank @Size(max = 100) String name,
            UUID parentId,
            @Size(min = 1, max = 40) String headNo,
            LocalDate validFrom) {

        DepartmentVersion version(CommandContext context) {
            return DepartmentResource.version(name, parentId, headNo, validFrom, context);
        }
    }

    /** All values of a version; the code stays. */
    public record DepartmentChange(
            @NotBlank @Size(max = 100) String name,
            UUID parentId,
            @Size(min = 1, max = 40) String headNo,
            LocalDate validFrom) {

        DepartmentVersion version(CommandContext context) {
            return DepartmentResource.version(name, parentId, headNo, validFrom, context);
        }
    }

    private static DepartmentVersion version(
            String name, UUID parentId, String headNo, LocalDate validFrom, CommandContext context) {
        LocalDate from = validFrom == null ? context.businessDate() : validFrom;
        return new DepartmentVersion(from, name.strip(), parentId, headNo);
    }

    /** A department on a day, and all its versions by {@code validFrom}. */
    public record DepartmentView(
            UUID id,
            int version,
            String code,
            String name,
            UUID parentId,
            String headNo,
            LocalDate validFrom,
            List<DepartmentVersion> versions,
            List<String> allowedActions)
            implements View {

        /** All that is stored: for the history. */
        static DepartmentView recorded(Department department) {
            List<DepartmentVersion> versions = List.copyOf(department.versions());
            return new DepartmentView(null, 0, department.code(), null, null, null, null, versions, null);
        }

        static DepartmentView of(Department department, DepartmentVersion on, Actor caller) {
            return new DepartmentView(
                    department.id(),
                    department.version(),
                    department.code(),
                    on.name(),
                    on.parentId(),
                    on.headNo(),
                    on.validFrom(),
                    List.copyOf(department.versions()),
                    caller.has(Roles.SYSTEM_ADMIN) ? List.of("edit") : List.of());
        }
    }

    /** A department in a list, as of the list's day. */
    public record Summary(
            UUID id, int version, String code, String name, UUID parentId, String headNo, LocalDate validFrom) {

        static Summary of(Department department, LocalDate day) {
            DepartmentVersion on = department.on(day).orElseThrow();
            return new Summary(
                    department.id(),
                    department.version(),
                    department.code(),
                    on.name(),
                    on.parentId(),
                    on.headNo(),
                    on.validFrom());
        }
    }
}
