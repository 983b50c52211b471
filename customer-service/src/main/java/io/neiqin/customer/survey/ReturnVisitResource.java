package io.neiqin.customer.survey;

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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Who has to visit whom again: the return visits among the surveys, each of which is at {@code /surveys/{id}}. */
@Path("/return-visits")
@Produces(MediaType.APPLICATION_JSON)
public class ReturnVisitResource {

    private final Surveys surveys;
    private final CurrentActor actor;

    public ReturnVisitResource(Surveys surveys, CurrentActor actor) {
        this.surveys = surveys;
        this.actor = actor;
    }

    @GET
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @Operation(summary = "Return visits, narrowed by what is asked for; each is a survey")
    public Uni<Page<SurveyView.Summary>> list(
            @QueryParam("status") String status,
            @QueryParam("customerId") UUID customerId,
            @QueryParam("mine") boolean mine,
            @QueryParam("assigneeNo") String assigneeNo,
            @QueryParam("ownerNo") String ownerNo,
            @QueryParam("dueBefore") LocalDate dueBefore,
            @BeanParam PageRequest page) {
        Surveys.Wanted wanted = new Surveys.Wanted(
                Survey.Kind.RETURN_VISIT,
                Filter.oneOf(SurveyStatus.class, "status", status),
                null,
                customerId,
                null,
                mine ? actor.get().employeeNo() : assigneeNo,
                ownerNo,
                dueBefore,
                null);
        return surveys.page(wanted, actor.get(), page);
    }
}
