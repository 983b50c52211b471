package io.neiqin.customer.window;

import io.neiqin.platform.command.Commands;
import io.neiqin.platform.history.History;
import io.neiqin.platform.history.HistoryView;
import io.neiqin.platform.http.ETags;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
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

/** Contact windows over HTTP. */
@Path("/contact-windows")
@Produces(MediaType.APPLICATION_JSON)
public class ContactWindowResource {

    private final Commands commands;
    private final ContactWindowService service;
    private final ContactWindows windows;
    private final History history;

    ContactWindowResource(Commands commands, ContactWindowService service, ContactWindows windows, History history) {
        this.commands = commands;
        this.service = service;
        this.windows = windows;
        this.history = history;
    }

    @POST
    @RolesAllowed({Roles.CLERK_LEAD, Roles.SALES_MANAGER})
    @Operation(
            summary =
                    "Says who takes what is handed to a department; without a type, whatever has no window of its own")
    @APIResponseSchema(value = ContactWindowView.class, responseCode = "201")
    public Uni<Response> open(@NotNull @Valid Opening request) {
        return commands.create(
                request,
                context -> service.open(
                        request.departmentId(), request.type(), request.employeeNo(), request.deputyNo(), context),
                ContactWindowView::of);
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({Roles.CLERK_LEAD, Roles.SALES_MANAGER})
    @APIResponseSchema(ContactWindowView.class)
    public Uni<Response> staff(UUID id, @NotNull @Valid Staff request) {
        return commands.change(
                request,
                context -> service.staff(id, request.employeeNo(), request.deputyNo(), context),
                ContactWindowView::of);
    }

    @POST
    @Path("/{id}/close")
    @RolesAllowed({Roles.CLERK_LEAD, Roles.SALES_MANAGER})
    @APIResponseSchema(ContactWindowView.class)
    public Uni<Response> close(UUID id) {
        return commands.run(null, context -> service.close(id, context), ContactWindowView::of);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @APIResponseSchema(ContactWindowView.class)
    public Uni<Response> get(UUID id) {
        return windows.get(id).map(ContactWindowView::of).map(ETags::ok);
    }

    @GET
    @Path("/{id}/history")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    public Uni<Page<HistoryView>> history(UUID id, @BeanParam PageRequest page) {
        return windows.get(id).chain(() -> history.page(id, page));
    }

    @GET
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    public Uni<Page<ContactWindowView>> list(
            @QueryParam("departmentId") UUID departmentId,
            @QueryParam("type") String type,
            @QueryParam("open") Boolean open,
            @BeanParam PageRequest page) {
        return windows.page(departmentId, Filter.oneOf(TicketType.class, "type", type), open, page);
    }

    /** @param type null for whatever has no window of its own */
    public record Opening(
            @NotNull UUID departmentId,
            TicketType type,
            @NotBlank @Size(max = 40) String employeeNo,
            @Size(min = 1, max = 40) String deputyNo) {}

    /** Who is at the window from now on; without a deputy there is none. */
    public record Staff(
            @NotBlank @Size(max = 40) String employeeNo,
            @Size(min = 1, max = 40) String deputyNo) {}
}
