package io.neiqin.customer.customer;

import io.neiqin.customer.customer.CustomerStatus.Action;
import io.neiqin.customer.tag.TagService;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.http.ExternalRef;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.numbering.Numbers;
import io.neiqin.platform.organisation.Organisation;
import io.neiqin.platform.outbox.Outbox;
import io.neiqin.platform.personal.Look;
import io.neiqin.platform.personal.Unmasking;
import io.neiqin.platform.personal.Unmaskings;
import io.neiqin.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Use cases of customers: load, ask whether this actor may, let the customer do it, tell what happened. */
@ApplicationScoped
public class CustomerService {

    private final Customers customers;
    private final SimilarCustomers similar;
    private final Organisation organisation;
    private final Numbers numbers;
    private final TagService tags;
    private final Unmaskings unmaskings;
    private final Outbox outbox;

    public CustomerService(
            Customers customers,
            SimilarCustomers similar,
            Organisation organisation,
            Numbers numbers,
            TagService tags,
            Unmaskings unmaskings,
            Outbox outbox) {
        this.customers = customers;
        this.similar = similar;
        this.organisation = organisation;
        this.numbers = numbers;
        this.tags = tags;
        this.unmaskings = unmaskings;
        this.outbox = outbox;
    }

    Uni<Customer> create(CustomerRequest request, CommandContext context) {
        requireEntryFor(request.ownerNo(), context.actor());
        return ExternalRef.requireFree(request.externalRef(), customers::byExternalRef, Customer::id, null)
                .chain(() -> owner(request.ownerNo(), context))
                .call(() -> similar.requireNew(request, context))
                .flatMap(owner -> numbers.next("customer", context.businessDate())
                        .map(number -> new Customer(number, request, owner, context)))
                .flatMap(customers::persist)
                .call(customer -> outbox.append(context, List.of(customer.created())));
    }

    /** Enters one for another feature, such as a lead that has become a customer; as the command does. */
    public Uni<CustomerRef> enter(CustomerRequest request, CommandContext context) {
        return create(request, context).map(CustomerRef::of);
    }

    Uni<Customer> change(UUID id, CustomerRequest request, CommandContext context) {
        return load(id, context)
                .invoke(customer -> customer.rightsOf(context.actor()).require(Action.EDIT))
                .invoke(customer -> context.requireVersion(customer.version()))
                .call(customer -> outbox.append(context, customer.change(request, context)));
    }

    Uni<Customer> assign(UUID id, String ownerNo, CommandContext context) {
        return load(id, context)
                .invoke(customer -> context.requireVersion(customer.version()))
                .invoke(Customer::requireUnmerged)
                .call(customer -> owner(ownerNo, context)
                        .flatMap(owner ->
                                outbox.append(context, List.of(customer.pool().assign(owner, context)))));
    }

    /** @param add codes of words; those to remove may be any */
    Uni<Customer> tag(UUID id, List<String> add, List<String> remove, CommandContext context) {
        return load(id, context)
                .invoke(customer -> customer.rightsOf(context.actor()).require(Action.TAG))
                .invoke(customer -> context.requireVersion(customer.version()))
                .call(customer -> tags.words(Stream.concat(customer.tags().stream(), add.stream())
                                .distinct()
                                .toList())
                        .flatMap(known -> outbox.append(context, customer.tag(add, remove, known, context))));
    }

    /**
     * Somebody was in touch with it that day; whoever says so has asked whether he sees it. No event: what he did has its
     * own.
     */
    public Uni<Void> followedUp(UUID id, LocalDate day, CommandContext context) {
        return customers
                .locked(id)
                .map(context::watch)
                .invoke(customer -> customer.pool().followUp(day))
                .replaceWithVoid();
    }

    /**
     * For a record about it; refuses with 404, also outside the actor's sight, and with 409 what was merged: the record
     * belongs to who stands for it now.
     */
    public Uni<CustomerRef> inSight(UUID id, Actor actor) {
        return customers.get(id, actor).invoke(Customer::requireUnmerged).map(CustomerRef::of);
    }

