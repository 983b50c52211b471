package io.neiqin.orders.order;

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
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
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
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Sales orders over HTTP. */
@Path("/orders")
@Produces(MediaType.APPLICATION_JSON)
public class OrderResource {

    private final Commands commands;
    private final OrderService service;
    private final Orders orders;
    private final History history;
    private final CurrentActor actor;

    public OrderResource(Commands commands, OrderService service, Orders orders, History history, CurrentActor actor) {
        this.commands = commands.within(orders::get);
        this.service = service;
        this.orders = orders;
        this.history = history;
        this.actor = actor;
    }

    @POST
    @RolesAllowed({Roles.CLERK, Roles.CLERK_LEAD})
    @APIResponseSchema(value = OrderView.class, responseCode = "201")
    public Uni<Response> create(@NotNull @Valid OrderRequest request) {
        return commands.create(request, context -> service.create(request, context), view());
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({Roles.CLERK, Roles.CLERK_LEAD})
    @APIResponseSchema(OrderView.class)
    public Uni<Response> edit(UUID id, @NotNull @Valid OrderRequest request) {
        return commands.change(request, context -> service.edit(id, request, context), view());
    }

    @POST
    @Path("/{id}/receive")
    @RolesAllowed({Roles.CLERK, Roles.CLERK_LEAD})
    @APIResponseSchema(OrderView.class)
    public Uni<Response> receive(UUID id) {
        return run(null, context -> service.receive(id, context));
    }

    @POST
    @Path("/{id}/request-clarification")
    @RolesAllowed({Roles.CLERK, Roles.CLERK_LEAD})
    @APIResponseSchema(OrderView.class)
    public Uni<Response> requestClarification(UUID id, @NotNull @Valid Questions request) {
        return run(request, context -> service.requestClarification(id, request.questions(), context));
    }

    @POST
    @Path("/{id}/answer-clarification")
    @RolesAllowed({Roles.CLERK, Roles.CLERK_LEAD})
    @APIResponseSchema(OrderView.class)
    public Uni<Response> answerClarification(UUID id, @NotNull @Valid Answer request) {
        return run(request, context -> service.answerClarification(id, request.answer(), context));
    }

    @POST
    @Path("/{id}/enter")
    @RolesAllowed({Roles.CLERK, Roles.CLERK_LEAD})
    @APIResponseSchema(OrderView.class)
    public Uni<Response> enter(UUID id) {
        return run(null, context -> service.enter(id, context));
    }

    @POST
    @Path("/{id}/verify")
    @RolesAllowed({Roles.CLERK, Roles.CLERK_LEAD})
    @APIResponseSchema(OrderView.class)
    public Uni<Response> verify(UUID id, @NotNull @Valid VerificationRequest request) {
        return run(request, context -> service.verify(id, request.method(), context));
    }

    @POST
    @Path("/{id}/reject-verification")
    @RolesAllowed({Roles.CLERK, Roles.CLERK_LEAD})
    @APIResponseSchema(OrderView.class)
    public Uni<Response> rejectVerification(UUID id, @NotNull @Valid Rejection request) {
        return run(request, context -> service.rejectVerification(id, request.differences(), context));
    }

    @POST
    @Path("/{id}/submit")
    @RolesAllowed({Roles.CLERK, Roles.CLERK_LEAD})
    @APIResponseSchema(OrderView.class)
    public Uni<Response> submit(UUID id) {
        return run(null, context -> service.submit(id, context));
    }

    @POST
    @Path("/{id}/take-back")
    @RolesAllowed({Roles.CLERK, Roles.CLERK_LEAD})
    @APIResponseSchema(OrderView.class)
    public Uni<Response> takeBack(UUID id) {
        return run(null, context -> service.takeBack(id, context));
    }

    @POST
    @Path("/{id}/confirm")
    @RolesAllowed({Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER})
    @APIResponseSchema(OrderView.class)
    public Uni<Response> confirm(UUID id) {
        return run(null, context -> service.confirm(id, context));
    }

    @POST
    @Path("/{id}/ship")
    @RolesAllowed({Roles.WAREHOUSE, Roles.LOGISTICS})
    @APIResponseSchema(OrderView.class)
    public Uni<Response> ship(UUID id, @Valid Quantities request) {
        return run(request, context -> service.ship(id, Quantities.byLine(request), context));
    }

    @POST
    @Path("/{id}/accept")
    @RolesAllowed({Roles.CLERK, Roles.CLERK_LEAD, Roles.LOGISTICS})
    @APIResponseSchema(OrderView.class)
    public Uni<Response> accept(UUID id, @Valid Quantities request) {
        return run(request, context -> service.accept(id, Quantities.byLine(request), context));
    }

    @POST
    @Path("/{id}/cancel")
    @RolesAllowed(Roles.SALES_MANAGER)
    @APIResponseSchema(OrderView.class)
    public Uni<Response> cancel(UUID id, @NotNull @Valid Cancellation request) {
        return run(request, context -> service.cancel(id, request.reason(), context));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @APIResponseSchema(OrderView.class)
    public Uni<Response> get(UUID id) {
        return orders.get(id, actor.get()).map(view()).map(ETags::ok);
    }

    @GET
    @Path("/{id}/history")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    public Uni<Page<HistoryView>> history(UUID id, @BeanParam PageRequest page) {
        return orders.get(id, actor.get()).chain(() -> history.page(id, page));
    }

    @GET
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    public Uni<Page<OrderView.Summary>> list(
            @QueryParam("status") String status,
            @QueryParam("customerId") UUID customerId,
            @QueryParam("salesperson") String salesperson,
            @QueryParam("number") String number,
            @QueryParam("externalSystem") String externalSystem,
            @QueryParam("externalId") String externalId,
            @QueryParam("from") LocalDate from,
            @QueryParam("to") LocalDate to,
            @BeanParam PageRequest page) {
        Orders.Wanted wanted = new Orders.Wanted(
                Filter.oneOf(OrderStatus.class, "status", status),
                customerId,
                salesperson,
                number,
                externalSystem,
                externalId,
                from,
                to);
        return orders.page(wanted, actor.get(), page);
    }

    private Uni<Response> run(Object request, Function<CommandContext, Uni<Order>> work) {
        return commands.run(request, work, view());
    }

    private Function<Order, OrderView> view() {
        var caller = actor.get();
        return order -> OrderView.of(order, caller);
    }

    /** What is unclear, in the clerk's words. */
    public record Questions(@NotEmpty @Size(max = 50) List<@NotBlank @Size(max = 500) String> questions) {}

    /** What the customer said to it. */
    public record Answer(@NotBlank @Size(max = 2000) String answer) {}

    /** How the order was verified. */
    public record VerificationRequest(@NotNull Verification method) {}

    /** What differs from the customer's order, in the verifier's words. */
    public record Rejection(@NotEmpty @Size(max = 50) List<@NotBlank @Size(max = 500) String> differences) {}

    /** Why the order is not carried out. */
    public record Cancellation(@NotBlank @Size(max = 500) String reason) {}

    /** What was shipped or accepted; without the member: all that is open. An empty list could mean all or nothing. */
    public record Quantities(@Size(min = 1, max = 500) List<@NotNull @Valid Quantity> lines) {

        static Map<Integer, BigDecimal> byLine(Quantities request) {
            Map<Integer, BigDecimal> quantities = new HashMap<>();
            if (request != null && request.lines() != null) {
                for (Quantity line : request.lines()) {
                    if (quantities.put(line.lineNo(), line.quantity()) != null) {
                        throw Problem.rule("duplicate-line", line.lineNo());
                    }
                }
            }
            return quantities;
        }
    }

    /** A quantity of one line, on top of what was before. */
    public record Quantity(
            @NotNull Integer lineNo,

            @NotNull @Positive @Digits(integer = 12, fraction = 6)
            BigDecimal quantity) {}
}
