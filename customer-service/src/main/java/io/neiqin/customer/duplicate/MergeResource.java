package io.neiqin.customer.duplicate;

import io.neiqin.customer.customer.Blend;
import io.neiqin.customer.customer.Customer;
import io.neiqin.customer.customer.CustomerView;
import io.neiqin.customer.customer.MergeService;
import io.neiqin.customer.customer.SimilarCustomers;
import io.neiqin.customer.identifier.Uscc;
import io.neiqin.customer.similarity.Candidate;
import io.neiqin.customer.similarity.CompanyName;
import io.neiqin.platform.command.Commands;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** What is asked and done about customers that look like one, at the customers themselves. */
@Path("/customers")
@Produces(MediaType.APPLICATION_JSON)
public class MergeResource {

    private final Commands commands;
    private final DuplicateService service;
    private final SimilarCustomers similar;
    private final CurrentActor actor;

    public MergeResource(
            Commands commands,
            DuplicateService service,
            SimilarCustomers similar,
            MergeService merges,
            CurrentActor actor) {
        this.commands = commands.within(merges::look);
        this.service = service;
        this.similar = similar;
        this.actor = actor;
    }

    @POST
    @Path("/check-duplicates")
    @RolesAllowed({Roles.CLERK, Roles.CLERK_LEAD, Roles.SALESPERSON, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER})
    @WithSession
    @Operation(
            summary = "Which customers may be the one that is about to be entered",
            description =
                    "Whoever does not see one is told only of one that it is by all signs, and who looks after it.")
    public Uni<Found> check(@NotNull @Valid Question question) {
        String code = question.uscc() == null
                ? null
                : Uscc.parse(question.uscc()).map(Uscc::value).orElse(null);
        return similar.like(
                        SimilarCustomers.features(
                                CompanyName.of(question.name()), code, question.taxId(), question.phones(), true),
                        actor.get())
                .map(Found::new);
    }

    @POST
    @Path("/{id}/merge")
    @RolesAllowed({Roles.CLERK, Roles.CLERK_LEAD, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER})
    @Operation(
            summary = "Makes one customer of two; answers with the one that stays",
            description =
                    "The one in the address vanishes: it keeps what it has, and takes no command any more. X-Reason"
                            + " says why. Two salespersons' customers are for a supervisor or manager to merge.")
    @APIResponseSchema(CustomerView.class)
    public Uni<Response> merge(UUID id, @NotNull @Valid Request request) {
        return commands.run(request, context -> service.merge(id, request.into(), request.blend(), context), view());
    }

    @POST
    @Path("/{id}/unmerge")
    @RolesAllowed({Roles.CLERK, Roles.CLERK_LEAD, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER})
    @Operation(
            summary = "Makes two customers of one again; answers with the one that had vanished",
            description = "Both are as they were, but for what was changed since. X-Reason says why.")
    @APIResponseSchema(CustomerView.class)
    public Uni<Response> unmerge(UUID id) {
        return commands.run(null, context -> service.unmerge(id, context), view());
    }

    private Function<Customer, CustomerView> view() {
        var caller = actor.get();
        return customer -> CustomerView.of(customer, caller, Look.atMasks());
    }

    /**
     * What is known of the one that is about to be entered.
     *
     * @param phones of its contacts; one without a country code is of mainland China
     */
    public record Question(
            @NotBlank @Size(max = 200) String name,
            @Size(max = 60) String uscc,
            @Size(max = 40) String taxId,
            @Size(max = 50) List<@NotNull @Size(max = 60) String> phones) {

        public Question {
            phones = phones == null ? List.of() : phones;
        }
    }

    /** @param candidates the most likely first */
    public record Found(@NotNull List<Candidate> candidates) {}

    /**
     * @param into the one that stays
     * @param choices by a field's name whose value it has: as {@code {"name": "FROM"}}; by default its own, and the other
     *     one's where it has none
     * @param contacts whose contacts it has; by default those of both, the same phone once
     */
    public record Request(@NotNull UUID into, Map<String, Blend.Side> choices, Blend.People contacts) {

        Blend blend() {
            return new Blend(choices == null ? Map.of() : choices, contacts == null ? Blend.People.UNION : contacts);
        }
    }
}
