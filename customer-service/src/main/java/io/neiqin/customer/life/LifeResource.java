package io.neiqin.customer.life;

import io.neiqin.customer.customer.Customer;
import io.neiqin.customer.customer.CustomerLifeService;
import io.neiqin.customer.customer.CustomerService;
import io.neiqin.customer.customer.CustomerView;
import io.neiqin.customer.customer.LostCause;
import io.neiqin.platform.command.Commands;
import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.personal.Look;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** What people say of a customer's life, over HTTP. */
@Path("/customers")
@Produces(MediaType.APPLICATION_JSON)
public class LifeResource {

    private final Commands commands;
    private final CustomerLifeService service;
    private final CurrentActor actor;

    public LifeResource(Commands commands, CustomerLifeService service, CustomerService customers, CurrentActor actor) {
        this.commands = commands.within(customers::inSight);
        this.service = service;
        this.actor = actor;
    }

    @POST
    @Path("/{id}/block")
    @RolesAllowed({Roles.SALES_MANAGER, Roles.SALES_DIRECTOR, Roles.FINANCE})
    @APIResponseSchema(CustomerView.class)
    public Uni<Response> block(UUID id, @NotNull @Valid Block request) {
        return commands.run(request, context -> service.block(id, request.reason(), context), view());
    }

    @POST
    @Path("/{id}/unblock")
    @RolesAllowed({Roles.SALES_MANAGER, Roles.SALES_DIRECTOR, Roles.FINANCE})
    @APIResponseSchema(CustomerView.class)
    public Uni<Response> unblock(UUID id) {
        return commands.run(null, context -> service.unblock(id, context), view());
    }

    @POST
    @Path("/{id}/mark-lost")
    @RolesAllowed({Roles.SALESPERSON, Roles.TELESALES, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER})
    @APIResponseSchema(CustomerView.class)
    public Uni<Response> markLost(UUID id, @NotNull @Valid Loss request) {
        return commands.run(
                request, context -> service.markLost(id, request.cause(), request.remark(), context), view());
    }

    @POST
    @Path("/{id}/win-back")
    @RolesAllowed({Roles.SALESPERSON, Roles.TELESALES, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER})
    @APIResponseSchema(CustomerView.class)
    public Uni<Response> winBack(UUID id, @NotNull @Valid Return request) {
        return commands.run(request, context -> service.winBack(id, request.reason(), context), view());
    }

    private Function<Customer, CustomerView> view() {
        var caller = actor.get();
        return customer -> CustomerView.of(customer, caller, Look.atMasks());
    }

    /** Why it takes no orders any more. */
    public record Block(@NotBlank @Size(max = 500) String reason) {}

    /** Why it does not buy from us any more, and that in words. */
    public record Loss(
            @NotNull LostCause cause,
            @NotBlank @Size(max = 500) String remark) {}

    /** Why it is none of the lost ones any more. */
    public record Return(@NotBlank @Size(max = 500) String reason) {}
}
