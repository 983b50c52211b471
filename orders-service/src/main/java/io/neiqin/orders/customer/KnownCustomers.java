package io.neiqin.orders.customer;

import io.neiqin.events.customers.CustomerEvent.Profile;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The replica of the customer file. */
@ApplicationScoped
public class KnownCustomers implements PanacheRepositoryBase<KnownCustomer, UUID> {

    /** Takes over what customer-service told last. */
    Uni<Void> learn(UUID id, Profile profile) {
        return findById(id)
                .onItem()
                .ifNotNull()
                .invoke(known -> known.take(profile))
                .onItem()
                .ifNull()
                .switchTo(() -> persist(new KnownCustomer(id, profile)))
                .replaceWithVoid();
    }
}
