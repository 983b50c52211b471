package io.neiqin.customer.qualification;

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

/** The qualifications of customers over HTTP. */
@Path("/qualifications")
@Produces(MediaType.APPLICATION_JSON)
public class QualificationResource {

    private final Commands commands;
    private final QualificationService service;
    private final Qualifications qualifications;
    private final History history;
    private final CurrentActor actor;
    private final BusinessClock clock;

    public QualificationResource(
            Commands commands,
            QualificationService service,
            Qualifications qualifications,
            History history,
            CurrentActor actor,
            BusinessClock clock) {
        this.commands = commands.within(qualifications::get);
        this.service = service;
        this.qualifications = qualifications;
        this.history = history;
        this.actor = actor;
        this.clock = clock;
    }

    @POST
    @RolesAllowed({Roles.CLERK, Roles.CLERK_LEAD, Roles.SALESPERSON, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER})
    @Operation(summary = "Enters a paper that is attached to the customer; a second person looks at it")
    @APIResponseSchema(value = QualificationView.class, responseCode = "201")
    public Uni<Response> create(@NotNull @Valid QualificationRequest request) {
        return commands.create(request, context -> service.enter(request, context), view());
    }

    @POST
    @Path("/{id}/accept")
    @RolesAllowed({
        Roles.CLERK,
        Roles.CLERK_LEAD,
        Roles.LEGAL,
        Roles.FINANCE,
        Roles.SALES_SUPERVISOR,
        Roles.SALES_MANAGER
    })
    @APIResponseSchema(QualificationView.class)
    public Uni<Response> accept(UUID id, @NotNull @Valid Acceptance request) {
        return run(request, context -> service.accept(id, request.words(), context));
    }

    @POST
    @Path("/{id}/refuse")
    @RolesAllowed({
        Roles.CLERK,
        Roles.CLERK_LEAD,
        Roles.LEGAL,
        Roles.FINANCE,
        Roles.SALES_SUPERVISOR,
        Roles.SALES_MANAGER
    })
    @APIResponseSchema(QualificationView.class)
    public Uni<Response> refuse(UUID id, @NotNull @Valid Doubts request) {
        return run(request, context -> service.refuse(id, request.words(), context));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @APIResponseSchema(QualificationView.class)
    public Uni<Response> get(UUID id) {
        return qualifications.get(id, actor.get()).map(view()).map(ETags::ok);
    }

    @GET
    @Path("/{id}/history")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    public Uni<Page<HistoryView>> history(UUID id, @BeanParam PageRequest page) {
        return qualifications.get(id, actor.get()).chain(() -> history.page(id, page));
    }

    @GET
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @Operation(
            summary = "Qualifications of customers in sight, the newest first",
            description = "expiringBefore: accepted ones whose last day is to come, and is before that one. expired:"
                    + " accepted ones whose last day is over, or all others.")
    public Uni<Page<QualificationView>> list(
            @QueryParam("customerId") UUID customerId,
            @QueryParam("kind") String kind,
            @QueryParam("status") String status,
            @QueryParam("expired") Boolean expired,
            @QueryParam("expiringBefore") LocalDate expiringBefore,
            @QueryParam("ownerNo") String ownerNo,
            @QueryParam("departmentId") UUID departmentId,
            @BeanParam PageRequest page) {
        Qualifications.Wanted wanted = new Qualifications.Wanted(
                customerId,
                Filter.oneOf(QualificationKind.class, "kind", kind),
                Filter.oneOf(QualificationStatus.class, "status", status),
                expired,
                expiringBefore,
                ownerNo,
                departmentId);
        return qualifications.page(wanted, actor.get(), page);
    }

    private Uni<Response> run(Object request, Function<CommandContext, Uni<Qualification>> work) {
        return commands.run(request, work, view());
    }

    private Function<Qualification, QualificationView> view() {
        var caller = actor.get();
        return qualification -> QualificationView.of(qualification, caller, clock.today());
    }

    /** What there is to be said to a paper that is in order. */
    public record Acceptance(@Size(min = 1, max = 500) String words) {}

    /** Why a paper is not accepted. */
    public record Doubts(@NotBlank @Size(max = 500) String words) {}
}
