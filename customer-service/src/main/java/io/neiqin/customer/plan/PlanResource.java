package io.neiqin.customer.plan;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.command.Commands;
import io.neiqin.platform.history.History;
import io.neiqin.platform.history.HistoryView;
import io.neiqin.platform.http.ETags;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Roles;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Region and development plans over HTTP. */
@Path("/plans")
@Produces(MediaType.APPLICATION_JSON)
public class PlanResource {

    private final Commands commands;
    private final PlanService service;
    private final Plans plans;
    private final History history;
    private final CurrentActor actor;

    public PlanResource(Commands commands, PlanService service, Plans plans, History history, CurrentActor actor) {
        this.commands = commands.within(plans::get);
        this.service = service;
        this.plans = plans;
        this.history = history;
        this.actor = actor;
    }

    @POST
    @RolesAllowed({Roles.SALESPERSON, Roles.TELESALES, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER})
    @Operation(summary = "Writes a plan of one's own")
    @APIResponseSchema(value = PlanView.class, responseCode = "201")
    public Uni<Response> create(@NotNull @Valid PlanRequest request) {
        return commands.create(request, context -> service.create(request, context), PlanService.Seen::view);
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({Roles.SALESPERSON, Roles.TELESALES, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER})
    @APIResponseSchema(PlanView.class)
    public Uni<Response> edit(UUID id, @NotNull @Valid PlanRequest request) {
        return commands.change(request, context -> service.edit(id, request, context), PlanService.Seen::view);
    }

    @POST
    @Path("/{id}/submit")
    @RolesAllowed({Roles.SALESPERSON, Roles.TELESALES, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER})
    @APIResponseSchema(PlanView.class)
    public Uni<Response> submit(UUID id) {
        return run(null, context -> service.submit(id, context));
    }

    @POST
    @Path("/{id}/approve")
    @RolesAllowed({Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER, Roles.SALES_DIRECTOR, Roles.GENERAL_MANAGER})
    @APIResponseSchema(PlanView.class)
    public Uni<Response> approve(UUID id) {
        return run(null, context -> service.approve(id, context));
    }

    @POST
    @Path("/{id}/return")
    @RolesAllowed({Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER, Roles.SALES_DIRECTOR, Roles.GENERAL_MANAGER})
    @Operation(summary = "Sends it back to be written anew")
    @APIResponseSchema(PlanView.class)
    public Uni<Response> sendBack(UUID id, @NotNull @Valid Return request) {
        return run(request, context -> service.sendBack(id, request.reason(), context));
    }

    @POST
    @Path("/{id}/close")
    @RolesAllowed({Roles.SALESPERSON, Roles.TELESALES, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER})
    @Operation(summary = "Closes it with its report: the figures as they are now, and what its owner says of them")
    @APIResponseSchema(PlanView.class)
    public Uni<Response> close(UUID id, @NotNull @Valid Closing request) {
        return run(request, context -> service.close(id, request, context));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @APIResponseSchema(PlanView.class)
    public Uni<Response> get(UUID id) {
        return service.seen(id, actor.get()).map(PlanService.Seen::view).map(ETags::ok);
    }

    @GET
    @Path("/{id}/report")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @Operation(summary = "What has come of it: as it was closed or, before, as it stands now")
    public Uni<PlanReport> report(UUID id) {
        return service.report(id, actor.get());
    }

    @GET
    @Path("/{id}/history")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    public Uni<Page<HistoryView>> history(UUID id, @BeanParam PageRequest page) {
        return plans.get(id, actor.get()).chain(() -> history.page(id, page));
    }

    @GET
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @Operation(
            summary = "Plans, narrowed by what is asked for",
            description = "on: whose period that day is in. period: MONTH, QUARTER or YEAR.")
    public Uni<Page<PlanView.Summary>> list(
            @QueryParam("kind") String kind,
            @QueryParam("status") String status,
            @QueryParam("ownerNo") String ownerNo,
            @QueryParam("departmentId") UUID departmentId,
            @QueryParam("period") String period,
            @QueryParam("on") LocalDate on,
            @QueryParam("region") String region,
            @QueryParam("segment") String segment,
            @BeanParam PageRequest page) {
        Plans.Wanted wanted = new Plans.Wanted(
                Filter.oneOf(Plan.Kind.class, "kind", kind),
                Filter.oneOf(PlanStatus.class, "status", status),
                ownerNo,
                departmentId,
                Filter.oneOf(Period.Length.class, "period", period),
                on,
                region,
                segment);
        return plans.page(wanted, actor.get(), page);
    }

    private Uni<Response> run(Object request, Function<CommandContext, Uni<PlanService.Seen>> work) {
        return commands.run(request, work, PlanService.Seen::view);
    }

    /** Why it is not approved as it is. */
    public record Return(@NotBlank @Size(max = 1000) String reason) {}

    /**
     * What its owner says of what has come of it.
     *
     * @param lines of its targets, each at most once
     */
    public record Closing(
            @NotBlank @Size(max = 4000) String selfAssessment,
            @Size(max = 4000) String remarks,
            @Size(max = 200) List<@NotNull @Valid LineRemark> lines) {

        public Closing {
            lines = lines == null ? List.of() : lines;
        }
    }

    /** @param no of the target, from 1 */
    public record LineRemark(
            @NotNull @Positive Integer no,
            @NotBlank @Size(max = 2000) String remark) {}
}
