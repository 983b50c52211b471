package io.neiqin.customer.customer;

import io.neiqin.customer.identifier.PhoneTail;
import io.neiqin.customer.identifier.Uscc;
import io.neiqin.platform.database.TransactionSql;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.search.SearchText;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.LocalDate;
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

    private static final String WARNED = "e.pooling.followUpWarnedOn is not null or e.pooling.dealWarnedOn is not null";

    private static final String UNTOUCHED = "e.pooling.lastFollowUpOn is null or e.pooling.lastFollowUpOn < :touched";

    private static final String SEEN_OR_IN_POOL =
            "e.ownerNo in :owners or e.departmentId in :departments or " + CustomerRights.IN_POOL_OF;

    private static final String FOLLOW = """
            with recursive follower (id) as (
              select id from customer where merged_into = $1
              union select c.id from customer c join follower f on c.merged_into = f.id
            ) update customer set survivor_id = $2 where id in (select id from follower)""";

    /**
     * What a list can be narrowed by; null means any.
     *
     * @param text words, each a fragment of name, number or unified social credit code
     * @param contact words, each a fragment of the name of one contact
     * @param phone the end of a contact's phone number; only of customers whose phones the actor may see
     * @param tags codes, all of which it has
     * @param poolWarned whether its owner was warned that he may lose it
     * @param lastOrderBefore it has ordered, but not on that day or later
     * @param noFollowUpSince nobody was in touch with it on that day or later
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
            CustomerStatus status,
            String uscc,
            String externalSystem,
            String externalId,
            String[] tags,
            Pooling.PoolState poolState,
            Boolean poolWarned,
            LocalDate lastOrderBefore,
            LocalDate noFollowUpSince) {

        /** One that was merged is shown to who asks for such, or for the key that another system knows it by. */
        private boolean asksForMerged() {
            return status == CustomerStatus.MERGED || externalId != null;
        }
    }

    /** The customer with its contacts; refuses with 404, also outside the actor's sight. */
    Uni<Customer> get(UUID id, Actor actor) {
        return findById(id)
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notFound("customer", id))
                .invoke(customer -> {
                    if (!customer.rightsOf(actor).mayRead()) {
                        throw Problem.notFound("customer", id);
                    }
                })
                .call(customer -> Mutiny.fetch(customer.contacts()));
    }

    /** With its contacts, its row locked until the commit, whoever sees it; fails where it is not there. */
    Uni<Customer> locked(UUID id) {
        return lockedIfThere(id).onItem().ifNull().failWith(() -> Problem.notFound("customer", id));
    }

    /** As {@link #locked}; null where it is not there. */
    Uni<Customer> lockedIfThere(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNotNull()
                .call(customer -> Mutiny.fetch(customer.contacts()));
    }

    /** As {@link #lockedIfThere}; of one that was merged, who stands for it. */
    Uni<Customer> lockedSurvivor(UUID id) {
        return lockedIfThere(id)
                .flatMap(customer -> customer == null || !customer.isMerged()
                        ? Uni.createFrom().item(customer)
                        : lockedIfThere(customer.merging().survivorId()));
    }

    /**
     * Locks them until the commit, in the order of their ids, so that two who merge the same ones do not wait for each
     * other.
     */
    Uni<Void> lock(UUID one, UUID other) {
        return getSession()
                .flatMap(session -> TransactionSql.select(
                        session, "select id from customer where id in ($1, $2) order by id for update", one, other))
                .replaceWithVoid();
    }

    /** Whatever was merged into it, at first or second hand, is now this one's. */
    Uni<Void> follow(UUID customer, UUID survivor) {
        return getSession()
                .flatMap(session -> TransactionSql.update(session, FOLLOW, customer, survivor))
                .replaceWithVoid();
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
        Filter<Customer> filter = Filter.of(Customer.class)
                .finding(wanted.text())
                .and(KNOWS, "contact", SearchText.of("contact", wanted.contact()))
                .and(ANSWERS, "phone", phone == null ? null : phone.reversed())
                .and("e.ownerNo = :me", "me", phone == null ? null : CustomerRights.ownPhonesOnly(actor))
                .and(phone == null || CustomerRights.areFoundInPool(actor) ? null : "e.pooling.poolState = OWNED")
                .and("e.ownerNo = :owner", "owner", wanted.ownerNo())
                .and("e.departmentId = :department", "department", wanted.departmentId())
                .and("e.particulars.country = :country", "country", upper(wanted.country()))
                .and("e.particulars.region = :region", "region", wanted.region())
                .and("e.particulars.tier = :tier", "tier", wanted.tier())
                .and("e.standing.status = :status", "status", wanted.status())
                .and(wanted.asksForMerged() ? null : "e.merging.mergedInto is null")
                .and("e.particulars.uscc = :uscc", "uscc", normalised(wanted.uscc()))
                .and("e.origin.externalSystem = :system", "system", wanted.externalSystem())
                .and("e.origin.externalId = :externalId", "externalId", wanted.externalId())
                .and("array_includes(e.tags, :tags)", "tags", wanted.tags())
                .and("e.pooling.poolState = :poolState", "poolState", wanted.poolState())
                .and(warned(wanted.poolWarned()))
                .and("e.standing.lastOrderOn < :ordered", "ordered", wanted.lastOrderBefore())
                .and(UNTOUCHED, "touched", wanted.noFollowUpSince());
        UUID poolOf = actor.sees().all() ? null : CustomerRights.poolOf(actor);
        return poolOf == null
                ? filter.seenBy(actor.sees())
                : filter.seenBy(actor.sees(), SEEN_OR_IN_POOL).with("poolOf", poolOf);
    }

    private static String warned(Boolean asked) {
        return asked == null ? null : asked ? WARNED : "not (" + WARNED + ")";
    }

    /** Codes with commas between them; null for none. */
    static String[] words(String asked) {
        return asked == null || asked.isBlank() ? null : asked.strip().split("\\s*,\\s*");
    }

    /** Refuses with 400 what is neither true nor false; null for none. */
    static Boolean flag(String parameter, String asked) {
        if (asked == null || asked.isEmpty()) {
            return null;
        }
        if (!asked.equals("true") && !asked.equals("false")) {
            throw Problem.badRequest("parameter-invalid", parameter, asked);
        }
        return Boolean.valueOf(asked);
    }

    private static String upper(String country) {
        return country == null ? null : country.toUpperCase(Locale.ROOT);
    }

    private static String normalised(String uscc) {
        return uscc == null ? null : Uscc.normalise(uscc);
    }
}
