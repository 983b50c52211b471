package io.neiqin.customer.ticket;

import io.neiqin.customer.window.TicketType;
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
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Tickets over HTTP: how they come, through whose hands they go, and where they stand. */
@Path("/tickets")
@Produces(MediaType.APPLICATION_JSON)
public class TicketResource {

    private final Commands commands;
    private final TicketService service;
    private final Tickets tickets;
    private final Hands hands;
    private final History history;
    private final CurrentActor actor;

    TicketResource(
            Commands commands,
            TicketService service,
            Tickets tickets,
            Hands hands,
            History history,
            CurrentActor actor) {
        this.commands = commands.within(tickets::get);
        this.service = service;
        this.tickets = tickets;
        this.hands = hands;
        this.history = history;
        this.actor = actor;
    }

    @POST
    @RolesAllowed(Roles.EMPLOYEE)
    @Operation(summary = "Takes a ticket down; what customers want, by those who speak with customers")
    @APIResponseSchema(value = TicketView.class, responseCode = "201")
    public Uni<Response> open(@NotNull @Valid TicketRequest request) {
        return commands.create(
                request, context -> service.open(request, context).flatMap(this::shown), Hands.Shown::view);
    }

    @POST
    @Path("/{id}/assign")
    @RolesAllowed({Roles.CLERK_LEAD, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER})
    @Operation(summary = "Gives it to somebody, also what another has in hand")
    @APIResponseSchema(TicketView.class)
    public Uni<Response> assign(UUID id, @NotNull @Valid Assignment request) {
        return run(request, context -> service.assign(id, request.toNo(), request.words(), context));
    }

    @POST
    @Path("/{id}/accept")
    @RolesAllowed(Roles.EMPLOYEE)
    @Operation(summary = "Takes what one was given, or what is nobody's")
    @APIResponseSchema(TicketView.class)
    public Uni<Response> accept(UUID id) {
        return run(null, context -> service.accept(id, context));
    }

    @POST
    @Path("/{id}/decline")
    @RolesAllowed(Roles.EMPLOYEE)
    @Operation(summary = "Says that one will not do it; it goes to the next one. Why is read by those who lead")
    @APIResponseSchema(TicketView.class)
    public Uni<Response> decline(UUID id, @NotNull @Valid Words request) {
        return run(request, context -> service.decline(id, request.words(), context));
    }

    @POST
    @Path("/{id}/hand-over")
    @RolesAllowed(Roles.EMPLOYEE)
    @Operation(summary = "Another person goes on with it, or another department: then its contact window says who")
    @APIResponseSchema(TicketView.class)
    public Uni<Response> handOver(UUID id, @NotNull @Valid HandingOver request) {
        return run(
                request,
                context -> service.handOver(
                        id, request.toNo(), request.departmentId(), request.words(), request.step(), context));
    }

    @POST
    @Path("/{id}/escalate")
    @RolesAllowed(Roles.EMPLOYEE)
    @Operation(summary = "Brings it before somebody, by default the superior of whoever has it")
    @APIResponseSchema(TicketView.class)
    public Uni<Response> escalate(UUID id, @NotNull @Valid Escalation request) {
        return run(request, context -> service.escalate(id, request.toNo(), request.reason(), context));
    }

    @POST
    @Path("/{id}/prioritise")
    @RolesAllowed(Roles.EMPLOYEE)
    @Operation(summary = "Another clock runs from here on")
    @APIResponseSchema(TicketView.class)
    public Uni<Response> prioritise(UUID id, @NotNull @Valid Urgency request) {
        return run(request, context -> service.prioritise(id, request.priority(), request.reason(), context));
    }

    @POST
    @Path("/{id}/note")
    @RolesAllowed(Roles.EMPLOYEE)
    @Operation(summary = "What was said and agreed beside its course")
    @APIResponseSchema(TicketView.class)
    public Uni<Response> note(UUID id, @NotNull @Valid Words request) {
        return run(request, context -> service.note(id, request.words(), context));
    }

    @POST
    @Path("/{id}/reopen")
    @RolesAllowed(Roles.EMPLOYEE)
    @APIResponseSchema(TicketView.class)
    public Uni<Response> reopen(UUID id, @NotNull @Valid Words request) {
        return run(request, context -> service.reopen(id, request.words(), context));
    }

