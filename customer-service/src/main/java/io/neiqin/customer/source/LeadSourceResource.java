package io.neiqin.customer.source;

import io.neiqin.platform.command.Commands;
import io.neiqin.platform.history.History;
import io.neiqin.platform.history.HistoryView;
import io.neiqin.platform.http.ETags;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.http.View;
import io.neiqin.platform.identity.Roles;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** The vocabulary of lead sources over HTTP. */
@Path("/lead-sources")
@Produces(MediaType.APPLICATION_JSON)
public class LeadSourceResource {

    private final Commands commands;
    private final LeadSources sources;
    private final History history;

    public LeadSourceResource(Commands commands, LeadSources sources, History history) {
        this.commands = commands;
        this.sources = sources;
        this.history = history;
    }

    @POST
    @RolesAllowed({Roles.CLERK_LEAD, Roles.SALES_MANAGER})
    @APIResponseSchema(value = LeadSourceView.class, responseCode = "201")
    public Uni<Response> create(@NotNull @Valid NewLeadSource request) {
        return commands.create(request, context -> sources.add(request), LeadSourceView::of);
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({Roles.CLERK_LEAD, Roles.SALES_MANAGER})
    @APIResponseSchema(LeadSourceView.class)
    public Uni<Response> change(UUID id, @NotNull @Valid LeadSourceChange request) {
        return commands.change(request, context -> sources.change(id, request, context), LeadSourceView::of);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @APIResponseSchema(LeadSourceView.class)
    public Uni<Response> get(UUID id) {
        return sources.get(id).map(LeadSourceView::of).map(ETags::ok);
    }

    @GET
    @Path("/{id}/history")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    public Uni<Page<HistoryView>> history(UUID id, @BeanParam PageRequest page) {
        return sources.get(id).chain(() -> history.page(id, page));
    }

    @GET
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    public Uni<Page<LeadSourceView>> list(
            @QueryParam("code") String code, @QueryParam("active") Boolean active, @BeanParam PageRequest page) {
        return sources.page(code, active, page);
    }

    /** A new channel. */
    public record NewLeadSource(
            @NotBlank @Pattern(regexp = "[A-Z][A-Z0-9_]{1,39}")
            String code,

            @NotBlank @Size(max = 60) String zh,
            @NotBlank @Size(max = 60) String en) {}

    /** @param active false for a channel that nothing comes by any more */
    public record LeadSourceChange(
            @NotBlank @Size(max = 60) String zh,
            @NotBlank @Size(max = 60) String en,
            @NotNull Boolean active) {}

    /** A channel as it is shown. */
    public record LeadSourceView(
            UUID id,
            int version,
            @NotNull String code,
            @NotNull String zh,
            @NotNull String en,
            boolean active) implements View {

        static LeadSourceView of(LeadSource source) {
            return new LeadSourceView(
                    source.id(), source.version(), source.code(), source.zh(), source.en(), source.active());
        }
    }
}
