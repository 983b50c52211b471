package io.neiqin.customer.survey;

import io.neiqin.customer.survey.Answer.Channel;
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
import jakarta.validation.constraints.Size;
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

/** Satisfaction surveys and return visits over HTTP. */
@Path("/surveys")
@Produces(MediaType.APPLICATION_JSON)
public class SurveyResource {

    private final Commands commands;
    private final SurveyService service;
    private final Surveys surveys;
    private final History history;
    private final CurrentActor actor;

    public SurveyResource(
            Commands commands, SurveyService service, Surveys surveys, History history, CurrentActor actor) {
        this.commands = commands.within(surveys::get);
        this.service = service;
        this.surveys = surveys;
        this.history = history;
        this.actor = actor;
    }

    @POST
    @RolesAllowed({
        Roles.CLERK,
        Roles.CLERK_LEAD,
        Roles.SERVICE,
        Roles.TELESALES,
        Roles.SALESPERSON,
        Roles.SALES_SUPERVISOR,
        Roles.SALES_MANAGER
    })
    @Operation(
            summary = "Plans that a customer is asked",
            description =
                    "For today where no day is named. Where nobody is named, a return visit is for who looks after"
                            + " the customer, and a satisfaction survey for whoever of the service has least to do.")
    @APIResponseSchema(value = SurveyView.class, responseCode = "201")
    public Uni<Response> plan(@NotNull @Valid Planning request) {
        return commands.create(request, context -> service.plan(request, context), view());
    }

    @POST
    @Path("/{id}/attempt")
    @RolesAllowed({
        Roles.CLERK,
        Roles.CLERK_LEAD,
        Roles.SERVICE,
        Roles.TELESALES,
        Roles.SALESPERSON,
        Roles.SALES_SUPERVISOR,
        Roles.SALES_MANAGER
    })
    @Operation(
            summary = "An attempt in vain",
            description = "After neiqin.survey.attempts of them the survey is UNREACHED.")
    @APIResponseSchema(SurveyView.class)
    public Uni<Response> attempt(UUID id, @NotNull @Valid Attempted request) {
        return run(request, context -> service.attempt(id, request.asAttempt(), context));
    }

    @POST
    @Path("/{id}/answer")
    @RolesAllowed({
        Roles.CLERK,
        Roles.CLERK_LEAD,
        Roles.SERVICE,
        Roles.TELESALES,
        Roles.SALESPERSON,
        Roles.SALES_SUPERVISOR,
        Roles.SALES_MANAGER
    })
    @Operation(
            summary = "What the customer has said",
            description = "How satisfied a customer is nobody says who looks after it. A score of at most"
                    + " neiqin.survey.low-score opens a complaint.")
    @APIResponseSchema(SurveyView.class)
    public Uni<Response> answer(UUID id, @NotNull @Valid Answer request) {
        return run(request, context -> service.answer(id, request, context));
    }

    @POST
    @Path("/{id}/reassign")
    @RolesAllowed({Roles.CLERK_LEAD, Roles.SERVICE, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER})
    @APIResponseSchema(SurveyView.class)
    public Uni<Response> reassign(UUID id, @NotNull @Valid Reassignment request) {
        return run(request, context -> service.reassign(id, request.assigneeNo(), context));
    }

    @POST
    @Path("/{id}/cancel")
    @RolesAllowed({Roles.CLERK_LEAD, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER})
    @APIResponseSchema(SurveyView.class)
    public Uni<Response> cancel(UUID id, @NotNull @Valid Cancellation request) {
        return run(request, context -> service.cancel(id, request.reason(), context));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @APIResponseSchema(SurveyView.class)
    public Uni<Response> get(UUID id) {
        return service.seen(id, actor.get()).map(view()).map(ETags::ok);
    }

    @GET
    @Path("/{id}/history")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    public Uni<Page<HistoryView>> history(UUID id, @BeanParam PageRequest page) {
        return surveys.get(id, actor.get()).chain(() -> history.page(id, page));
    }

    @GET
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @Operation(
            summary = "Surveys and return visits, narrowed by what is asked for",
            description = "mine: those that the caller is to do. dueBefore: planned for that day or an earlier one."
                    + " scoreBelow: scored less than that.")
    public Uni<Page<SurveyView.Summary>> list(
            @QueryParam("kind") String kind,
            @QueryParam("status") String status,
            @QueryParam("cause") String cause,
            @QueryParam("customerId") UUID customerId,
            @QueryParam("orderId") UUID orderId,
            @QueryParam("mine") boolean mine,
            @QueryParam("assigneeNo") String assigneeNo,
            @QueryParam("ownerNo") String ownerNo,
            @QueryParam("dueBefore") LocalDate dueBefore,
            @QueryParam("scoreBelow") Integer scoreBelow,
            @BeanParam PageRequest page) {
        Surveys.Wanted wanted = new Surveys.Wanted(
                Filter.oneOf(Survey.Kind.class, "kind", kind),
                Filter.oneOf(SurveyStatus.class, "status", status),
                Filter.oneOf(Occasion.Cause.class, "cause", cause),
                customerId,
                orderId,
                mine ? actor.get().employeeNo() : assigneeNo,
                ownerNo,
                dueBefore,
                scoreBelow);
        return surveys.page(wanted, actor.get(), page);
    }

    private Uni<Response> run(Object request, Function<CommandContext, Uni<SurveyService.Seen>> work) {
        return commands.run(request, work, view());
    }

    private Function<SurveyService.Seen, SurveyView> view() {
        var caller = actor.get();
        return seen -> SurveyView.of(seen.survey(), seen.customer(), caller);
    }

    /**
     * Which customer is to be asked for what.
     *
     * @param plannedFor from that day on; today when left out
     * @param note what to ask about
     */
    public record Planning(
            @NotNull UUID customerId,
            @NotNull Survey.Kind kind,
            LocalDate plannedFor,
            @Size(min = 1, max = 40) String assigneeNo,
            @Size(max = 1000) String note) {}

    /** What was tried in vain. */
    public record Attempted(
            @NotNull Channel channel,
            @NotNull Attempts.Outcome outcome,
            @Size(max = 500) String note) {

        /** Who and when is told by the command. */
        Attempts.Attempt asAttempt() {
            return new Attempts.Attempt(channel, outcome, note, null, null);
        }
    }

    /** Who is to ask from now on. */
    public record Reassignment(@NotBlank @Size(max = 40) String assigneeNo) {}

    /** Why nobody is asked after all. */
    public record Cancellation(@NotBlank @Size(max = 500) String reason) {}
}
