package io.neiqin.customer.pool;

import io.neiqin.customer.customer.Customer;
import io.neiqin.customer.customer.CustomerPoolService;
import io.neiqin.customer.customer.CustomerService;
import io.neiqin.customer.customer.CustomerView;
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

/** The pool (公海) over HTTP; what is in it is found in the list of customers. */
@Path("/customers")
@Produces(MediaType.APPLICATION_JSON)
public class PoolResource {

    private final Commands commands;
    private final CustomerPoolService service;
    private final PoolRules rules;
    private final CurrentActor actor;

    public PoolResource(
            Commands commands,
            CustomerPoolService service,
            PoolRules rules,
            CustomerService customers,
            CurrentActor actor) {
        this.commands = commands.within(customers::inSight);
        this.service = service;
        this.rules = rules;
        this.actor = actor;
    }

    @POST
    @Path("/{id}/release")
    @RolesAllowed({Roles.SALESPERSON, Roles.TELESALES, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER})
    @APIResponseSchema(CustomerView.class)
    public Uni<Response> release(UUID id, @NotNull @Valid Release request) {
        return commands.run(request, context -> service.release(id, request.reason(), context), view());
    }

    @POST
    @Path("/{id}/claim")
    @RolesAllowed({Roles.SALESPERSON, Roles.TELESALES})
    @APIResponseSchema(CustomerView.class)
    public Uni<Response> claim(UUID id) {
        return commands.run(null, context -> service.claim(id, rules.cap(), rules.coolDownDays(), context), view());
    }

    private Function<Customer, CustomerView> view() {
        var caller = actor.get();
        return customer -> CustomerView.of(customer, caller, Look.atMasks());
    }

    /** Why its owner lets go of it. */
    public record Release(@NotBlank @Size(max = 500) String reason) {}
}
