package io.neiqin.customer.customer;

import io.neiqin.customer.identifier.PhoneTail;
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
import jakarta.validation.groups.ConvertGroup;
import jakarta.validation.groups.Default;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Customers over HTTP. */
@Path("/customers")
@Produces(MediaType.APPLICATION_JSON)
public class CustomerResource {

    private final Commands commands;
    private final CustomerService service;
    private final MergeService merges;
    private final Customers customers;
    private final History history;
    private final CurrentActor actor;

    public CustomerResource(
            Commands commands,
            CustomerService service,
            MergeService merges,
            Customers customers,
            History history,
            CurrentActor actor) {
        this.commands = commands.within(customers::get);
        this.service = service;
        this.merges = merges;
        this.customers = customers;
        this.history = history;
        this.actor = actor;
    }

    @POST
    @RolesAllowed({Roles.CLERK, Roles.CLERK_LEAD, Roles.SALESPERSON, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER})
    @APIResponseSchema(value = CustomerView.class, responseCode = "201")
    public Uni<Response> create(
            @NotNull @Valid @ConvertGroup(from = Default.class, to = CustomerRequest.Creation.class)
                    CustomerRequest request) {
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
        Roles.SALES_MANAGER,
        Roles.SALES_DIRECTOR
    })
    @APIResponseSchema(CustomerView.class)
    public Uni<Response> change(UUID id, @NotNull @Valid CustomerRequest request) {
        return commands.change(request, context -> service.change(id, request, context), view());
    }

    @POST
    @Path("/{id}/assign")
    @RolesAllowed({Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER})
    @APIResponseSchema(CustomerView.class)
    public Uni<Response> assign(UUID id, @NotNull @Valid Assignment request) {
        return commands.run(request, context -> service.assign(id, request.ownerNo(), context), view());
    }

    @POST
    @Path("/{id}/tag")
    @RolesAllowed({
        Roles.CLERK,
        Roles.CLERK_LEAD,
        Roles.SERVICE,
        Roles.SALESPERSON,
        Roles.TELESALES,
        Roles.SALES_SUPERVISOR,
        Roles.SALES_MANAGER,
        Roles.SALES_DIRECTOR
    })
    @APIResponseSchema(CustomerView.class)
    public Uni<Response> tag(UUID id, @NotNull @Valid Tagged request) {
        return commands.run(request, context -> service.tag(id, request.add(), request.remove(), context), view());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @Operation(
            summary = "A customer; with unmask=true the phones and addresses of its contacts, too",
            description =
                    "Without, they are masked. Who was shown them is kept; see GET /unmaskings. One that was merged"
                            + " answers with the address of who stands for it now, or with merged=true as it was.")
    @APIResponseSchema(CustomerView.class)
    @APIResponse(
            responseCode = "301",
            description = "It was merged; Location has who stands for it now",
            content = @Content(schema = @Schema(implementation = Moved.class)))
    public Uni<Response> get(
            UUID id,
            @QueryParam("unmask") boolean unmask,
            @QueryParam("merged") boolean merged,
            @Context UriInfo address) {
        return merged
                ? shown(id, unmask)
                : merges.survivor(id, actor.get())
                        .flatMap(survivor -> survivor == null
                                ? shown(id, unmask)
                                : Uni.createFrom().item(moved(id, survivor, unmask, address)));
    }

    /** Not to be remembered: it may be taken back. */
    private static Response moved(UUID id, CustomerRef survivor, boolean unmask, UriInfo address) {
        String here = address.getAbsolutePath().getRawPath();
        String there = here.substring(0, here.lastIndexOf('/', here.length() - 2) + 1) + survivor.id();
        return Response.status(Response.Status.MOVED_PERMANENTLY)
                .header("Location", unmask ? there + "?unmask=true" : there)
                .header("Cache-Control", "no-store")
                .entity(new Moved(id, "customer-merged", survivor.id(), survivor.number()))
                .build();
    }

    private Uni<Response> shown(UUID id, boolean unmask) {
        return unmask
                ? service.unmasked(id, actor.get()).map(ETags::okOnce)
                : customers.get(id, actor.get()).map(view()).map(ETags::ok);
    }

    @GET
    @Path("/{id}/history")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    public Uni<Page<HistoryView>> history(UUID id, @BeanParam PageRequest page) {
        return customers.get(id, actor.get()).chain(() -> history.page(id, page, CustomerView::masked));
    }

    @GET
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @Operation(
            summary = "Customers, narrowed by what is asked for",
            description =
                    "q: words, each a fragment of name, number or unified social credit code. contact: words, each"
                            + " a fragment of one contact's name. phone: the last four digits of a contact's number, or eight"
                            + " and more; finds only customers whose phones the caller may see. tag: codes with commas"
                            + " between them; finds what has all of them. lastOrderBefore: what has ordered, but not"
                            + " since that day. noFollowUpSince: with whom nobody was in touch since that day.")
    public Uni<Page<CustomerView.Summary>> list(
            @QueryParam("q") String text,
            @QueryParam("contact") String contact,
            @QueryParam("phone") String phone,
            @QueryParam("ownerNo") String ownerNo,
            @QueryParam("departmentId") UUID departmentId,
            @QueryParam("country") String country,
            @QueryParam("region") String region,
            @QueryParam("tier") String tier,
            @QueryParam("status") String status,
            @QueryParam("uscc") String uscc,
            @QueryParam("externalSystem") String externalSystem,
            @QueryParam("externalId") String externalId,
            @QueryParam("tag") String tag,
            @QueryParam("poolState") String poolState,
            @QueryParam("poolWarned") String poolWarned,
            @QueryParam("lastOrderBefore") LocalDate lastOrderBefore,
            @QueryParam("noFollowUpSince") LocalDate noFollowUpSince,
            @BeanParam PageRequest page) {
        Customers.Wanted wanted = new Customers.Wanted(
                text,
                contact,
                PhoneTail.asked(phone),
                ownerNo,
                departmentId,
                country,
                region,
                Filter.oneOf(Particulars.Tier.class, "tier", tier),
                Filter.oneOf(CustomerStatus.class, "status", status),
                uscc,
                externalSystem,
                externalId,
                Customers.words(tag),
                Filter.oneOf(Pooling.PoolState.class, "poolState", poolState),
                Customers.flag("poolWarned", poolWarned),
                lastOrderBefore,
                noFollowUpSince);
        return customers.page(wanted, actor.get(), page);
    }

    private Function<Customer, CustomerView> view() {
        var caller = actor.get();
        return customer -> CustomerView.of(customer, caller, Look.atMasks());
    }

    /** A customer that another one stands for now. */
    public record Moved(
            @NotNull UUID id,
            @NotNull String code,
            @NotNull UUID mergedInto,
            @NotNull String mergedIntoNumber) {}

    /** Who owns the customer from now on. */
    public record Assignment(@NotBlank String ownerNo) {}

    /**
     * Which words (标签) to put on it and which to take off, by their codes; a new intention or stage takes the place of
     * the old one.
     */
    public record Tagged(
            @Size(max = 20) List<@NotBlank @Size(max = 40) String> add,
            @Size(max = 50) List<@NotBlank @Size(max = 40) String> remove) {

        public Tagged {
            add = add == null ? List.of() : add;
            remove = remove == null ? List.of() : remove;
        }
    }
}
