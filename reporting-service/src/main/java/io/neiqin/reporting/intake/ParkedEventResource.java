package io.neiqin.reporting.intake;

import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.problem.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Events that no figure knows of yet, for those who run the system. A replay repeated changes nothing. */
@Path("/parked-events")
@RolesAllowed({Roles.SYSTEM_ADMIN, Roles.SYSTEM})
public class ParkedEventResource {

    private final IntakeService intake;

    public ParkedEventResource(IntakeService intake) {
        this.intake = intake;
    }

    /** @param cause why it cannot be applied, or which version it waits for */
    public record ParkedEvent(UUID aggregateId, long version, String type, String cause, Instant parkedAt) {}

    /** The oldest first, a hundred at most. */
    public record ParkedEvents(List<ParkedEvent> items) {}

    /** @param released how many events have been applied */
    public record Replayed(int released) {}

    @GET
    public ParkedEvents list() throws SQLException {
        return new ParkedEvents(intake.parked());
    }

    @POST
    @Path("/{aggregateId}/replay")
    public Replayed replay(@PathParam("aggregateId") UUID aggregateId) throws SQLException {
        return intake.replay(aggregateId)
                .map(Replayed::new)
                .orElseThrow(() -> Problem.notFound("parked-event", aggregateId));
    }
}
