package io.neiqin.customer.customer;

import io.neiqin.customer.customer.CustomerStatus.Action;
import io.neiqin.events.customers.CustomerEvent;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.command.OwnWork;
import io.neiqin.platform.organisation.Organisation;
import io.neiqin.platform.outbox.Outbox;
import io.neiqin.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Use cases of the pool (公海): what sellers do, and what time does. */
@ApplicationScoped
public class CustomerPoolService {

    private final Customers customers;
    private final DueCustomers due;
    private final Organisation organisation;
    private final OwnWork work;
    private final Outbox outbox;

    CustomerPoolService(Customers customers, DueCustomers due, Organisation organisation, OwnWork work, Outbox outbox) {
        this.customers = customers;
        this.due = due;
        this.organisation = organisation;
        this.work = work;
        this.outbox = outbox;
    }

    public Uni<Customer> release(UUID id, String reason, CommandContext context) {
        return load(id, Action.RELEASE, context)
                .call(customer -> outbox.append(context, List.of(customer.pool().release(reason, context))));
    }

    /**
     * Takes it for whoever asks. Of two who do so at the same moment, the second one is refused by its version.
     *
     * @param cap he owns fewer customers than that before
     * @param coolDownDays so many days after he has lost it he does not get it again
     */
    public Uni<Customer> claim(UUID id, int cap, int coolDownDays, CommandContext context) {
        String seller = context.actor().employeeNo();
        return load(id, Action.CLAIM, context)
                .invoke(customer -> customer.require(Action.CLAIM, context))
                .call(customer -> due.ownedBy(seller).invoke(owned -> requireRoom(owned, cap, customer, context)))
                .call(customer -> organisation
                        .person(seller, context.businessDate())
                        .map(found -> CustomerService.requireOwner(found.orElse(null), seller))
                        .flatMap(owner ->
                                outbox.append(context, List.of(customer.pool().claim(owner, coolDownDays, context)))));
    }

    private static void requireRoom(long owned, int cap, Customer customer, CommandContext context) {
        if (owned >= cap) {
            throw Problem.conflict("pool-cap-reached", owned, cap)
                    .with("allowedActions", customer.allowedActions(context.actor()));
        }
    }

    private Uni<Customer> load(UUID id, Action action, CommandContext context) {
        return customers
                .get(id, context.actor())
                .map(context::watch)
                .invoke(customer -> customer.rightsOf(context.actor()).require(action))
                .invoke(customer -> context.requireVersion(customer.version()));
    }

    /** Whose owner is to be warned or has lost it, by the terms of its tier, {@code NONE} for none. */
    public Uni<List<UUID>> due(Map<String, PoolTerms> terms, LocalDate today) {
        return due.reviewed(terms, today);
    }

    /** What the terms make of it today, in a transaction of its own. */
    public Uni<Void> review(UUID id, Map<String, PoolTerms> terms, LocalDate today) {
        return change(
                "review-pool",
                id,
                () -> due.isOwned(id),
                (customer, context) ->
                        customer.pool().review(terms.get(ByTier.keyOf(customer.tier())), today, context));
    }

    /** Whose owner works here no more. */
    public Uni<List<UUID>> orphaned(LocalDate today) {
        return due.orphaned(today);
    }

    /** Into the pool, in a transaction of its own. */
    public Uni<Void> orphan(UUID id, LocalDate today) {
        return change(
                "owner-left",
                id,
                () -> due.isOrphaned(id, today),
                (customer, context) -> customer.pool().orphan(today, context));
    }

    private Uni<Void> change(
            String command,
            UUID id,
            Supplier<Uni<Boolean>> still,
            BiFunction<Customer, CommandContext, List<CustomerEvent>> verb) {
        return work.run(
                command,
                context -> still.get()
                        .flatMap(is ->
                                is ? customers.locked(id) : Uni.createFrom().nullItem())
                        .onItem()
                        .ifNotNull()
                        .transformToUni(customer -> {
                            context.watch(customer);
                            return outbox.append(context, verb.apply(customer, context));
                        }));
    }
}
