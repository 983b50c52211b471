package io.neiqin.platform.deadline;

import io.neiqin.platform.deadline.Deadline.State;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Roles;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What has to be done by when, and what is late. */
@Path("/deadlines")
public class DeadlineResource {

    private final Deadlines deadlines;
    private final CurrentActor actor;

    DeadlineResource(Deadlines deadlines, CurrentActor actor) {
        this.deadlines = deadlines;
        this.actor = actor;
    }

    @GET
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @Operation(summary = "Deadlines in sight, the newest first; of an owner, of a subject, of a kind, or in a state")
    public Uni<Page<DeadlineView>> list(
            @QueryParam("state") String state,
            @QueryParam("kind") String kind,
            @QueryParam("subjectId") UUID subjectId,
            @QueryParam("ownerNo") String ownerNo,
            @BeanParam PageRequest page) {
        var wanted = new Deadlines.Wanted(Filter.oneOf(State.class, "state", state), kind, subjectId, ownerNo);
        return deadlines.page(wanted, actor.get(), page);
    }
}
