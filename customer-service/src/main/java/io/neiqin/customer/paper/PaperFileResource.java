package io.neiqin.customer.paper;

import io.neiqin.platform.command.Commands;
import io.neiqin.platform.history.History;
import io.neiqin.platform.history.HistoryView;
import io.neiqin.platform.http.ETags;
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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** The paper files of customers over HTTP. */
@Path("/paper-files")
@Produces(MediaType.APPLICATION_JSON)
public class PaperFileResource {

    private final Commands commands;
    private final PaperFileService service;
    private final PaperFiles files;
    private final History history;
    private final CurrentActor actor;

    public PaperFileResource(
            Commands commands, PaperFileService service, PaperFiles files, History history, CurrentActor actor) {
        this.commands = commands.within(files::get);
        this.service = service;
        this.files = files;
        this.history = history;
        this.actor = actor;
    }

    @POST
    @RolesAllowed({
        Roles.CLERK,
        Roles.CLERK_LEAD,
        Roles.ADMIN_ASSISTANT,
        Roles.SALESPERSON,
        Roles.SALES_SUPERVISOR,
        Roles.SALES_MANAGER
    })
    @Operation(summary = "Says where the paper file of a customer stands, for the first time")
    @APIResponseSchema(value = PaperFileView.class, responseCode = "201")
    public Uni<Response> create(@NotNull @Valid NewPaperFile request) {
        return commands.create(
                request,
                context -> service.create(request.customerId(), request.location(), request.remark(), context),
                PaperFileView::of);
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({
        Roles.CLERK,
        Roles.CLERK_LEAD,
        Roles.ADMIN_ASSISTANT,
        Roles.SALESPERSON,
        Roles.SALES_SUPERVISOR,
        Roles.SALES_MANAGER
    })
    @APIResponseSchema(PaperFileView.class)
    public Uni<Response> change(UUID id, @NotNull @Valid Place request) {
        return commands.change(
                request,
                context -> service.change(id, request.location(), request.remark(), context),
                PaperFileView::of);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @APIResponseSchema(PaperFileView.class)
    public Uni<Response> get(UUID id) {
        return files.get(id, actor.get()).map(PaperFileView::of).map(ETags::ok);
    }

    @GET
    @Path("/{id}/history")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    public Uni<Page<HistoryView>> history(UUID id, @BeanParam PageRequest page) {
        return files.get(id, actor.get()).chain(() -> history.page(id, page));
    }

    @GET
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @Operation(summary = "Paper files of customers in sight; location: a fragment of where they stand")
    public Uni<Page<PaperFileView>> list(
            @QueryParam("customerId") UUID customerId,
            @QueryParam("location") String location,
            @BeanParam PageRequest page) {
        return files.page(new PaperFiles.Wanted(customerId, location), actor.get(), page);
    }

    /** @param location as people find it: room, cabinet, binder */
    public record NewPaperFile(
            @NotNull UUID customerId,
            @NotBlank @Size(max = 200) String location,
            @Size(max = 1000) String remark) {}

    /** Where it stands from now on. */
    public record Place(
            @NotBlank @Size(max = 200) String location,
            @Size(max = 1000) String remark) {}
}
