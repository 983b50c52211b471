package io.neiqin.reporting.rebuild;

import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.problem.Problem;
import io.neiqin.reporting.rebuild.RebuildService.All;
import io.neiqin.reporting.rebuild.RebuildService.Source;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** The projections that figures are read from, for those who run the system. */
@Path("/projections")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.SYSTEM_ADMIN, Roles.SYSTEM})
public class ProjectionResource {

    private final RebuildService rebuilds;
    private final CurrentActor actor;

    public ProjectionResource(RebuildService rebuilds, CurrentActor actor) {
        this.rebuilds = rebuilds;
        this.actor = actor;
    }

    /** @param acceptDifferences put it live although it differs: because it was built to */
    public record SwitchRequest(boolean acceptDifferences) {}

    @GET
    @Operation(operationId = "getProjections")
    public All all() throws SQLException {
        return rebuilds.all();
    }

    /**
     * Begins another projection beside the live one, from the beginning of all events.
     *
     * @param source topic, or feed: the log of the service that told the events, for when the topic is gone or shortened
     */
    @POST
    @Path("/rebuild")
    @RolesAllowed(Roles.SYSTEM_ADMIN)
    @APIResponseSchema(value = All.class, responseCode = "202")
    public Response rebuild(@QueryParam("source") @DefaultValue("topic") String source) throws SQLException {
        Source from = Stream.of(Source.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(source))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest("source-invalid", source));
        rebuilds.begin(from, actor.get().employeeNo());
        return Response.accepted(rebuilds.all()).build();
    }

    /** Compares the built projection with the live one. */
    @POST
    @Path("/reconcile")
    @RolesAllowed(Roles.SYSTEM_ADMIN)
    public Reconciliation reconcile() throws SQLException {
        return rebuilds.reconcile();
    }

    /** Compares, and puts the built projection in the live one's place if they agree. */
    @POST
    @Path("/switch")
    @RolesAllowed(Roles.SYSTEM_ADMIN)
    public Reconciliation putLive(SwitchRequest request) throws SQLException {
        return rebuilds.putLive(request != null && request.acceptDifferences());
    }

    /** Takes the last switch back. */
    @POST
    @Path("/rollback")
    @RolesAllowed(Roles.SYSTEM_ADMIN)
    public All rollBack() throws SQLException {
        rebuilds.rollBack();
        return rebuilds.all();
    }

    /** Drops the projection that is being built. */
    @POST
    @Path("/abandon")
    @RolesAllowed(Roles.SYSTEM_ADMIN)
    public All abandon() throws SQLException {
        rebuilds.abandon();
        return rebuilds.all();
    }
}
