package io.neiqin.customer.ticket;

import io.neiqin.customer.ticket.TicketResource.Words;
import io.neiqin.customer.ticket.course.Closing;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.command.Commands;
import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** The work on a ticket over HTTP, from its beginning to what the customer thinks of it. */
@Path("/tickets")
@Produces(MediaType.APPLICATION_JSON)
public class TicketWorkResource {

    private final Commands commands;
    private final TicketService service;
    private final Hands hands;
    private final CurrentActor actor;

    TicketWorkResource(Commands commands, TicketService service, Tickets tickets, Hands hands, CurrentActor actor) {
        this.commands = commands.within(tickets::get);
        this.service = service;
        this.hands = hands;
        this.actor = actor;
    }

    @POST
    @Path("/{id}/start")
    @RolesAllowed(Roles.EMPLOYEE)
    @APIResponseSchema(TicketView.class)
    public Uni<Response> start(UUID id) {
        return run(null, context -> service.start(id, context));
    }

    @POST
    @Path("/{id}/wait")
    @RolesAllowed(Roles.EMPLOYEE)
    @Operation(summary = "For the customer: the clock stands still")
    @APIResponseSchema(TicketView.class)
    public Uni<Response> waitForCustomer(UUID id, @NotNull @Valid Words request) {
        return run(request, context -> service.waitForCustomer(id, request.words(), context));
    }

    @POST
    @Path("/{id}/resume")
    @RolesAllowed(Roles.EMPLOYEE)
    @Operation(summary = "The customer has said what was waited for")
    @APIResponseSchema(TicketView.class)
    public Uni<Response> resume(UUID id, @NotNull @Valid Words request) {
        return run(request, context -> service.resume(id, request.words(), context));
    }

    @POST
    @Path("/{id}/tick")
    @RolesAllowed(Roles.EMPLOYEE)
    @Operation(summary = "The next step of its procedure is done")
    @APIResponseSchema(TicketView.class)
    public Uni<Response> tick(UUID id, @NotNull @Valid Tick request) {
        return run(request, context -> service.tick(id, request.step(), request.note(), context));
    }

    @POST
    @Path("/{id}/resolve")
    @RolesAllowed(Roles.EMPLOYEE)
    @APIResponseSchema(TicketView.class)
    public Uni<Response> resolve(UUID id, @NotNull @Valid Solution request) {
        return run(request, context -> service.resolve(id, request.solution(), context));
    }

    @POST
    @Path("/{id}/reply")
    @RolesAllowed(Roles.EMPLOYEE)
    @Operation(summary = "The customer has the answer")
    @APIResponseSchema(TicketView.class)
    public Uni<Response> reply(UUID id, @NotNull @Valid Contact request) {
        return run(request, context -> service.reply(id, request.channel(), request.words(), context));
    }

    @POST
    @Path("/{id}/attempt")
    @RolesAllowed(Roles.EMPLOYEE)
    @Operation(summary = "Somebody tried to reach the customer, in vain")
    @APIResponseSchema(TicketView.class)
    public Uni<Response> attempt(UUID id, @NotNull @Valid Contact request) {
        return run(request, context -> service.attempt(id, request.channel(), request.words(), context));
    }

    @POST
    @Path("/{id}/evaluate")
    @RolesAllowed(Roles.EMPLOYEE)
    @Operation(summary = "What the customer says to how it was handled; without a satisfaction he could not be reached")
    @APIResponseSchema(TicketView.class)
    public Uni<Response> evaluate(UUID id, @NotNull @Valid Opinion request) {
        return run(request, context -> service.evaluate(id, request.satisfaction(), request.reason(), context));
    }

    @POST
    @Path("/{id}/close")
    @RolesAllowed(Roles.EMPLOYEE)
    @Operation(summary = "Its end; that of a complaint says why it came to that, and whose step it was")
    @APIResponseSchema(TicketView.class)
    public Uni<Response> close(UUID id, @NotNull @Valid Conclusion request) {
        return run(
                request,
                context ->
                        service.close(id, request.causeCategory(), request.cause(), request.responsibleLeg(), context));
    }

    private Uni<Response> run(Object request, Function<CommandContext, Uni<Ticket>> work) {
        return commands.run(
                request,
                context -> work.apply(context).flatMap(ticket -> hands.show(ticket, actor.get())),
                Hands.Shown::view);
    }

    /** @param step its code */
    public record Tick(
            @NotBlank @Size(max = 100) String step,
            @Size(max = 2000) String note) {}

    /** What is done about it. */
    public record Solution(@NotBlank @Size(max = 4000) String solution) {}

    /** How the customer was answered, or tried, and what was said. */
    public record Contact(
            @NotNull Closing.Way channel,
            @NotBlank @Size(max = 2000) String words) {}

    /**
     * @param satisfaction 1 to 5; left out for a customer who could not be reached
     * @param reason in his words, or what was tried
     */
    public record Opinion(
            @Min(1) @Max(5) Integer satisfaction,
            @NotBlank @Size(max = 2000) String reason) {}

    /**
     * All of it is needed for a complaint.
     *
     * @param responsibleLeg whose step it was, counted from 1
     */
    public record Conclusion(
            Closing.CauseCategory causeCategory,
            @Size(min = 1, max = 2000) String cause,
            Integer responsibleLeg) {}
}
