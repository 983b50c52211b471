package io.neiqin.customer.accuracy;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.command.Commands;
import io.neiqin.platform.deadline.Deadlines;
import io.neiqin.platform.history.History;
import io.neiqin.platform.history.HistoryView;
import io.neiqin.platform.http.ETags;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** The periodic verification of customers over HTTP. */
@Path("/verification-tasks")
@Produces(MediaType.APPLICATION_JSON)
public class VerificationResource {

    private final Commands commands;
    private final VerificationService service;
    private final VerificationTasks tasks;
    private final Deadlines deadlines;
    private final History history;
    private final CurrentActor actor;
    private final BusinessClock clock;

    public VerificationResource(
            Commands commands,
            VerificationService service,
            VerificationTasks tasks,
            Deadlines deadlines,
            History history,
            CurrentActor actor,
            BusinessClock clock) {
        this.commands = commands.within(tasks::get);
        this.service = service;
        this.tasks = tasks;
        this.deadlines = deadlines;
        this.history = history;
        this.actor = actor;
        this.clock = clock;
    }

    @POST
    @RolesAllowed({Roles.CLERK, Roles.CLERK_LEAD, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER})
    @Operation(summary = "Asks for the verification of a customer before its time has come")
    @APIResponseSchema(value = VerificationTaskView.class, responseCode = "201")
    public Uni<Response> create(@NotNull @Valid Doubt request) {
        Function<Shown, VerificationTaskView> view = view();
        return commands.create(
                request, context -> service.open(request.customerId(), context).flatMap(this::shown), view);
    }

    @POST
    @Path("/{id}/confirm")
    @RolesAllowed({Roles.CLERK, Roles.CLERK_LEAD, Roles.SALESPERSON, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER})
    @Operation(
            summary = "All of the customer's file is right",
            description = "Said by its salesperson, or by a clerk who writes down his words.")
    @APIResponseSchema(VerificationTaskView.class)
    public Uni<Response> confirm(UUID id, @NotNull @Valid Confirmation request) {
        return run(request, context -> service.confirm(id, request.words(), context));
    }

    @POST
    @Path("/{id}/correct")
    @RolesAllowed({Roles.CLERK, Roles.CLERK_LEAD, Roles.SALESPERSON, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER})
    @Operation(
            summary = "Some of the customer's file was outdated",
            description = "The change itself is a PUT of the customer. A clerk writes down the salesperson's words.")
    @APIResponseSchema(VerificationTaskView.class)
    public Uni<Response> correct(UUID id, @NotNull @Valid Correction request) {
        return run(request, context -> service.correct(id, request.fields(), request.words(), context));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @APIResponseSchema(VerificationTaskView.class)
    public Uni<Response> get(UUID id) {
        return tasks.get(id, actor.get()).flatMap(this::shown).map(view()).map(ETags::ok);
    }

    @GET
    @Path("/{id}/history")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    public Uni<Page<HistoryView>> history(UUID id, @BeanParam PageRequest page) {
        return tasks.get(id, actor.get()).chain(() -> history.page(id, page));
    }

    @GET
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @Operation(summary = "Verifications in sight, the newest first; mine=true: what is asked of the caller")
    public Uni<Page<VerificationTaskView>> list(
            @QueryParam("status") String status,
            @QueryParam("customerId") UUID customerId,
            @QueryParam("ownerNo") String ownerNo,
            @QueryParam("departmentId") UUID departmentId,
            @QueryParam("mine") boolean mine,
            @QueryParam("overdue") Boolean overdue,
            @BeanParam PageRequest page) {
        VerificationTasks.Wanted wanted = new VerificationTasks.Wanted(
                Filter.oneOf(VerificationStatus.class, "status", status),
                customerId,
                ownerNo,
                departmentId,
                mine,
                overdue);
        Function<Shown, VerificationTaskView> view = view();
        return tasks.page(wanted, actor.get(), page)
                .flatMap(found -> due(found.items())
                        .map(due -> found.map(task -> view.apply(new Shown(task, due.get(task.id()))))));
    }

    /** @param dueAt null where no deadline runs */
    private record Shown(VerificationTask task, Instant dueAt) {}

    private Uni<Shown> shown(VerificationTask task) {
        return due(List.of(task)).map(due -> new Shown(task, due.get(task.id())));
    }

    private Uni<Map<UUID, Instant>> due(List<VerificationTask> some) {
        return deadlines.dueAt(
                VerificationTask.TYPE, some.stream().map(VerificationTask::id).toList());
    }

    private Function<Shown, VerificationTaskView> view() {
        var caller = actor.get();
        return shown -> VerificationTaskView.of(shown.task(), shown.dueAt(), caller, clock.now());
    }

    private Uni<Response> run(Object request, Function<CommandContext, Uni<VerificationTask>> work) {
        Function<Shown, VerificationTaskView> view = view();
        return commands.run(request, context -> work.apply(context).map(task -> new Shown(task, null)), view);
    }

    /** Whose file somebody has doubts about. */
    public record Doubt(@NotNull UUID customerId) {}

    /** @param words the salesperson's; required of a clerk */
    public record Confirmation(@Size(min = 1, max = 500) String words) {}

    /**
     * What was outdated.
     *
     * @param fields members of the customer, as {@code address} or {@code contacts}
     * @param words the salesperson's; required of a clerk
     */
    public record Correction(
            @NotEmpty @Size(max = 50) List<@NotBlank String> fields,
            @Size(min = 1, max = 500) String words) {}
}
