package io.neiqin.customer.duplicate;

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
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Customers that look like one over HTTP: what scans have found, and how it was judged. */
@Path("/duplicates")
@Produces(MediaType.APPLICATION_JSON)
public class DuplicateResource {

    private final Commands commands;
    private final DuplicateService service;
    private final ScanService scans;
    private final DuplicateCases cases;
    private final History history;
    private final CurrentActor actor;

    public DuplicateResource(
            Commands commands,
            DuplicateService service,
            ScanService scans,
            DuplicateCases cases,
            History history,
            CurrentActor actor) {
        this.commands = commands.within(cases::get);
        this.service = service;
        this.scans = scans;
        this.cases = cases;
        this.history = history;
        this.actor = actor;
    }

    @GET
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @Operation(
            summary = "Pairs of customers that look like one, the newest first",
            description = "Whoever sees both sees the pair. What waits for a judgement has the status CANDIDATE.")
    public Uni<Page<DuplicateView>> list(
            @QueryParam("status") String status,
            @QueryParam("minScore") Integer minScore,
            @QueryParam("customerId") UUID customerId,
            @QueryParam("ownerNo") String ownerNo,
            @BeanParam PageRequest page) {
        var wanted = new DuplicateCases.Wanted(
                Filter.oneOf(DuplicateStatus.class, "status", status), minScore, customerId, ownerNo);
        return service.page(wanted, actor.get(), page);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @APIResponseSchema(DuplicateView.class)
    public Uni<Response> get(UUID id) {
        var caller = actor.get();
        return cases.get(id, caller)
                .flatMap(found -> service.view(found, caller))
                .map(ETags::ok);
    }

    @GET
    @Path("/{id}/history")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    public Uni<Page<HistoryView>> history(UUID id, @BeanParam PageRequest page) {
        return cases.get(id, actor.get()).chain(() -> history.page(id, page));
    }

    @POST
    @Path("/{id}/dismiss")
    @RolesAllowed({Roles.CLERK, Roles.CLERK_LEAD, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER})
    @Operation(summary = "They are two; X-Reason says why. They are not proposed again")
    @APIResponseSchema(DuplicateView.class)
    public Uni<Response> dismiss(UUID id) {
        return commands.run(null, context -> service.dismiss(id, context), Function.identity());
    }

    @POST
    @Path("/scan")
    @RolesAllowed({Roles.CLERK_LEAD, Roles.SALES_MANAGER})
    @Operation(summary = "Looks through all customers for those that look like one; one scan at a time")
    @APIResponseSchema(value = ScanView.class, responseCode = "201")
    public Uni<Response> scan() {
        return commands.within((id, caller) -> scans.get(id)).create(null, scans::ask, Function.identity());
    }

    @GET
    @Path("/scan/{id}")
    @RolesAllowed({Roles.CLERK, Roles.CLERK_LEAD, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER})
    @WithSession
    @Operation(summary = "How far a scan is")
    @APIResponseSchema(ScanView.class)
    public Uni<Response> scan(UUID id) {
        return scans.get(id).map(ETags::ok);
    }
}
