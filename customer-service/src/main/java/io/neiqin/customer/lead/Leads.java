package io.neiqin.customer.lead;

import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.UUID;

/** All leads, each seen by its owner, his department and those above, and by whoever sees the customer it has become. */
@ApplicationScoped
public class Leads implements PanacheRepositoryBase<Lead, UUID> {

    private static final String SEEN = "e.ownerNo in :owners or e.departmentId in :departments or " + CustomerRef.SEEN;

    /**
     * What a list can be narrowed by; null means any.
     *
     * @param text words, each a fragment of name or number
     * @param unassigned true for those that nobody works on
     */
    record Wanted(
            String text,
            LeadStatus status,
            String source,
            String country,
            String region,
            String ownerNo,
            UUID departmentId,
            Boolean unassigned,
            UUID customerId,
            String externalSystem,
            String externalId) {}

    /** Refuses with 404, also outside the actor's sight. */
    Uni<Lead> get(UUID id, Actor actor) {
        return Filter.of(Lead.class)
                .and("e.id = :id", "id", id)
                .seenBy(actor.sees(), SEEN)
                .single()
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notFound("lead", id));
    }

    Uni<Lead> byExternalRef(String system, String externalId) {
        return find("origin.externalSystem = ?1 and origin.externalId = ?2", system, externalId)
                .firstResult();
    }

    Uni<Page<LeadView.Summary>> page(Wanted wanted, Actor actor, PageRequest page) {
        return Filter.of(Lead.class)
                .finding(wanted.text())
                .and("e.status = :status", "status", wanted.status())
                .and("e.particulars.source = :source", "source", wanted.source())
                .and(
                        "e.particulars.country = :country",
                        "country",
                        wanted.country() == null ? null : wanted.country().toUpperCase(Locale.ROOT))
                .and("e.particulars.region = :region", "region", wanted.region())
                .and("e.ownerNo = :owner", "owner", wanted.ownerNo())
                .and("e.departmentId = :department", "department", wanted.departmentId())
                .and(
                        "case when e.ownerNo is null then true else false end = :unassigned",
                        "unassigned",
                        wanted.unassigned())
                .and(CustomerRef.OF, "customer", wanted.customerId())
                .and("e.origin.externalSystem = :system", "system", wanted.externalSystem())
                .and("e.origin.externalId = :externalId", "externalId", wanted.externalId())
                .seenBy(actor.sees(), SEEN)
                .page(page, Lead::id, LeadView.Summary::of);
    }
}
