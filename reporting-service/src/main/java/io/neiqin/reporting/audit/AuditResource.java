package io.neiqin.reporting.audit;

import io.neiqin.platform.identity.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Whether kept sums are what their facts add up to. */
@Path("/projections/audit")
@RolesAllowed({Roles.SYSTEM_ADMIN, Roles.AUDITOR})
public class AuditResource {

    private final AuditService audits;

    public AuditResource(AuditService audits) {
        this.audits = audits;
    }

    /** The last audits, in one page. */
    public record Audits(List<Audit> items) {}

    @GET
    @Operation(operationId = "listAudits")
    public Audits last() throws SQLException {
        return new Audits(audits.last());
    }

    /** Audits every cell now. */
    @POST
    @RolesAllowed(Roles.SYSTEM_ADMIN)
    @Operation(operationId = "auditEverything")
    public Audit everything() throws SQLException {
        return audits.everything();
    }
}
