package io.neiqin.orders.product;

import io.neiqin.orders.product.ProductResource.ProductView;
import io.neiqin.platform.exporting.ExportColumn;
import io.neiqin.platform.exporting.ExportFilters;
import io.neiqin.platform.exporting.ExportKind;
import io.neiqin.platform.http.ExternalRef;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The catalogue as a table; no secret in the house. */
@ApplicationScoped
class ProductExport implements ExportKind<ProductView> {

    private static final List<ExportColumn<ProductView>> COLUMNS = List.of(
            ExportColumn.of("sku", "产品编码", "SKU", ProductView::sku),
            ExportColumn.of("external_system", "外部系统", "External system", external(ExternalRef::system)),
            ExportColumn.of("external_id", "外部编号", "External id", external(ExternalRef::id)),
            ExportColumn.of("name", "产品名称", "Name", ProductView::name),
            ExportColumn.of("category", "产品类别", "Category", ProductView::category),
            ExportColumn.of("spec", "规格", "Specification", ProductView::spec),
            ExportColumn.of("unit", "单位", "Unit", ProductView::unit),
            ExportColumn.of("list_price", "目录价", "List price", price(price -> plain(price.amount()))),
            ExportColumn.of("currency", "币种", "Currency", price(Product.Price::currency)),
            ExportColumn.of("tax_rate", "税率", "Tax rate", product -> plain(product.taxRate())),
            ExportColumn.of("lead_time_days", "交货天数", "Lead time in working days", ProductView::leadTimeDays),
            ExportColumn.of("supply_mode", "供应方式", "Supply mode", ProductView::supplyMode),
            ExportColumn.of("status", "状态", "Status", ProductView::status));

    private final Products products;

    ProductExport(Products products) {
        this.products = products;
    }

    @Override
    public String name() {
        return "products";
    }

    @Override
    public Set<String> roles() {
        return Set.of(Roles.EMPLOYEE);
    }

    @Override
    public List<ExportColumn<ProductView>> columns() {
        return COLUMNS;
    }

    @Override
    public Set<String> filters() {
        return Set.of("sku", "category", "status", "q", "externalSystem", "externalId");
    }

    @Override
    public Uni<Long> count(ExportFilters filters, Actor actor) {
        return products.page(wanted(filters), PageRequest.ofCount()).map(Page::total);
    }

    @Override
    public Uni<Part<ProductView>> part(ExportFilters filters, Actor actor, PageRequest page) {
        return products.page(wanted(filters), page).map(Part::of);
    }

    private static Products.Wanted wanted(ExportFilters filters) {
        Product.Status status = filters.oneOf(Product.Status.class, "status");
        return new Products.Wanted(
                filters.text("sku"),
                filters.text("category"),
                status == null ? null : status == Product.Status.ACTIVE,
                filters.text("q"),
                filters.text("externalSystem"),
                filters.text("externalId"));
    }

    /** Without the zeros that the column adds. */
    private static BigDecimal plain(BigDecimal value) {
        return value.stripTrailingZeros();
    }

    private static Function<ProductView, Object> price(Function<Product.Price, Object> value) {
        return product -> product.listPrice() == null ? null : value.apply(product.listPrice());
    }

    private static Function<ProductView, Object> external(Function<ExternalRef, Object> value) {
        return product -> product.externalRef() == null ? null : value.apply(product.externalRef());
    }
}
