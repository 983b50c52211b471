package io.neiqin.customer.ticket.assignment;

import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** How tickets are given out, over HTTP. */
@Path("/ticket-assignments")
@Produces(MediaType.APPLICATION_JSON)
public class TicketAssignmentResource {

    private final TicketAssignmentService service;
    private final CurrentActor actor;

    TicketAssignmentResource(TicketAssignmentService service, CurrentActor actor) {
        this.service = service;
        this.actor = actor;
    }

    @POST
    @Path("/simulate")
    @RolesAllowed({Roles.CLERK_LEAD, Roles.SALES_MANAGER})
    @Operation(
            summary = "Gives out the tickets of a period anew by other rules, and says what would have been",
            description = "Changes nothing. Of the tickets in the caller's sight that were done; at most 20,000.")
    public Uni<SimulationView> simulate(@NotNull @Valid SimulationRequest request) {
        return service.simulate(request, actor.get());
    }
}
