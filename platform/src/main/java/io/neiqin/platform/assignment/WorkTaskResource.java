package io.neiqin.platform.assignment;

import io.neiqin.platform.assignment.WorkTask.State;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.command.Commands;
import io.neiqin.platform.http.ETags;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Work that is offered to people. */
@Path("/tasks")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.EMPLOYEE)
public class WorkTaskResource {

    private final Commands commands;
    private final WorkTaskService service;
    private final WorkTasks tasks;
    private final CurrentActor actor;
    private final UriInfo uri;

    WorkTaskResource(Commands commands, WorkTaskService service, WorkTasks tasks, CurrentActor actor, UriInfo uri) {
        this.commands = commands.within(tasks::get);
        this.service = service;
        this.tasks = tasks;
        this.actor = actor;
        this.uri = uri;
    }

    @GET
    @WithSession
    @Operation(summary = "Tasks in sight, the newest first; with ?mine those that wait for the caller")
    public Uni<Page<WorkTaskView>> list(
            @QueryParam("mine") String mine,
            @QueryParam("state") String state,
            @QueryParam("kind") String kind,
            @QueryParam("subjectId") UUID subjectId,
            @QueryParam("assigneeNo") String assigneeNo,
            @BeanParam PageRequest page) {
        boolean own = isMine(mine);
        State wanted = Filter.oneOf(State.class, "state", state);
        String assignee = own ? actor.get().employeeNo() : assigneeNo;
        return tasks.page(
                new WorkTasks.Wanted(own && wanted == null, wanted, kind, subjectId, assignee), actor.get(), page);
    }

    @GET
    @Path("/{id}")
    @WithSession
    @APIResponseSchema(WorkTaskView.class)
    public Uni<Response> get(UUID id) {
        return tasks.get(id, actor.get())
                .map(task -> WorkTaskView.of(task, actor.get()))
                .map(ETags::ok);
    }

    @POST
    @Path("/{id}/accept")
    @Operation(summary = "Says that one will do it")
    @APIResponseSchema(WorkTaskView.class)
    public Uni<Response> accept(UUID id) {
        return run(null, context -> service.accept(id, context));
    }

    @POST
    @Path("/{id}/decline")
    @Operation(summary = "Says that one will not do it; it is offered to the next one")
    @APIResponseSchema(WorkTaskView.class)
    public Uni<Response> decline(UUID id, @NotNull @Valid Refused request) {
        return run(request, context -> service.decline(id, request.reason(), context));
    }

    @POST
    @Path("/{id}/reassign")
    @Operation(summary = "Gives it to another; for the role that leads this kind of task")
    @APIResponseSchema(WorkTaskView.class)
    public Uni<Response> reassign(UUID id, @NotNull @Valid Reassignment request) {
        return run(request, context -> service.reassign(id, request.to(), request.reason(), context));
    }

    private Uni<Response> run(Object request, Function<CommandContext, Uni<WorkTask>> work) {
        var caller = actor.get();
        return commands.run(request, work, task -> WorkTaskView.of(task, caller));
    }

    /** Also without a value, which the framework takes for none at all. */
    private boolean isMine(String mine) {
        if (mine == null) {
            return uri.getQueryParameters().containsKey("mine");
        }
        if (!List.of("true", "false").contains(mine)) {
            throw Problem.badRequest("parameter-invalid", "mine", mine);
        }
        return mine.equals("true");
    }

    /** Why not he. */
    public record Refused(@NotBlank @Size(max = 500) String reason) {}

    /**
     * To whom, and why.
     *
     * @param to employee number
     */
    public record Reassignment(
            @NotBlank @Size(max = 50) String to,
            @NotBlank @Size(max = 500) String reason) {}
}
