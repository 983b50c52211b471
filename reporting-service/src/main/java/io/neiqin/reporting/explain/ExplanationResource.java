package io.neiqin.reporting.explain;

import static io.neiqin.platform.identity.Roles.AUDITOR;
import static io.neiqin.platform.identity.Roles.CLERK;
import static io.neiqin.platform.identity.Roles.CLERK_LEAD;
import static io.neiqin.platform.identity.Roles.FINANCE;
import static io.neiqin.platform.identity.Roles.GENERAL_MANAGER;
import static io.neiqin.platform.identity.Roles.SALESPERSON;
import static io.neiqin.platform.identity.Roles.SALES_DIRECTOR;
import static io.neiqin.platform.identity.Roles.SALES_MANAGER;
import static io.neiqin.platform.identity.Roles.SALES_SUPERVISOR;
import static io.neiqin.platform.identity.Roles.STATISTICIAN;

import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Visibility;
import io.neiqin.platform.time.BusinessClock;
import io.neiqin.reporting.kpi.Freshness;
import io.neiqin.reporting.kpi.KpiCatalogue;
import io.neiqin.reporting.kpi.KpiDefinition;
import io.neiqin.reporting.kpi.KpiParameters;
import io.neiqin.reporting.kpi.KpiQuery;
import io.neiqin.reporting.kpi.KpiResource;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** "Why?" to any value of a KPI: the facts behind it, for those who may ask for the value itself. */
@Path("/kpis/{code}/explain")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({
    STATISTICIAN,
    SALESPERSON,
    SALES_SUPERVISOR,
    SALES_MANAGER,
    SALES_DIRECTOR,
    GENERAL_MANAGER,
    CLERK,
    CLERK_LEAD,
    FINANCE,
    AUDITOR
})
public class ExplanationResource {

    private final KpiCatalogue catalogue;
    private final Explanations explanations;
    private final Freshness freshness;
    private final CurrentActor actor;
    private final BusinessClock clock;

    public ExplanationResource(
            KpiCatalogue catalogue,
            Explanations explanations,
            Freshness freshness,
            CurrentActor actor,
            BusinessClock clock) {
        this.catalogue = catalogue;
        this.explanations = explanations;
        this.freshness = freshness;
        this.actor = actor;
        this.clock = clock;
    }

    @GET
    @Operation(
            operationId = "explainKpi",
            summary = "The facts behind one value of a KPI",
            description = "Each row of a KPI's answer has its ready address. The row's keys are filters here, its "
                    + "period is the period; money needs its currency. The items of all pages add up to the value.")
    @Parameter(name = "period", in = ParameterIn.QUERY, required = true, example = "1996-07")
    @Parameter(name = "currency", in = ParameterIn.QUERY, description = "of money only", example = "CNY")
    @Parameter(name = "entry", in = ParameterIn.QUERY, description = "of the value as an answer with this entry had it")
    @Parameter(name = "min", in = ParameterIn.QUERY, description = "wait for <aggregate id>:<event version>")
    @APIResponseSchema(Explanation.class)
    @APIResponse(responseCode = "202", description = "what min asks for is not applied yet; see Retry-After")
    public Uni<Response> explain(@PathParam("code") String code, @BeanParam PageRequest page, @Context UriInfo uri) {
        Visibility sees = actor.get().sees();
        KpiDefinition kpi = catalogue.get(code);
        KpiQuery query = KpiParameters.cell(kpi, uri.getQueryParameters()).asOf(clock.today());
        int limit = Page.limit(page.limit());
        String cursor = page.cursor() == null || page.cursor().isEmpty() ? null : page.cursor();
        List<String> mins = uri.getQueryParameters().getOrDefault("min", List.of());
        return freshness
                .reached(mins)
                .flatMap(reached -> reached
                        ? explanations
                                .find(kpi, query, sees, cursor, limit)
                                .map(found -> Response.ok(found).build())
                        : Uni.createFrom().item(KpiResource.notYet()));
    }
}
