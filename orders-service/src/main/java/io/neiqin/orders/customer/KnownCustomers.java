package io.neiqin.orders.customer;

import io.neiqin.events.customers.CustomerEvent.Profile;
import io.neiqin.platform.database.Remembered;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The replica of the customer file. */
@ApplicationScoped
public class KnownCustomers implements PanacheRepositoryBase<KnownCustomer, UUID> {

    private final Remembered<UUID, KnownCustomer> remembered = new Remembered<>();

    /** To be read only; null for an unknown one. */
    public Uni<KnownCustomer> byId(UUID id) {
        return remembered.get(id, this::findById);
    }

    /**
     * To be read only: by their keys in a system, or their numbers here; who is unknown is absent. What the system itself
     * calls somebody comes first: its C-000003 need not be ours.
     */
    public Uni<Map<String, KnownCustomer>> called(Set<String> codes, String system) {
        return list("number in ?1 or externalSystem = ?2 and externalId in ?1", codes, system)
                .map(found -> {
                    Map<String, KnownCustomer> byCode = new HashMap<>();
                    found.forEach(known -> byCode.put(known.number(), known));
                    found.stream()
                            .filter(known -> known.isOf(system))
                            .forEach(known -> byCode.put(known.externalId(), known));
                    byCode.keySet().retainAll(codes);
                    return byCode;
                });
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
