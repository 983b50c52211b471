package io.neiqin.orders.customer;

import io.neiqin.events.customers.CustomerEvent.Profile;
import io.neiqin.platform.database.Remembered;
import io.neiqin.platform.database.TransactionSql;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The replica of the customer file. */
@ApplicationScoped
public class KnownCustomers implements PanacheRepositoryBase<KnownCustomer, UUID> {

    private static final String FOLLOW = """
            with recursive up (id, merged_into) as (
              select id, merged_into from known_customer where id = $1
              union select k.id, k.merged_into from known_customer k join up on k.id = up.merged_into
            ), top as (
              select coalesce(merged_into, id) as id from up
              where merged_into is null or merged_into not in (select id from known_customer) limit 1
            ), down (id) as (
              select $1::uuid union select k.id from known_customer k join down on k.merged_into = down.id
            ) update known_customer set survivor_id = coalesce((select id from top), id)
            where id in (select id from down)""";

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
                })
                .flatMap(this::survivors);
    }

    /** For each the one that stands for it; one whose survivor is not known yet stands for itself. */
    private Uni<Map<String, KnownCustomer>> survivors(Map<String, KnownCustomer> byCode) {
        Set<UUID> merged = byCode.values().stream()
                .filter(KnownCustomer::isMerged)
                .map(KnownCustomer::survivorId)
                .collect(Collectors.toSet());
        return merged.isEmpty()
                ? Uni.createFrom().item(byCode)
                : list("id in ?1", merged).map(found -> {
                    Map<UUID, KnownCustomer> survivors =
                            found.stream().collect(Collectors.toMap(KnownCustomer::id, known -> known));
                    byCode.replaceAll((code, known) -> survivors.getOrDefault(known.survivorId(), known));
                    return byCode;
                });
    }

    /** Who stands for each of these that was merged; the others are absent. */
    public Uni<Map<UUID, UUID>> survivorsOf(Set<UUID> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : list("id in ?1 and survivorId <> id", ids)
                        .map(found ->
                                found.stream().collect(Collectors.toMap(KnownCustomer::id, KnownCustomer::survivorId)));
    }

    /**
     * That one was merged, or stands for itself again; whatever was merged into it follows. Those events come in the order of
     * each customer, not of all: so the whole way up and down is looked at each time.
     *
     * @param into null when it stands for itself again
     */
    Uni<Void> follow(UUID id, Profile profile, UUID into) {
        return learn(id, profile)
                .chain(() -> findById(id))
                .invoke(known -> known.merged(into))
                .chain(this::flush)
                .chain(this::getSession)
                .flatMap(session -> TransactionSql.update(session, FOLLOW, id))
                .invoke(remembered::forgetAll)
                .replaceWithVoid();
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
