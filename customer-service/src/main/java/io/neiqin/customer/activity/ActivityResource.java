package io.neiqin.customer.activity;

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
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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

/** Activities over HTTP. */
@Path("/activities")
@Produces(MediaType.APPLICATION_JSON)
public class ActivityResource {

    private final Commands commands;
    private final ActivityService service;
    private final Activities activities;
    private final History history;
    private final CurrentActor actor;

    public ActivityResource(
            Commands commands, ActivityService service, Activities activities, History history, CurrentActor actor) {
        this.commands = commands.within(activities::get);
        this.service = service;
        this.activities = activities;
        this.history = history;
        this.actor = actor;
    }

    @POST
    @RolesAllowed({
        Roles.CLERK,
        Roles.CLERK_LEAD,
        Roles.SERVICE,
        Roles.SALESPERSON,
        Roles.TELESALES,
        Roles.SALES_SUPERVISOR,
        Roles.SALES_MANAGER,
        Roles.SALES_DIRECTOR
    })
    @Operation(
            summary = "Books an appointment, or logs what was done",
            description = "A call on a day whose call sheet is submitted is a correction and takes an X-Reason.")
    @APIResponseSchema(value = ActivityView.class, responseCode = "201")
    public Uni<Response> create(@NotNull @Valid ActivityRequest request) {
        return commands.create(request, context -> service.create(request, context), view());
    }

    @POST
    @Path("/{id}/reschedule")
    @RolesAllowed({
        Roles.CLERK,
        Roles.CLERK_LEAD,
        Roles.SERVICE,
        Roles.SALESPERSON,
        Roles.TELESALES,
        Roles.SALES_SUPERVISOR,
        Roles.SALES_MANAGER,
        Roles.SALES_DIRECTOR
    })
    @APIResponseSchema(ActivityView.class)
    public Uni<Response> reschedule(UUID id, @NotNull @Valid ActivityRequest.Appointment request) {
        return commands.run(request, context -> service.reschedule(id, request, context), view());
    }

    @POST
    @Path("/{id}/complete")
    @RolesAllowed({
        Roles.CLERK,
        Roles.CLERK_LEAD,
        Roles.SERVICE,
        Roles.SALESPERSON,
        Roles.TELESALES,
        Roles.SALES_SUPERVISOR,
        Roles.SALES_MANAGER,
        Roles.SALES_DIRECTOR
    })
    @APIResponseSchema(ActivityView.class)
    public Uni<Response> complete(UUID id, @NotNull @Valid ActivityRequest.Done request) {
        return commands.run(request, context -> service.complete(id, request, context), view());
    }

    @POST
    @Path("/{id}/miss")
    @RolesAllowed({
        Roles.CLERK,
        Roles.CLERK_LEAD,
        Roles.SERVICE,
        Roles.SALESPERSON,
        Roles.TELESALES,
        Roles.SALES_SUPERVISOR,
        Roles.SALES_MANAGER,
        Roles.SALES_DIRECTOR
    })
    @APIResponseSchema(ActivityView.class)
    public Uni<Response> miss(UUID id, @NotNull @Valid ActivityRequest.Absence request) {
        return commands.run(request, context -> service.miss(id, request.reason(), context), view());
    }

    @POST
    @Path("/{id}/cancel")
    @RolesAllowed({
        Roles.CLERK,
        Roles.CLERK_LEAD,
        Roles.SERVICE,
        Roles.SALESPERSON,
        Roles.TELESALES,
        Roles.SALES_SUPERVISOR,
        Roles.SALES_MANAGER,
        Roles.SALES_DIRECTOR
    })
    @APIResponseSchema(ActivityView.class)
    public Uni<Response> cancel(UUID id, @NotNull @Valid ActivityRequest.Absence request) {
        return commands.run(request, context -> service.cancel(id, request.reason(), context), view());
    }

    @POST
    @Path("/{id}/correct")
    @RolesAllowed({
        Roles.CLERK,
        Roles.CLERK_LEAD,
        Roles.SERVICE,
        Roles.SALESPERSON,
        Roles.TELESALES,
        Roles.SALES_SUPERVISOR,
        Roles.SALES_MANAGER,
        Roles.SALES_DIRECTOR
    })
    @Operation(summary = "Corrects what was logged; with X-Reason")
    @APIResponseSchema(ActivityView.class)
    public Uni<Response> correct(UUID id, @NotNull @Valid ActivityRequest.Correction request) {
        return commands.run(request, context -> service.correct(id, request, context), view());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @APIResponseSchema(ActivityView.class)
    public Uni<Response> get(UUID id) {
        return activities.get(id, actor.get()).map(view()).map(ETags::ok);
    }

    @GET
    @Path("/{id}/history")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    public Uni<Page<HistoryView>> history(UUID id, @BeanParam PageRequest page) {
        return activities.get(id, actor.get()).chain(() -> history.page(id, page));
    }

    @GET
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @Operation(
            summary = "Activities, the last ones entered first",
            description =
                    "customerId: of this customer, and of the lead that it was. from, to: by the day on which it is"
                            + " planned or was done.")
    public Uni<Page<ActivityView>> list(
            @QueryParam("customerId") UUID customerId,
            @QueryParam("leadId") UUID leadId,
            @QueryParam("employeeNo") String employeeNo,
            @QueryParam("kind") String kind,
            @QueryParam("status") String status,
            @QueryParam("outcome") String outcome,
            @QueryParam("from") LocalDate from,
            @QueryParam("to") LocalDate to,
            @BeanParam PageRequest page) {
        Activities.Wanted wanted = new Activities.Wanted(
                customerId,
                leadId,
                employeeNo,
                Filter.oneOf(Activity.Kind.class, "kind", kind),
                Filter.oneOf(ActivityStatus.class, "status", status),
                Filter.oneOf(Report.Outcome.class, "outcome", outcome),
                from,
                to);
        return activities.page(wanted, actor.get(), page);
    }

    private Function<Activity, ActivityView> view() {
        var caller = actor.get();
        return activity -> ActivityView.of(activity, caller);
    }
}
