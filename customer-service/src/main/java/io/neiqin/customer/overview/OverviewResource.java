package io.neiqin.customer.overview;

import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Roles;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The whole of a customer over HTTP. */
@Path("/customers/{id}/360")
@Produces(MediaType.APPLICATION_JSON)
public class OverviewResource {

    private final Overviews overviews;
    private final CurrentActor actor;

    OverviewResource(Overviews overviews, CurrentActor actor) {
        this.overviews = overviews;
        this.actor = actor;
    }

    @GET
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @Operation(summary = "All that is known of a customer, other services' facts as of their last events")
    public Uni<Overview> get(UUID id) {
        return overviews.of(id, actor.get());
    }
}
