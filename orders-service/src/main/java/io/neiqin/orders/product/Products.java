package io.neiqin.orders.product;

import io.neiqin.platform.database.Remembered;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All products. Everybody in the house sees all of them. */
@ApplicationScoped
public class Products implements PanacheRepositoryBase<Product, UUID> {

    /**
     * What a list can be narrowed by; null means any.
     *
     * @param text words, each a fragment of name, SKU or specification
     */
    record Wanted(String sku, String category, Boolean active, String text, String externalSystem, String externalId) {}

    private final Remembered<String, Product> remembered = new Remembered<>();

    /** Refuses with 404. */
    Uni<Product> get(UUID id) {
        return findById(id).onItem().ifNull().failWith(() -> Problem.notFound("product", id));
    }

    /** The products of these codes, active or not, to be read only; unknown codes are absent. */
    public Uni<Map<String, Product>> bySku(Collection<String> skus) {
        return remembered.all(
                skus,
                missing -> list("sku in ?1", missing)
                        .map(found -> found.stream().collect(Collectors.toMap(Product::sku, Function.identity()))));
    }

    /** It is not as it was. */
    void changed(Product product) {
        remembered.forget(product.sku());
    }

    Uni<Product> byExternalRef(String system, String externalId) {
        return find("externalSystem = ?1 and externalId = ?2", system, externalId)
                .firstResult();
    }

    Uni<Page<ProductResource.ProductView>> page(Wanted wanted, PageRequest page) {
        return Filter.of(Product.class)
                .and("e.sku = :sku", "sku", wanted.sku())
                .and("e.category = :category", "category", wanted.category())
                .and("e.active = :active", "active", wanted.active())
                .finding(wanted.text())
                .and("e.externalSystem = :system", "system", wanted.externalSystem())
                .and("e.externalId = :externalId", "externalId", wanted.externalId())
                .page(page, Product::id, ProductResource.ProductView::of);
    }
}
