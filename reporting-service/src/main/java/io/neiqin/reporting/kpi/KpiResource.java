package io.neiqin.reporting.kpi;

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

import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Visibility;
import io.neiqin.platform.time.BusinessClock;
import io.neiqin.reporting.kpi.KpiDefinition.Text;
import io.neiqin.reporting.kpi.KpiDefinition.Unit;
import io.neiqin.reporting.kpi.KpiDefinition.Variant;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** KPIs: what there is, and their values. Everybody gets the figures of what he sees. */
@Path("/kpis")
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
public class KpiResource {

    private static final int SOON = 1;

    private final KpiCatalogue catalogue;
    private final Figures figures;
    private final Freshness freshness;
    private final CurrentActor actor;
    private final BusinessClock clock;

    public KpiResource(
            KpiCatalogue catalogue, Figures figures, Freshness freshness, CurrentActor actor, BusinessClock clock) {
        this.catalogue = catalogue;
        this.figures = figures;
        this.freshness = freshness;
        this.actor = actor;
        this.clock = clock;
    }

    /** A KPI as its readers see it. */
    public record KpiView(String code, Text name, Text formula, Text date, Unit unit, List<Variant> variants) {

        static KpiView of(KpiDefinition kpi) {
            return new KpiView(kpi.code(), kpi.name(), kpi.formula(), kpi.date(), kpi.unit(), kpi.variants());
        }
    }

    /** The catalogue, in one page. */
    public record KpiList(List<KpiView> items) {}

    @GET
    public KpiList list() {
        return new KpiList(catalogue.all().stream().map(KpiView::of).toList());
    }

    @GET
    @Path("/{code}")
    @Operation(
            summary = "Values of a KPI",
            description = "Each of product, category, customer, country, region, salesperson, department is also a "
                    + "filter and may be repeated. A KPI's variants are parameters, too.")
    @Parameter(name = "period", in = ParameterIn.QUERY, required = true, example = "1996-07..1998-05")
    @Parameter(name = "grain", in = ParameterIn.QUERY, description = "day, week, month, quarter, year or total")
    @Parameter(name = "by", in = ParameterIn.QUERY, example = "category,salesperson")
    @Parameter(
            name = "entry",
            in = ParameterIn.QUERY,
            description = "the figures as an answer with this entry had them")
    @Parameter(name = "min", in = ParameterIn.QUERY, description = "wait for <aggregate id>:<event version>")
    @APIResponseSchema(KpiAnswer.class)
    @APIResponse(responseCode = "202", description = "what min asks for is not applied yet; see Retry-After")
    public Uni<Response> get(@PathParam("code") String code, @Context UriInfo uri) {
        Visibility sees = actor.get().sees();
        KpiDefinition kpi = catalogue.get(code);
        KpiQuery query = KpiParameters.rows(kpi, uri.getQueryParameters()).asOf(clock.today());
        List<String> mins = uri.getQueryParameters().getOrDefault("min", List.of());
        return freshness
                .reached(mins)
                .flatMap(reached -> reached
                        ? figures.find(query, sees)
                                .map(found -> Response.ok(KpiAnswer.of(kpi, query, found))
                                        .build())
                        : Uni.createFrom().item(notYet()));
    }

    /** What {@code min} asks for is still under way. */
    public static Response notYet() {
        return Response.accepted().header(HttpHeaders.RETRY_AFTER, SOON).build();
    }
}
