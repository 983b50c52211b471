package io.neiqin.orders.order;

import io.neiqin.events.DomainEvent;
import io.neiqin.platform.assignment.WorkTask.Subject;
import io.neiqin.platform.assignment.WorkTasks;
import io.neiqin.platform.assignment.proposal.Need;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.verification.Draw;
import io.neiqin.platform.verification.Sampling;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What the entry of orders makes to do for clerks: somebody enters what was received, and another checks what was drawn.
 * What a machine enters, it checks by itself.
 */
@ApplicationScoped
class EntryWork {

    static final String ENTRY = "order-entry";
    static final String CHECK = "order-verification";

    private static final Uni<List<DomainEvent>> NOTHING = Uni.createFrom().item(List.of());

    private final WorkTasks tasks;
    private final Sampling sampling;

    EntryWork(WorkTasks tasks, Sampling sampling) {
        this.tasks = tasks;
        this.sampling = sampling;
    }

    /** Whether a second person has to look, once this one has entered it. */
    Uni<Draw> draw(Order order, CommandContext context) {
        return order.origin().channel().isStructured()
                ? Uni.createFrom().item(Draw.ALWAYS)
                : sampling.draw(
                        Order.TYPE,
                        order.id(),
                        order.entry().nextRound(),
                        order.entry().enterersWith(context.actor()));
    }

    /** What follows from where the order has come to. */
    Uni<List<DomainEvent>> after(Order order, CommandContext context) {
        if (order.isChecked()) {
            return NOTHING;
        }
        return switch (order.status()) {
            case RECEIVED ->
                order.entry().doubleCheck() == null
                        ? offer(order, ENTRY, Set.of(), context)
                        : both(done(order, CHECK, context), offer(order, ENTRY, Set.of(), context));
            case ENTERED ->
                both(
                        done(order, ENTRY, context),
                        offer(order, CHECK, order.entry().enterers().all(), context));
            case VERIFIED -> tasks.done(Order.TYPE, order.id(), List.of(ENTRY, CHECK), context);
            case CANCELLED -> tasks.drop(Order.TYPE, order.id(), context);
            default -> NOTHING;
        };
    }

    private Uni<List<DomainEvent>> done(Order order, String kind, CommandContext context) {
        return tasks.done(Order.TYPE, order.id(), List.of(kind), context);
    }

    /** @param never who must not do it */
    private Uni<List<DomainEvent>> offer(Order order, String kind, Set<String> never, CommandContext context) {
        Subject subject = new Subject(Order.TYPE, order.id(), order.number());
        String about = order.customer().id().toString();
        Need need = new Need(null, about, order.entry().editedBy(), never, sight(order));
        return tasks.open(subject, kind, need, context);
    }

    /** Without the owner whom the customer has today: who sees the order by him alone is not asked. */
    private static Need.Sight sight(Order order) {
        Set<String> owners = new HashSet<>(Set.of(order.origin().createdBy()));
        Set<UUID> departments = new HashSet<>();
        for (Attribution person : order.salespersons()) {
            owners.add(person.employeeNo());
            if (person.departmentId() != null) {
                departments.add(person.departmentId());
            }
        }
        return new Need.Sight(owners, departments);
    }

    /** One after the other: they share the session. */
    private static Uni<List<DomainEvent>> both(Uni<List<DomainEvent>> first, Uni<List<DomainEvent>> second) {
        return first.flatMap(told -> second.map(more -> {
            List<DomainEvent> all = new ArrayList<>(told);
            all.addAll(more);
            return all;
        }));
    }
}
