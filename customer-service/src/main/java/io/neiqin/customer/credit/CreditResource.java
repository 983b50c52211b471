package io.neiqin.customer.credit;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.command.Commands;
import io.neiqin.platform.history.History;
import io.neiqin.platform.history.HistoryView;
import io.neiqin.platform.http.ETags;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.time.BusinessClock;
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
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** The credit of customers over HTTP. */
@Path("/credit-profiles")
@Produces(MediaType.APPLICATION_JSON)
public class CreditResource {

    private final Commands commands;
    private final CreditService service;
    private final CreditProfiles profiles;
    private final History history;
    private final CurrentActor actor;
    private final BusinessClock clock;

    public CreditResource(
            Commands commands,
            CreditService service,
            CreditProfiles profiles,
            History history,
            CurrentActor actor,
            BusinessClock clock) {
        this.commands = commands.within(profiles::get);
        this.service = service;
        this.profiles = profiles;
        this.history = history;
        this.actor = actor;
        this.clock = clock;
    }

    @POST
    @RolesAllowed({Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER})
    @Operation(
            summary = "Suggests the credit of a customer that has none yet",
            description = "Where it has had one, the suggestion goes to /credit-profiles/{id}/suggest.")
    @APIResponseSchema(value = CreditView.class, responseCode = "201")
    public Uni<Response> create(@NotNull @Valid FirstSuggestion request) {
        return commands.create(
                request, context -> service.suggestFirst(request.customerId(), request.terms(), context), view());
    }

    @POST
    @Path("/{id}/suggest")
    @RolesAllowed({Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER})
    @APIResponseSchema(CreditView.class)
    public Uni<Response> suggest(UUID id, @NotNull @Valid NextSuggestion request) {
        return run(request, context -> service.suggest(id, request.terms(), context));
    }

    @POST
    @Path("/{id}/withdraw")
    @RolesAllowed({Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER})
    @Operation(summary = "Takes back what waits for approval; the suggester's own, or as a manager anybody's")
    @APIResponseSchema(CreditView.class)
    public Uni<Response> withdraw(UUID id) {
        return run(null, context -> service.withdraw(id, context));
    }

    @POST
    @Path("/{id}/freeze")
    @RolesAllowed(Roles.FINANCE)
    @APIResponseSchema(CreditView.class)
    public Uni<Response> freeze(UUID id, @NotNull @Valid Stop request) {
        return run(request, context -> service.freeze(id, request.reason(), context));
    }

    @POST
    @Path("/{id}/thaw")
    @RolesAllowed(Roles.FINANCE)
    @APIResponseSchema(CreditView.class)
    public Uni<Response> thaw(UUID id) {
        return run(null, context -> service.thaw(id, context));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @APIResponseSchema(CreditView.class)
    public Uni<Response> get(UUID id) {
        return profiles.get(id, actor.get()).map(view()).map(ETags::ok);
    }

    @GET
    @Path("/{id}/history")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    public Uni<Page<HistoryView>> history(UUID id, @BeanParam PageRequest page) {
        var caller = actor.get();
        return profiles.get(id, caller)
                .flatMap(profile ->
                        history.page(id, page, (pointer, value) -> CreditView.masked(profile, caller, pointer, value)));
    }

    @GET
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @Operation(
            summary = "The credit of customers in sight, the newest first",
            description =
                    "state: as of today. expiringBefore: whose last day is to come, and is before that one. grade:"
                            + " finds only customers whose grade the caller may see.")
    public Uni<Page<CreditView>> list(
            @QueryParam("customerId") UUID customerId,
            @QueryParam("state") String state,
            @QueryParam("grade") String grade,
            @QueryParam("waiting") Boolean waiting,
            @QueryParam("ownerNo") String ownerNo,
            @QueryParam("departmentId") UUID departmentId,
            @QueryParam("expiringBefore") LocalDate expiringBefore,
            @BeanParam PageRequest page) {
        CreditProfiles.Wanted wanted = new CreditProfiles.Wanted(
                customerId,
                Filter.oneOf(CreditStatus.class, "state", state),
                Filter.oneOf(CreditTerms.Grade.class, "grade", grade),
                waiting,
                ownerNo,
                departmentId,
                expiringBefore);
        return profiles.page(wanted, actor.get(), page);
    }

    private Uni<Response> run(Object request, Function<CommandContext, Uni<CreditProfile>> work) {
        return commands.run(request, work, view());
    }

    private Function<CreditProfile, CreditView> view() {
        var caller = actor.get();
        return profile -> CreditView.of(profile, caller, clock.today());
    }

    /** The first suggestion for a customer. */
    public record FirstSuggestion(
            @NotNull UUID customerId, @NotNull @Valid TermsRequest terms) {}

    /** What the credit should be instead. */
    public record NextSuggestion(@NotNull @Valid TermsRequest terms) {}

    /** Why the customer gets no more credit. */
    public record Stop(@NotBlank @Size(max = 500) String reason) {}
}
