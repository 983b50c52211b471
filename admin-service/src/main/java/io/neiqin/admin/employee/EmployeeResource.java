package io.neiqin.admin.employee;

import io.neiqin.admin.employee.Employee.Kind;
import io.neiqin.admin.employee.Employee.WorkTimeSystem;
import io.neiqin.platform.command.Commands;
import io.neiqin.platform.history.History;
import io.neiqin.platform.history.HistoryView;
import io.neiqin.platform.http.ETags;
import io.neiqin.platform.http.ExternalRef;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
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
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Employees and machine accounts over HTTP. */
@Path("/employees")
@Produces(MediaType.APPLICATION_JSON)
public class EmployeeResource {

    private final Commands commands;
    private final EmployeeService service;
    private final Employees employees;
    private final History history;
    private final CurrentActor actor;
    private final BusinessClock clock;

    public EmployeeResource(
            Commands commands,
            EmployeeService service,
            Employees employees,
            History history,
            CurrentActor actor,
            BusinessClock clock) {
        this.commands = commands.within(service::writable);
        this.service = service;
        this.employees = employees;
        this.history = history;
        this.actor = actor;
        this.clock = clock;
    }

    @POST
    @RolesAllowed({Roles.SYSTEM_ADMIN, Roles.HR})
    @APIResponseSchema(value = EmployeeView.class, responseCode = "201")
    public Uni<Response> create(@NotNull @Valid NewEmployee request) {
        Kind kind = request.kind() == null ? Kind.PERSON : request.kind();
        return commands.create(
                request,
                context -> service.create(request.employeeNo(), kind, request.values(), request.externalRef(), context),
                view());
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({Roles.SYSTEM_ADMIN, Roles.HR})
    @APIResponseSchema(EmployeeView.class)
    public Uni<Response> change(UUID id, @NotNull @Valid EmployeeChange request) {
        return commands.change(
                request, context -> service.change(id, request.values(), request.externalRef(), context), view());
    }

    @PUT
    @Path("/{id}/roles")
    @RolesAllowed(Roles.SYSTEM_ADMIN)
    @APIResponseSchema(EmployeeView.class)
    @Operation(operationId = "assignEmployeeRoles")
    public Uni<Response> assign(UUID id, @NotNull @Valid RoleRequest request) {
        return commands.change(request, context -> service.assign(id, request.bindings(), context), view());
    }

    @POST
    @Path("/{id}/leave")
    @RolesAllowed({Roles.SYSTEM_ADMIN, Roles.HR})
    @APIResponseSchema(EmployeeView.class)
    public Uni<Response> leave(UUID id, @NotNull @Valid Leaving request) {
        return commands.run(request, context -> service.leave(id, request.leftOn(), context), view());
    }

    @POST
    @Path("/{id}/rehire")
    @RolesAllowed({Roles.SYSTEM_ADMIN, Roles.HR})
    @APIResponseSchema(EmployeeView.class)
    public Uni<Response> rehire(UUID id, @Valid Rehiring request) {
        LocalDate hiredOn = request == null ? null : request.hiredOn();
        return commands.run(request, context -> service.rehire(id, hiredOn, context), view());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.EMPLOYEE, Roles.SYSTEM_ADMIN})
    @WithSession
    @APIResponseSchema(EmployeeView.class)
    public Uni<Response> get(UUID id) {
        return employees.get(id).map(view()).map(ETags::ok);
    }

    @GET
    @Path("/{id}/history")
    @RolesAllowed({Roles.EMPLOYEE, Roles.SYSTEM_ADMIN})
    @WithSession
    public Uni<Page<HistoryView>> history(UUID id, @BeanParam PageRequest page) {
        return employees
                .get(id)
                .flatMap(employee -> history.page(id, page, EmployeeView.maskFor(employee, actor.get()))
                        .map(found -> EmployeeView.isInSight(employee, actor.get())
                                ? found
                                : found.map(HistoryView::withoutReason)));
    }

    @GET
    @RolesAllowed({Roles.EMPLOYEE, Roles.SYSTEM_ADMIN})
    @WithSession
    public Uni<Page<EmployeeView>> list(
            @QueryParam("departmentId") UUID departmentId,
            @QueryParam("status") String status,
            @QueryParam("kind") String kind,
            @QueryParam("managerNo") String managerNo,
            @QueryParam("role") String role,
            @QueryParam("employeeNo") String employeeNo,
            @QueryParam("q") String text,
            @QueryParam("externalSystem") String externalSystem,
            @QueryParam("externalId") String externalId,
            @BeanParam PageRequest page) {
        Employees.Wanted wanted = new Employees.Wanted(
                departmentId,
                Filter.oneOf(EmployeeStatus.class, "status", status),
                clock.today(),
                Filter.oneOf(Kind.class, "kind", kind),
                managerNo,
                known(role),
                employeeNo,
                text,
                externalSystem,
                externalId);
        return employees.page(wanted, page, view());
    }

    private Function<Employee, EmployeeView> view() {
        Actor caller = actor.get();
        LocalDate today = clock.today();
        return employee -> EmployeeView.of(employee, caller, today);
    }

    private static String known(String role) {
        if (role != null && !role.isEmpty() && !Roles.BINDABLE.contains(role)) {
            throw Problem.badRequest("parameter-invalid", "role", role);
        }
        return role;
    }

    /** An employee or machine account as it is entered. */
    public record NewEmployee(
            @NotBlank @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
            String employeeNo,

            @NotBlank @Size(max = 100) String name,
            @NotNull UUID departmentId,
            Kind kind,
            @Size(min = 1, max = 40) String managerNo,
            @Size(min = 1, max = 20) String grade,
            WorkTimeSystem workTimeSystem,
            LocalDate hiredOn,
            @Valid ExternalRef externalRef) {

        Employee.Values values() {
            return EmployeeResource.values(name, departmentId, managerNo, grade, workTimeSystem, hiredOn);
        }
    }

    /** All values of an employee; number, kind and roles stay. */
    public record EmployeeChange(
            @NotBlank @Size(max = 100) String name,
            @NotNull UUID departmentId,
            @Size(min = 1, max = 40) String managerNo,
            @Size(min = 1, max = 20) String grade,
            WorkTimeSystem workTimeSystem,
            LocalDate hiredOn,
            @Valid ExternalRef externalRef) {

        Employee.Values values() {
            return EmployeeResource.values(name, departmentId, managerNo, grade, workTimeSystem, hiredOn);
        }
    }

    /** The last day at work. */
    public record Leaving(@NotNull LocalDate leftOn) {}

    /** The first day of one who comes back; today when left out. */
    public record Rehiring(LocalDate hiredOn) {}

    private static Employee.Values values(
            String name,
            UUID departmentId,
            String managerNo,
            String grade,
            WorkTimeSystem workTimeSystem,
            LocalDate hiredOn) {
        return new Employee.Values(
                name.strip(),
                departmentId,
                managerNo,
                grade,
                workTimeSystem == null ? WorkTimeSystem.STANDARD : workTimeSystem,
                hiredOn);
    }
}
