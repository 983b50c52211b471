package io.neiqin.customer.lead;

import io.neiqin.customer.customer.Particulars;
import io.neiqin.platform.command.Commands;
import io.neiqin.platform.history.History;
import io.neiqin.platform.history.HistoryView;
import io.neiqin.platform.http.ETags;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.personal.Look;
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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Leads over HTTP. */
@Path("/leads")
@Produces(MediaType.APPLICATION_JSON)
public class LeadResource {

    private final Commands commands;
    private final LeadService service;
    private final Leads leads;
    private final History history;
    private final CurrentActor actor;

    public LeadResource(Commands commands, LeadService service, Leads leads, History history, CurrentActor actor) {
        this.commands = commands.within(leads::get);
        this.service = service;
        this.leads = leads;
        this.history = history;
        this.actor = actor;
    }

    @POST
    @RolesAllowed({
        Roles.CLERK,
        Roles.CLERK_LEAD,
        Roles.SERVICE,
        Roles.MARKETING,
        Roles.SALESPERSON,
        Roles.TELESALES,
        Roles.SALES_SUPERVISOR,
        Roles.SALES_MANAGER
    })
    @APIResponseSchema(value = LeadView.class, responseCode = "201")
    public Uni<Response> create(@NotNull @Valid LeadRequest request) {
        return commands.create(request, context -> service.create(request, context), view());
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({
        Roles.CLERK,
        Roles.CLERK_LEAD,
        Roles.SALESPERSON,
        Roles.TELESALES,
        Roles.SALES_SUPERVISOR,
        Roles.SALES_MANAGER
    })
    @APIResponseSchema(LeadView.class)
    public Uni<Response> edit(UUID id, @NotNull @Valid LeadRequest request) {
        return commands.change(request, context -> service.change(id, request, context), view());
    }

    @POST
    @Path("/{id}/assign")
    @RolesAllowed({Roles.CLERK_LEAD, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER})
    @APIResponseSchema(LeadView.class)
    public Uni<Response> assign(UUID id, @NotNull @Valid LeadAssignment request) {
        return commands.run(request, context -> service.assign(id, request.ownerNo(), context), view());
    }

    @POST
    @Path("/{id}/start")
    @RolesAllowed({
        Roles.CLERK,
        Roles.CLERK_LEAD,
        Roles.SALESPERSON,
        Roles.TELESALES,
        Roles.SALES_SUPERVISOR,
        Roles.SALES_MANAGER
    })
    @APIResponseSchema(LeadView.class)
    public Uni<Response> start(UUID id) {
        return commands.run(null, context -> service.start(id, context), view());
    }

    @POST
    @Path("/{id}/convert")
    @RolesAllowed({
        Roles.CLERK,
        Roles.CLERK_LEAD,
        Roles.SALESPERSON,
        Roles.TELESALES,
        Roles.SALES_SUPERVISOR,
        Roles.SALES_MANAGER
    })
    @Operation(
            summary = "Makes a customer of a lead, or joins it to one",
            description =
                    "With customerId it turns out to be a customer that the file has already, and nothing else counts."
                            + " Without, a customer is entered, with the lead's contact and what is completed here.")
    @APIResponseSchema(LeadView.class)
    public Uni<Response> convert(UUID id, @NotNull @Valid Conversion request) {
        return commands.run(request, context -> service.convert(id, request, context), view());
    }

    @POST
    @Path("/{id}/disqualify")
    @RolesAllowed({
        Roles.CLERK,
        Roles.CLERK_LEAD,
        Roles.SALESPERSON,
        Roles.TELESALES,
        Roles.SALES_SUPERVISOR,
        Roles.SALES_MANAGER
    })
    @APIResponseSchema(LeadView.class)
    public Uni<Response> disqualify(UUID id, @NotNull @Valid Disqualification request) {
        return commands.run(request, context -> service.disqualify(id, request.reason(), context), view());
    }

    @POST
    @Path("/{id}/reopen")
    @RolesAllowed({
        Roles.CLERK,
        Roles.CLERK_LEAD,
        Roles.SALESPERSON,
        Roles.TELESALES,
        Roles.SALES_SUPERVISOR,
        Roles.SALES_MANAGER
    })
    @APIResponseSchema(LeadView.class)
    public Uni<Response> reopen(UUID id) {
        return commands.run(null, context -> service.reopen(id, context), view());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @Operation(
            summary = "A lead; with unmask=true phone and address of its contact, too",
            description = "Without, they are masked. Who was shown them is kept; see GET /unmaskings.")
    @APIResponseSchema(LeadView.class)
    public Uni<Response> get(UUID id, @QueryParam("unmask") boolean unmask) {
        return unmask
                ? service.unmasked(id, actor.get()).map(ETags::okOnce)
                : leads.get(id, actor.get()).map(view()).map(ETags::ok);
    }

    @GET
    @Path("/{id}/history")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    public Uni<Page<HistoryView>> history(UUID id, @BeanParam PageRequest page) {
        return leads.get(id, actor.get()).chain(() -> history.page(id, page, LeadView::masked));
    }

    @GET
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @Operation(
            summary = "Leads, narrowed by what is asked for",
            description = "q: words, each a fragment of name or number. unassigned=true: those that nobody works on.")
    public Uni<Page<LeadView.Summary>> list(
            @QueryParam("q") String text,
            @QueryParam("status") String status,
            @QueryParam("source") String source,
            @QueryParam("country") String country,
            @QueryParam("region") String region,
            @QueryParam("ownerNo") String ownerNo,
            @QueryParam("departmentId") UUID departmentId,
            @QueryParam("unassigned") Boolean unassigned,
            @QueryParam("customerId") UUID customerId,
            @QueryParam("externalSystem") String externalSystem,
            @QueryParam("externalId") String externalId,
            @BeanParam PageRequest page) {
        Leads.Wanted wanted = new Leads.Wanted(
                text,
                Filter.oneOf(LeadStatus.class, "status", status),
                source,
                country,
                region,
                ownerNo,
                departmentId,
                unassigned,
                customerId,
                externalSystem,
                externalId);
        return leads.page(wanted, actor.get(), page);
    }

    private Function<Lead, LeadView> view() {
        var caller = actor.get();
        return lead -> LeadView.of(lead, caller, Look.atMasks());
    }

    /** Who works on the lead from now on. */
    public record LeadAssignment(@NotBlank @Size(max = 40) String ownerNo) {}

    /** Why it is given up. */
    public record Disqualification(
            @NotBlank @Size(max = 500) String reason) {}

    /**
     * What the clerk adds when a lead becomes a customer.
     *
     * @param customerId the customer that it turned out to be; null for a new one
     * @param ownerNo of the new customer, the lead's when left out
     */
    public record Conversion(
            UUID customerId,
            @Size(max = 60) String uscc,
            @Size(max = 40) String taxId,
            @Size(max = 100) String city,
            @Size(max = 300) String address,
            @Size(max = 20) String postalCode,
            @Size(max = 1000) String businessScope,
            Particulars.Tier tier,
            @Size(max = 40) String ownerNo) {}
}
