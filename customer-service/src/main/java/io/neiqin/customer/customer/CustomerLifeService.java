package io.neiqin.customer.customer;

import io.neiqin.customer.customer.CustomerStatus.Action;
import io.neiqin.events.customers.CustomerEvent;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.command.OwnWork;
import io.neiqin.platform.event.ReceivedEvent;
import io.neiqin.platform.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Use cases of a customer's life: what people say of it, what orders and time make of it. */
@ApplicationScoped
public class CustomerLifeService {

    private final Customers customers;
    private final DueCustomers due;
    private final OwnWork work;
    private final Outbox outbox;

    CustomerLifeService(Customers customers, DueCustomers due, OwnWork work, Outbox outbox) {
        this.customers = customers;
        this.due = due;
        this.work = work;
        this.outbox = outbox;
    }

    public Uni<Customer> block(UUID id, String reason, CommandContext context) {
        return command(
                id, Action.BLOCK, context, customer -> List.of(customer.life().block(reason, context)));
    }

    public Uni<Customer> unblock(UUID id, CommandContext context) {
        return command(id, Action.UNBLOCK, context, customer -> customer.life().unblock(context));
    }

    public Uni<Customer> markLost(UUID id, LostCause cause, String remark, CommandContext context) {
        return command(
                id,
                Action.MARK_LOST,
                context,
                customer -> List.of(customer.life().markLost(cause, remark, context)));
    }

    public Uni<Customer> winBack(UUID id, String reason, CommandContext context) {
        return command(
                id,
                Action.WIN_BACK,
                context,
                customer -> List.of(customer.life().winBack(reason, context)));
    }

    private Uni<Customer> command(
            UUID id, Action action, CommandContext context, Function<Customer, List<? extends CustomerEvent>> verb) {
        return customers
                .get(id, context.actor())
                .map(context::watch)
                .invoke(customer -> customer.rightsOf(context.actor()).require(action))
                .invoke(customer -> context.requireVersion(customer.version()))
                .call(customer -> outbox.append(context, verb.apply(customer)));
    }

    /**
     * An order of it was confirmed. What is taken over from the time before this system is known afterwards, and makes
     * nobody active. A customer that is not here, as one that another system has thought up, has no life here.
     */
    public Uni<Void> ordered(UUID id, UUID orderId, ReceivedEvent told) {
        return work.react(
                "order-confirmed",
                told.correlationId(),
                told.id().toString(),
                context -> customers.lockedSurvivor(id).onItem().ifNotNull().transformToUni(customer -> {
                    context.watch(customer);
                    if (told.importBatch() != null) {
                        customer.life().remember(told.businessDate());
                        return Uni.createFrom().voidItem();
                    }
                    return outbox.append(context, customer.life().ordered(orderId, told.businessDate(), context));
                }));
    }

    /**
     * Who has not ordered for long.
     *
     * @param from ACTIVE or DORMANT
     * @param orderedBefore by tier, {@code NONE} for none: who has not ordered on that day or later
     */
    public Uni<List<UUID>> aged(CustomerStatus from, Map<String, LocalDate> orderedBefore) {
        return due.aged(from, orderedBefore);
    }

    /** Makes it dormant, or lost, in a transaction of its own, unless it has ordered meanwhile. */
    public Uni<Void> age(UUID id, CustomerStatus from, Map<String, LocalDate> orderedBefore, LocalDate today) {
        return work.run(
                "age",
                context -> due.isAged(id, from, orderedBefore)
                        .flatMap(aged ->
                                aged ? customers.locked(id) : Uni.createFrom().nullItem())
                        .onItem()
                        .ifNotNull()
                        .transformToUni(customer -> {
                            context.watch(customer);
                            return outbox.append(
                                    context, List.of(customer.life().age(today, context)));
                        }));
    }
}
