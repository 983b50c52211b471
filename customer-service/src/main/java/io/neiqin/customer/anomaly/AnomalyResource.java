package io.neiqin.customer.anomaly;

import io.neiqin.platform.command.Commands;
import io.neiqin.platform.history.History;
import io.neiqin.platform.history.HistoryView;
import io.neiqin.platform.http.ETags;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Roles;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Reports of anomalies over HTTP. */
@Path("/anomalies")
@Produces(MediaType.APPLICATION_JSON)
public class AnomalyResource {

    private final Commands commands;
    private final AnomalyService service;
    private final Anomalies anomalies;
    private final History history;
    private final CurrentActor actor;

    public AnomalyResource(
            Commands commands, AnomalyService service, Anomalies anomalies, History history, CurrentActor actor) {
        this.commands = commands.within(anomalies::get);
        this.service = service;
        this.anomalies = anomalies;
        this.history = history;
        this.actor = actor;
    }

    @POST
    @RolesAllowed(Roles.EMPLOYEE)
    @Operation(summary = "Reports that the business situation of a customer has changed")
    @APIResponseSchema(value = AnomalyView.class, responseCode = "201")
    public Uni<Response> report(@NotNull @Valid Report request) {
        return commands.create(
                request,
                context -> service.report(request.customerId(), request.finding(), context),
                AnomalyService.Seen::view);
    }

    @POST
    @Path("/{id}/see")
    @RolesAllowed(Roles.EMPLOYEE)
    @Operation(summary = "A superior of whoever looks after the customer has taken note of it")
    @APIResponseSchema(AnomalyView.class)
    public Uni<Response> see(UUID id) {
        return commands.run(null, context -> service.see(id, context), AnomalyService.Seen::view);
    }

    @POST
    @Path("/{id}/act")
    @RolesAllowed(Roles.EMPLOYEE)
    @Operation(summary = "What a superior, or whoever looks after the customer, has done about it")
    @APIResponseSchema(AnomalyView.class)
    public Uni<Response> act(UUID id, @NotNull @Valid Measures request) {
        return commands.run(
                request, context -> service.act(id, request.measures(), context), AnomalyService.Seen::view);
    }

    @POST
    @Path("/{id}/note")
    @RolesAllowed(Roles.EMPLOYEE)
    @Operation(summary = "Nothing has to be done about it, as a superior says")
    @APIResponseSchema(AnomalyView.class)
    public Uni<Response> note(UUID id, @NotNull @Valid Remark request) {
        return commands.run(request, context -> service.note(id, request.remark(), context), AnomalyService.Seen::view);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @APIResponseSchema(AnomalyView.class)
    public Uni<Response> get(UUID id) {
        return service.seen(id, actor.get()).map(AnomalyService.Seen::view).map(ETags::ok);
    }

    @GET
    @Path("/{id}/history")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    public Uni<Page<HistoryView>> history(UUID id, @BeanParam PageRequest page) {
        return anomalies.get(id, actor.get()).chain(() -> history.page(id, page));
    }

    @GET
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @Operation(summary = "Reports of anomalies, narrowed by what is asked for")
    public Uni<Page<AnomalyView.Summary>> list(
            @QueryParam("status") String status,
            @QueryParam("kind") String kind,
            @QueryParam("severity") String severity,
            @QueryParam("customerId") UUID customerId,
            @QueryParam("region") String region,
            @QueryParam("ownerNo") String ownerNo,
            @QueryParam("reportedBy") String reportedBy,
            @QueryParam("supervisorNo") String supervisorNo,
            @QueryParam("from") LocalDate from,
            @QueryParam("to") LocalDate to,
            @BeanParam PageRequest page) {
        Anomalies.Wanted wanted = new Anomalies.Wanted(
                Filter.oneOf(AnomalyStatus.class, "status", status),
                Filter.oneOf(Finding.Kind.class, "kind", kind),
                Filter.oneOf(Finding.Severity.class, "severity", severity),
                customerId,
                region,
                ownerNo,
                reportedBy,
                supervisorNo,
                from,
                to);
        return anomalies.page(wanted, actor.get(), page);
    }

    /** What somebody has noticed of which customer. */
    public record Report(
            @NotNull UUID customerId,
            @NotNull Finding.Kind kind,
            @NotNull Finding.Severity severity,
            @NotBlank @Size(max = 2000) String what,
            LocalDate since,
            @Size(max = 500) String source) {

        Finding finding() {
            return new Finding(kind, severity, what, since, source);
        }
    }

    /** What was done about it. */
    public record Measures(@NotBlank @Size(max = 2000) String measures) {}

    /** Why nothing has to be done. */
    public record Remark(@NotBlank @Size(max = 2000) String remark) {}
}
