package io.neiqin.platform.personal;

import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.personal.Unmasking.UnmaskingView;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Who has seen personal values, for those who look into it. */
@Path("/unmaskings")
public class UnmaskingResource {

    private final Unmaskings unmaskings;
    private final CurrentActor actor;

    UnmaskingResource(Unmaskings unmaskings, CurrentActor actor) {
        this.unmaskings = unmaskings;
        this.actor = actor;
    }

    @GET
    @RolesAllowed(Roles.AUDITOR)
    @WithSession
    @Operation(summary = "Personal values that were shown plain, the last first; to somebody, or of a record")
    public Uni<Page<UnmaskingView>> list(
            @QueryParam("employeeNo") String employeeNo,
            @QueryParam("subjectId") UUID subjectId,
            @BeanParam PageRequest page) {
        return unmaskings.page(employeeNo, subjectId, actor.get(), page);
    }
}
