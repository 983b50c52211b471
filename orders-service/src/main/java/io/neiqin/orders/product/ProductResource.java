package io.neiqin.orders.product;

import io.neiqin.orders.product.Product.Price;
import io.neiqin.orders.product.Product.Status;
import io.neiqin.orders.product.Product.SupplyMode;
import io.neiqin.platform.command.Commands;
import io.neiqin.platform.history.History;
import io.neiqin.platform.history.HistoryView;
import io.neiqin.platform.http.ETags;
import io.neiqin.platform.http.ExternalRef;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.http.View;
import io.neiqin.platform.identity.Roles;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Products over HTTP. */
@Path("/products")
@Produces(MediaType.APPLICATION_JSON)
public class ProductResource {

    private final Commands commands;
    private final ProductService service;
    private final Products products;
    private final History history;

    public ProductResource(Commands commands, ProductService service, Products products, History history) {
        this.commands = commands;
        this.service = service;
        this.products = products;
        this.history = history;
    }

    @POST
    @RolesAllowed({Roles.CLERK, Roles.CLERK_LEAD, Roles.SALES_MANAGER})
    @APIResponseSchema(value = ProductView.class, responseCode = "201")
    public Uni<Response> create(@NotNull @Valid NewProduct request) {
        return commands.create(
                request,
                context -> service.create(request.sku(), request.values(), request.externalRef(), context),
                ProductView::of);
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({Roles.CLERK, Roles.CLERK_LEAD, Roles.SALES_MANAGER})
    @APIResponseSchema(ProductView.class)
    public Uni<Response> change(UUID id, @NotNull @Valid ProductChange request) {
        return commands.change(request, context -> service.change(id, request.values(), context), ProductView::of);
    }

    @POST
    @Path("/{id}/deactivate")
    @RolesAllowed({Roles.CLERK_LEAD, Roles.SALES_MANAGER})
    @APIResponseSchema(ProductView.class)
    public Uni<Response> deactivate(UUID id) {
        return commands.run(null, context -> service.activate(id, false, context), ProductView::of);
    }

    @POST
    @Path("/{id}/activate")
    @RolesAllowed({Roles.CLERK_LEAD, Roles.SALES_MANAGER})
    @APIResponseSchema(ProductView.class)
    public Uni<Response> activate(UUID id) {
        return commands.run(null, context -> service.activate(id, true, context), ProductView::of);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @APIResponseSchema(ProductView.class)
    public Uni<Response> get(UUID id) {
        return products.get(id).map(ProductView::of).map(ETags::ok);
    }

    @GET
    @Path("/{id}/history")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    public Uni<Page<HistoryView>> history(UUID id, @BeanParam PageRequest page) {
        return products.get(id).chain(() -> history.page(id, page));
    }

    @GET
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    public Uni<Page<ProductView>> list(
            @QueryParam("sku") String sku,
            @QueryParam("category") String category,
            @QueryParam("status") String status,
            @QueryParam("q") String text,
            @QueryParam("externalSystem") String externalSystem,
            @QueryParam("externalId") String externalId,
            @BeanParam PageRequest page) {
        Status wanted = Filter.oneOf(Status.class, "status", status);
        Boolean active = wanted == null ? null : wanted == Status.ACTIVE;
        return products.page(new Products.Wanted(sku, category, active, text, externalSystem, externalId), page);
    }

    /** A product as it is entered. */
    public record NewProduct(
            @NotBlank @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._/-]{0,39}")
            String sku,

            @NotBlank @Size(max = 200) String name,
            @NotBlank @Size(max = 100) String category,
            @Size(max = 200) String spec,
            @NotBlank @Size(max = 20) String unit,

            @NotNull @DecimalMin("0") @DecimalMax("1") @Digits(integer = 1, fraction = 4)
            BigDecimal taxRate,

            @Min(0) @Max(1000) Integer leadTimeDays,
            SupplyMode supplyMode,
            @Valid Price listPrice,
            @Valid ExternalRef externalRef) {

        Product.Values values() {
            return ProductResource.values(name, category, spec, unit, taxRate, leadTimeDays, supplyMode, listPrice);
        }
    }

    /** A product's new values; the SKU stays. */
    public record ProductChange(
            @NotBlank @Size(max = 200) String name,
            @NotBlank @Size(max = 100) String category,
            @Size(max = 200) String spec,
            @NotBlank @Size(max = 20) String unit,

            @NotNull @DecimalMin("0") @DecimalMax("1") @Digits(integer = 1, fraction = 4)
            BigDecimal taxRate,

            @Min(0) @Max(1000) Integer leadTimeDays,
            SupplyMode supplyMode,
            @Valid Price listPrice) {

        Product.Values values() {
            return ProductResource.values(name, category, spec, unit, taxRate, leadTimeDays, supplyMode, listPrice);
        }
    }

    private static Product.Values values(
            String name,
            String category,
            String spec,
            String unit,
            BigDecimal taxRate,
            Integer leadTimeDays,
            SupplyMode supplyMode,
            Price listPrice) {
        return new Product.Values(
                name,
                category,
                spec,
                unit,
                taxRate,
                leadTimeDays == null ? 0 : leadTimeDays,
                supplyMode == null ? SupplyMode.STOCK : supplyMode,
                listPrice);
    }

    /** A product as it is shown. */
    public record ProductView(
            UUID id,
            int version,
            @NotNull String sku,
            @NotNull String name,
            @NotNull String category,
            String spec,
            @NotNull String unit,
            @NotNull BigDecimal taxRate,
            int leadTimeDays,
            @NotNull SupplyMode supplyMode,
            Price listPrice,
            @NotNull String status,
            ExternalRef externalRef,
            List<String> allowedActions)
            implements View {

        static ProductView of(Product product) {
            Product.Values values = product.values();
            return new ProductView(
                    product.id(),
                    product.version(),
                    product.sku(),
                    values.name(),
                    values.category(),
                    values.spec(),
                    values.unit(),
                    values.taxRate(),
                    values.leadTimeDays(),
                    values.supplyMode(),
                    values.listPrice(),
                    (product.active() ? Status.ACTIVE : Status.INACTIVE).name(),
                    product.externalRef(),
                    product.allowedActions());
        }
    }
}
