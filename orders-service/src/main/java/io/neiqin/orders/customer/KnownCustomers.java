package io.neiqin.orders.customer;

import io.neiqin.events.customers.CustomerEvent.Profile;
import io.neiqin.platform.database.Remembered;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The replica of the customer file. */
@ApplicationScoped
public class KnownCustomers implements PanacheRepositoryBase<KnownCustomer, UUID> {

    private final Remembered<UUID, KnownCustomer> remembered = new Remembered<>();

    /** To be read only; null for an unknown one. */
    public Uni<KnownCustomer> byId(UUID id) {
        return remembered.get(id, this::findById);
    }

    /** To be read only: by their numbers here or their keys in a system; who is unknown is absent. */
    public Uni<Map<String, KnownCustomer>> called(Set<String> codes, String system) {
        return list("number in ?1 or externalSystem = ?2 and externalId in ?1", codes, system)
                .map(found -> codes.stream()
                        .flatMap(code -> found.stream()
                                .filter(known -> known.isCalled(code, system))
                                .findFirst()
                                .map(known -> Map.entry(code, known))
                                .stream())
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
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
