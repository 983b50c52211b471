package io.neiqin.platform.verification;

import io.neiqin.platform.command.Commands;
import io.neiqin.platform.http.ETags;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Roles;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** How much of whose work is checked by a second person. */
@Path("/verification-rates")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.CLERK_LEAD, Roles.STATISTICIAN})
public class VerificationRateResource {

    private final Commands commands;
    private final VerificationRates rates;
    private final CurrentActor actor;

    VerificationRateResource(Commands commands, VerificationRates rates, CurrentActor actor) {
        this.commands = commands;
        this.rates = rates;
        this.actor = actor;
    }

    @GET
    @WithSession
    @Operation(summary = "Rates that were set for persons in sight, the newest first")
    public Uni<Page<VerificationRateView>> list(
            @QueryParam("entity") String entity,
            @QueryParam("entererNo") String entererNo,
            @BeanParam PageRequest page) {
        return rates.page(entity, entererNo, actor.get(), page);
    }

    @GET
    @Path("/{entity}/{entererNo}")
    @WithSession
    @Operation(summary = "A person's rate; version 0 is the default, which holds until one is set")
    @APIResponseSchema(VerificationRateView.class)
    public Uni<Response> get(String entity, String entererNo) {
        return rates.get(entity, entererNo, actor.get()).map(ETags::ok);
    }

    @PUT
    @Path("/{entity}/{entererNo}")
    @Operation(summary = "Sets somebody else's rate")
    @APIResponseSchema(VerificationRateView.class)
    public Uni<Response> set(String entity, String entererNo, @NotNull @Valid Rate request) {
        return commands.change(
                request, context -> rates.set(entity, entererNo, request.rate(), context), VerificationRateView::of);
    }

    /**
     * How much is checked.
     *
     * @param rate percent
     */
    public record Rate(
            @NotNull @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 2)
            BigDecimal rate) {}
}