    /** As {@link #inSight}, also one that was merged, of whoever stands for it now: to read what was kept about it. */
    public Uni<CustomerRef> kept(UUID id, Actor actor) {
        return customers
                .findById(id)
                .flatMap(found -> found != null && found.isMerged()
                        ? customers.get(found.merging().survivorId(), actor).map(seen -> CustomerRef.of(found))
                        : customers.get(id, actor).map(CustomerRef::of));
    }

    /** As it is shown to this actor, its contacts masked; refuses as {@link #inSight} does. */
    public Uni<CustomerView> shown(UUID id, Actor actor) {
        return customers
                .get(id, actor)
                .invoke(Customer::requireUnmerged)
                .map(customer -> CustomerView.of(customer, actor, Look.atMasks()));
    }

    /** It, and those that were merged into it: what refers to them is about it. */
    public Uni<Set<UUID>> same(UUID id) {
        return customers
                .list("merging.survivorId", id)
                .map(vanished -> Stream.concat(Stream.of(id), vanished.stream().map(Customer::id))
                        .collect(Collectors.toSet()));
    }

    /** Those of these, merged ones included, whoever sees them. */
    public Uni<Map<UUID, CustomerRef>> refs(Collection<UUID> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : customers
                        .list("id in ?1", ids)
                        .map(found -> found.stream().collect(Collectors.toMap(Customer::id, CustomerRef::of)));
    }

    /**
     * What came of a look through the file.
     *
     * @param wrong how many of the fields looked at were outdated
     */
    public record Verified(UUID taskId, String outcome, int wrong, int checked, String by) {}

    /** Tells what came of it; what was outdated is changed as ever. */
    public Uni<Void> verified(UUID id, Verified verified, CommandContext context) {
        return customers
                .get(id, context.actor())
                .flatMap(customer -> outbox.append(context, List.of(customer.verified(verified))));
    }

    /** For a record that is about it already, whoever asks; null for none. */
    public Uni<CustomerRef> known(UUID id) {
        return customers.findById(id).map(customer -> customer == null ? null : CustomerRef.of(customer));
    }

    private Uni<Customer> load(UUID id, CommandContext context) {
        return customers.get(id, context.actor()).map(context::watch);
    }

    /** With the phones and addresses of its contacts; that he has seen them is kept (SEC-1). */
    Uni<CustomerView> unmasked(UUID id, Actor actor) {
        return customers
                .get(id, actor)
                .invoke(customer -> customer.rightsOf(actor).requireUnmasking())
                .flatMap(customer -> unmaskings.show(
                        new Unmasking.Subject(
                                "customer", id, customer.number(), customer.ownerNo(), customer.departmentId()),
                        actor,
                        look -> CustomerView.of(customer, actor, look)));
    }

    static void requireEntryFor(String ownerNo, Actor actor) {
        boolean forAnybody = actor.hasAny(Roles.CLERK, Roles.CLERK_LEAD, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER);
        if (!forAnybody && !ownerNo.equals(actor.employeeNo())) {
            throw Problem.forbidden("owner-not-you");
        }
    }

    private Uni<Organisation.Person> owner(String employeeNo, CommandContext context) {
        return organisation
                .person(employeeNo, context.businessDate())
                .map(found -> requireOwner(found.orElse(null), employeeNo));
    }

    /** @param found null for nobody */
    public static Organisation.Person requireOwner(Organisation.Person found, String employeeNo) {
        if (found == null) {
            throw Problem.rule("unknown-owner", employeeNo).at("/ownerNo", "unknown-owner", employeeNo);
        }
        if (!found.active()) {
            throw Problem.rule("inactive-owner", employeeNo).at("/ownerNo", "inactive-owner", employeeNo);
        }
        return found;
    }
}
