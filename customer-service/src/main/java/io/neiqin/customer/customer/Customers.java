package io.neiqin.customer.customer;

import io.neiqin.customer.identifier.PhoneTail;
import io.neiqin.customer.identifier.Uscc;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.search.SearchText;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** All customers, each seen by its owner, the owner's department and those above. */
@ApplicationScoped
public class Customers implements PanacheRepositoryBase<Customer, UUID> {

    private static final String KNOWS =
            "exists (select 1 from e.contacts c where " + SearchText.foundIn("c", "contact") + ")";

    /** A colon follows the digit nine: up to there are the numbers that go on. */
    private static final String ANSWERS = """
            exists (select 1 from e.contacts c
              where column(c.phone_reversed as string) between :phone and concat(:phone, ':'))""";

    /**
     * What a list can be narrowed by; null means any.
     *
     * @param text words, each a fragment of name, number or unified social credit code
     * @param contact words, each a fragment of the name of one contact
     * @param phone the end of a contact's phone number; only of customers whose phones the actor may see
     */
    record Wanted(
            String text,
            String contact,
            PhoneTail phone,
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

    /** Those taken over from a system under these keys, with their contacts. */
    Uni<Map<String, Customer>> byExternalIds(String system, Collection<String> externalIds) {
        return list(
                        "from Customer e left join fetch e.contacts"
                                + " where e.origin.externalSystem = ?1 and e.origin.externalId in ?2",
                        system,
                        externalIds)
                .map(found -> found.stream()
                        .collect(Collectors.toMap(
                                customer -> customer.origin().externalId(), Function.identity(), (one, same) -> one)));
    }

    /** Those of these codes that a customer has, whoever sees it. */
    Uni<Set<String>> takenCodes(Collection<String> codes) {
        return codes.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : list("particulars.uscc in ?1", codes)
                        .map(found -> found.stream()
                                .map(customer -> customer.particulars().uscc())
                                .collect(Collectors.toSet()));
    }

    Uni<Page<CustomerView.Summary>> page(Wanted wanted, Actor actor, PageRequest page) {
        return seen(wanted, actor).page(page, Customer::id, CustomerView.Summary::of);
    }

    /** The same customers, with their contacts. */
    Uni<Page<Customer>> whole(Wanted wanted, Actor actor, PageRequest page) {
        return seen(wanted, actor).page(page, Customer::id, Function.identity()).call(this::fetchContacts);
    }

    /** Into the customers of the session, all at once. */
    private Uni<Void> fetchContacts(Page<Customer> found) {
        return list("from Customer e left join fetch e.contacts where e in ?1", found.items())
                .replaceWithVoid();
    }

    private static Filter<Customer> seen(Wanted wanted, Actor actor) {
        PhoneTail phone = wanted.phone();
        return Filter.of(Customer.class)
                .finding(wanted.text())
                .and(KNOWS, "contact", SearchText.of("contact", wanted.contact()))
                .and(ANSWERS, "phone", phone == null ? null : phone.reversed())
                .and("e.ownerNo = :me", "me", phone == null ? null : Customer.ownPhonesOnly(actor))
                .and("e.ownerNo = :owner", "owner", wanted.ownerNo())
                .and("e.departmentId = :department", "department", wanted.departmentId())
                .and("e.particulars.country = :country", "country", upper(wanted.country()))
                .and("e.particulars.region = :region", "region", wanted.region())
                .and("e.particulars.tier = :tier", "tier", wanted.tier())
                .and("e.status = :status", "status", wanted.status())
                .and("e.particulars.uscc = :uscc", "uscc", normalised(wanted.uscc()))
                .and("e.origin.externalSystem = :system", "system", wanted.externalSystem())
                .and("e.origin.externalId = :externalId", "externalId", wanted.externalId())
                .seenBy(actor.sees());
    }

    private static String upper(String country) {
        return country == null ? null : country.toUpperCase(Locale.ROOT);
    }

    private static String normalised(String uscc) {
        return uscc == null ? null : Uscc.normalise(uscc);
    }
}