    @POST
    @Path("/{id}/cancel")
    @RolesAllowed(Roles.EMPLOYEE)
    @Operation(summary = "It is another ticket's matter, or was a mistake")
    @APIResponseSchema(TicketView.class)
    public Uni<Response> cancel(UUID id, @NotNull @Valid Cancellation request) {
        return run(request, context -> service.cancel(id, request.reason(), request.duplicateOf(), context));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @APIResponseSchema(TicketView.class)
    public Uni<Response> get(UUID id) {
        return tickets.get(id, actor.get())
                .flatMap(this::shown)
                .map(Hands.Shown::view)
                .map(ETags::ok);
    }

    @GET
    @Path("/{id}/history")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    public Uni<Page<HistoryView>> history(UUID id, @BeanParam PageRequest page) {
        return tickets.get(id, actor.get()).chain(() -> history.page(id, page));
    }

    @GET
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @Operation(
            summary = "Tickets, narrowed by what is asked for",
            description =
                    "q: words, each a fragment of number, subject, order number or product. mine: what the caller has in"
                            + " hand, also for another. overdue: the time of its leg is over. left: whoever has it in hand has"
                            + " left the house.")
    public Uni<Page<TicketView.Summary>> list(
            @QueryParam("q") String text,
            @QueryParam("type") String type,
            @QueryParam("status") String status,
            @QueryParam("open") Boolean open,
            @QueryParam("priority") String priority,
            @QueryParam("ownerNo") String ownerNo,
            @QueryParam("mine") boolean mine,
            @QueryParam("openedBy") String openedBy,
            @QueryParam("departmentId") UUID departmentId,
            @QueryParam("customerId") UUID customerId,
            @QueryParam("orderNumber") String orderNumber,
            @QueryParam("overdue") boolean overdue,
            @QueryParam("escalated") boolean escalated,
            @QueryParam("left") boolean left,
            @QueryParam("externalSystem") String externalSystem,
            @QueryParam("externalId") String externalId,
            @BeanParam PageRequest page) {
        Tickets.Wanted wanted = new Tickets.Wanted(
                text,
                Filter.oneOf(TicketType.class, "type", type),
                Filter.oneOf(TicketStatus.class, "status", status),
                open,
                Filter.oneOf(Matter.Priority.class, "priority", priority),
                ownerNo,
                mine,
                openedBy,
                departmentId,
                customerId,
                orderNumber,
                overdue,
                escalated,
                left,
                externalSystem,
                externalId);
        return tickets.page(wanted, actor.get(), page).flatMap(hands::summaries);
    }

    private Uni<Response> run(Object request, Function<CommandContext, Uni<Ticket>> work) {
        return commands.run(request, context -> work.apply(context).flatMap(this::shown), Hands.Shown::view);
    }

    private Uni<Hands.Shown> shown(Ticket ticket) {
        return hands.show(ticket, actor.get());
    }

    /**
     * @param toNo who has it from here on
     * @param words what is wanted of him
     */
    public record Assignment(
            @NotBlank @Size(max = 40) String toNo,
            @Size(max = 2000) String words) {}

    /**
     * @param toNo who goes on with it; left out where the department is to say
     * @param departmentId whose matter it is; left out for that of the person
     * @param words what is wanted there
     * @param step for what it goes there, as the house names it
     */
    public record HandingOver(
            @Size(min = 1, max = 40) String toNo,
            UUID departmentId,
            @NotBlank @Size(max = 2000) String words,
            @Size(max = 100) String step) {}

    /** @param toNo before whom it is brought; left out for the superior of whoever has it */
    public record Escalation(
            @Size(min = 1, max = 40) String toNo,
            @NotBlank @Size(max = 2000) String reason) {}

    /** Why it goes faster, or slower. */
    public record Urgency(
            @NotNull Matter.Priority priority,
            @NotBlank @Size(max = 2000) String reason) {}

    /** What was said. */
    public record Words(@NotBlank @Size(max = 2000) String words) {}

    /** @param duplicateOf the ticket that goes on in its place; left out for a mistake */
    public record Cancellation(@NotBlank @Size(max = 2000) String reason, UUID duplicateOf) {}
}
