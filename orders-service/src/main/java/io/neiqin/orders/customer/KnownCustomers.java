package io.neiqin.orders.customer;

import io.neiqin.events.customers.CustomerEvent.Profile;
import io.neiqin.platform.database.Remembered;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The replica of the customer file. */
@ApplicationScoped
public class KnownCustomers implements PanacheRepositoryBase<KnownCustomer, UUID> {

    private final Remembered<UUID, KnownCustomer> remembered = new Remembered<>();

    /** To be read only; null for an unknown one. */
    public Uni<KnownCustomer> byId(UUID id) {
        return remembered.get(id, this::findById);
    }

    /** Takes over what customer-service told last. */
    Uni<Void> learn(UUID id, Profile profile) {
        remembered.forget(id);
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
