package io.neiqin.admin.delegation;

import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.Function;

/** All delegations. */
@ApplicationScoped
public class Delegations implements PanacheRepositoryBase<Delegation, UUID> {

    /** What a list can be narrowed by; null means any. */
    record Wanted(String principalNo, String deputyNo, LocalDate on) {}

    /** His people's, and those that concern him or them. */
    private static final String SEEN =
            "e.principalNo in :owners or e.deputyNo in :owners or e.departmentId in :departments";

    /** Refuses with 404, also what is out of sight. */
    Uni<Delegation> get(UUID id, Actor actor) {
        return found(id, one(id, actor).single());
    }

    Uni<Delegation> toChange(UUID id, Actor actor) {
        return found(id, one(id, actor).locked());
    }

    private static Filter<Delegation> one(UUID id, Actor actor) {
        return Filter.of(Delegation.class).and("e.id = :id", "id", id).seenBy(actor.sees(), SEEN);
    }

    private static Uni<Delegation> found(UUID id, Uni<Delegation> delegation) {
        return delegation.onItem().ifNull().failWith(() -> Problem.notFound("delegation", id));
    }

    /** Null where he has named nobody for any of these days. */
    Uni<Delegation> overlapping(String principalNo, LocalDate from, LocalDate to) {
        return find(
                        "principalNo = ?1 and validFrom <= ?3 and validTo >= ?2 and validFrom <= validTo",
                        principalNo,
                        from,
                        to)
                .firstResult();
    }

    <V> Uni<Page<V>> page(Wanted wanted, Actor actor, PageRequest page, Function<Delegation, V> view) {
        return Filter.of(Delegation.class)
                .and("e.principalNo = :principal", "principal", wanted.principalNo())
                .and("e.deputyNo = :deputy", "deputy", wanted.deputyNo())
                .and("e.validFrom <= :on and e.validTo >= :on", "on", wanted.on())
                .seenBy(actor.sees(), SEEN)
                .page(page, Delegation::id, view);
    }
}
