package io.neiqin.customer.customer;

import io.neiqin.customer.identifier.Uscc;
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
import org.hibernate.reactive.mutiny.Mutiny;

/** All customers, each seen by its owner, the owner's department and those above. */
@ApplicationScoped
public class Customers implements PanacheRepositoryBase<Customer, UUID> {

    /**
     * What a list can be narrowed by; null means any.
     *
     * @param text fragment of the name
     */
    record Wanted(
            String text,
            String ownerNo,
            UUID departmentId,
            String country,
            String region,
            Particulars.Tier tier,
            Customer.Status status,
            String uscc,
            String externalSystem,
            String externalId) {}

    /** The customer with its contacts; refuses with 404, also outside the actor's sight. */
    Uni<Customer> get(UUID id, Actor actor) {
        return findById(id)
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notFound("customer", id))
                .invoke(customer -> {
                    if (!actor.sees().covers(customer.ownerNo(), customer.departmentId())) {
                        throw Problem.notFound("customer", id);
                    }
                })
                .call(customer -> Mutiny.fetch(customer.contacts()));
    }

    Uni<Customer> byExternalRef(String system, String externalId) {
        return find("origin.externalSystem = ?1 and origin.externalId = ?2", system, externalId)
                .firstResult();
    }

    Uni<Page<CustomerView.Summary>> page(Wanted wanted, Actor actor, PageRequest page) {
        return Filter.of(Customer.class)
                .and("lower(e.particulars.name) like :text escape '!'", "text", Filter.contains(wanted.text()))
                .and("e.ownerNo = :owner", "owner", wanted.ownerNo())
                .and("e.departmentId = :department", "department", wanted.departmentId())
                .and("e.particulars.country = :country", "country", upper(wanted.country()))
                .and("e.particulars.region = :region", "region", wanted.region())
                .and("e.particulars.tier = :tier", "tier", wanted.tier())
                .and("e.status = :status", "status", wanted.status())
                .and("e.particulars.uscc = :uscc", "uscc", normalised(wanted.uscc()))
                .and("e.origin.externalSystem = :system", "system", wanted.externalSystem())
                .and("e.origin.externalId = :externalId", "externalId", wanted.externalId())
                .seenBy(actor.sees())
                .page(page, Customer::id, CustomerView.Summary::of);
    }

    private static String upper(String country) {
        return country == null ? null : country.toUpperCase(Locale.ROOT);
    }

    private static String normalised(String uscc) {
        return uscc == null ? null : Uscc.normalise(uscc);
    }
}
