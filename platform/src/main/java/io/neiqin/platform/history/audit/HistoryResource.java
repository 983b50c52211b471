package io.neiqin.platform.history.audit;

import io.neiqin.platform.identity.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Whether the history of this service is as it was written (审计). */
@Path("/history")
public class HistoryResource {

    private final Verification verification;

    HistoryResource(Verification verification) {
        this.verification = verification;
    }

    @GET
    @Path("/verification")
    @RolesAllowed({Roles.AUDITOR, Roles.SYSTEM_ADMIN})
    @Blocking
    @Operation(
            operationId = "verifyHistory",
            summary = "Reads the whole history; answers when it is through, with what was edited, removed, inserted,"
                    + " reordered or truncated, and where")
    public Verification.Report verify() throws SQLException {
        return verification.run();
    }
}
