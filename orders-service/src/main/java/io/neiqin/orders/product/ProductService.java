package io.neiqin.orders.product;

import io.neiqin.events.orders.ProductEvent;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.http.ExternalRef;
import io.neiqin.platform.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Use cases of products. */
@ApplicationScoped
public class ProductService {

    private final Products products;
    private final Outbox outbox;

    public ProductService(Products products, Outbox outbox) {
        this.products = products;
        this.outbox = outbox;
    }

    Uni<Product> create(String sku, Product.Values values, ExternalRef externalRef, CommandContext context) {
        return ExternalRef.requireFree(externalRef, products::byExternalRef, Product::id, null)
                .chain(() -> products.persist(new Product(sku, values, externalRef, context.at())))
                .call(product -> outbox.append(context, List.of(product.created())));
    }

    Uni<Product> change(UUID id, Product.Values values, CommandContext context) {
        return change(id, context, product -> product.change(values, context.at()));
    }

    Uni<Product> activate(UUID id, boolean on, CommandContext context) {
        return change(id, context, product -> product.activate(on, context.at()));
    }

    private Uni<Product> change(UUID id, CommandContext context, Function<Product, ProductEvent> verb) {
        return products.get(id).map(context::watch).call(product -> {
            context.requireVersion(product.version());
            products.changed(product);
            return outbox.append(context, List.of(verb.apply(product)));
        });
    }
}
