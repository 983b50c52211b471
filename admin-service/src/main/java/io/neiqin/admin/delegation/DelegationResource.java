package io.neiqin.admin.delegation;

import io.neiqin.platform.command.Commands;
import io.neiqin.platform.history.History;
import io.neiqin.platform.history.HistoryView;
import io.neiqin.platform.http.ETags;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.http.View;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
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
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Who decides in whose place, over HTTP. */
@Path("/delegations")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.EMPLOYEE, Roles.SYSTEM_ADMIN})
public class DelegationResource {

    private final Commands commands;
    private final DelegationService service;
    private final Delegations delegations;
    private final History history;
    private final CurrentActor actor;
    private final BusinessClock clock;

    public DelegationResource(
            Commands commands,
            DelegationService service,
            Delegations delegations,
            History history,
            CurrentActor actor,
            BusinessClock clock) {
        this.commands = commands.within(delegations::get);
        this.service = service;
        this.delegations = delegations;
        this.history = history;
        this.actor = actor;
        this.clock = clock;
    }

    @POST
    @Operation(summary = "Names who decides in the caller's place, or in that of whom an administrator names")
    @APIResponseSchema(value = DelegationView.class, responseCode = "201")
    public Uni<Response> create(@NotNull @Valid NewDelegation request) {
        String principal = request.principalNo() == null ? actor.get().employeeNo() : request.principalNo();
        return commands.create(
                request,
                context -> service.create(principal, request.deputyNo(), request.from(), request.to(), context),
                view());
    }

    @POST
    @Path("/{id}/end")
    @Operation(summary = "From today on the principal decides himself")
    @APIResponseSchema(DelegationView.class)
    public Uni<Response> end(UUID id) {
        return commands.run(null, context -> service.end(id, context), view());
    }

    @GET
    @Path("/{id}/history")
    @WithSession
    public Uni<Page<HistoryView>> history(UUID id, @BeanParam PageRequest page) {
        return delegations.get(id, actor.get()).chain(() -> history.page(id, page));
    }

    @GET
    @Path("/{id}")
    @WithSession
    @APIResponseSchema(DelegationView.class)
    public Uni<Response> get(UUID id) {
        return delegations.get(id, actor.get()).map(view()).map(ETags::ok);
    }

    @GET
    @WithSession
    @Operation(summary = "Delegations in sight, the newest first; of somebody, to somebody, or valid on a day")
    public Uni<Page<DelegationView>> list(
            @QueryParam("principalNo") String principalNo,
            @QueryParam("deputyNo") String deputyNo,
            @QueryParam("on") LocalDate on,
            @BeanParam PageRequest page) {
        return delegations.page(new Delegations.Wanted(principalNo, deputyNo, on), actor.get(), page, view());
    }

    private Function<Delegation, DelegationView> view() {
        Actor caller = actor.get();
        LocalDate today = clock.today();
        return delegation -> DelegationView.of(delegation, caller, today);
    }

    /**
     * Who decides in whose place, both days included.
     *
     * @param principalNo the caller when left out; another only as an administrator says
     */
    public record NewDelegation(
            @Size(min = 1, max = 40) String principalNo,
            @NotNull @Size(min = 1, max = 40) String deputyNo,
            @NotNull LocalDate from,
            @NotNull LocalDate to) {}

    /** A delegation as it is shown; of one that was ended before its first day nothing is left: to lies before from. */
    public record DelegationView(
            UUID id,
            int version,
            String principalNo,
            String deputyNo,
            LocalDate from,
            LocalDate to,
            String createdBy,
            Instant createdAt,
            String endedBy,
            Instant endedAt,
            List<String> allowedActions)
            implements View {

        static DelegationView of(Delegation delegation, Actor caller, LocalDate today) {
            return new DelegationView(
                    delegation.id(),
                    delegation.version(),
                    delegation.principalNo(),
                    delegation.deputyNo(),
                    delegation.validFrom(),
                    delegation.validTo(),
                    delegation.createdBy(),
                    delegation.createdAt(),
                    delegation.endedBy(),
                    delegation.endedAt(),
                    delegation.allowedActions(caller, today));
        }
    }
}
