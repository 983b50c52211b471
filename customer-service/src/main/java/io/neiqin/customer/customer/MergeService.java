package io.neiqin.customer.customer;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.outbox.Outbox;
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.hibernate.reactive.mutiny.Mutiny;

/** Makes one customer of two, and two of one again; what is to be kept of it is the caller's. */
@ApplicationScoped
public class MergeService {

    private final Customers customers;
    private final Outbox outbox;

    public MergeService(Customers customers, Outbox outbox) {
        this.customers = customers;
        this.outbox = outbox;
    }

    /** What has become of two. */
    public record Merge(UUID vanished, Customer survivor, Kept kept) {}

    /** Refuses what is not in sight, not the actor's to judge, not as he has seen it, or merged already. */
    public Uni<Merge> merge(UUID id, UUID into, Blend blend, CommandContext context) {
        return customers
                .lock(id, into)
                .chain(() -> get(id, context))
                .invoke(from -> context.requireVersion(from.version()))
                .flatMap(from -> survivor(id, into, context)
                        .invoke(survivor -> from.merger().requireBy(context.actor(), survivor))
                        .invoke(context::requireReason)
                        .invoke(survivor -> from.merger().requireFit(survivor))
                        .flatMap(survivor -> merge(from, survivor, blend, context)));
    }

    private Uni<Merge> merge(Customer from, Customer survivor, Blend blend, CommandContext context) {
        Standing former = from.standing();
        Kept.State before = Kept.State.of(survivor);
        var merged = from.merger().mergeInto(survivor, context);
        // The code that both may have had is free before the other one takes it.
        return flush().chain(() -> {
                    var updated = survivor.merger().absorb(from, former, blend, context);
                    return outbox.append(context, List.of(merged, updated));
                })
                .chain(() -> customers.follow(from.id(), survivor.id()))
                .replaceWith(() -> new Merge(from.id(), survivor, new Kept(former, before, Kept.State.of(survivor))));
    }

    /**
     * Gives both back what they were.
     *
     * @param keeping what was kept of the vanished and the survivor, refused where that may not be given back any more
     */
    public Uni<Customer> unmerge(UUID id, BiFunction<UUID, UUID, Uni<Kept>> keeping, CommandContext context) {
        return get(id, context)
                .invoke(vanished -> context.requireVersion(vanished.version()))
                .invoke(vanished -> {
                    if (!vanished.isMerged()) {
                        throw Problem.conflict("not-merged", vanished.number());
                    }
                })
                .call(vanished -> customers.lock(id, vanished.merging().mergedInto()))
                .call(vanished -> survivor(id, vanished.merging().mergedInto(), context)
                        .invoke(survivor -> vanished.merger().requireBy(context.actor(), survivor))
                        .invoke(context::requireReason)
                        .invoke(Customer::requireUnmerged)
                        .flatMap(survivor -> keeping.apply(id, survivor.id())
                                .flatMap(kept -> part(vanished, survivor, kept, context))));
    }

    private Uni<Void> part(Customer vanished, Customer survivor, Kept kept, CommandContext context) {
        var updated = survivor.merger().giveBack(kept, context);
        return flush().chain(() -> {
                    var unmerged = vanished.merger().part(kept, survivor, context);
                    return outbox.append(context, List.of(updated, unmerged));
                })
                .chain(() -> customers.follow(vanished.id(), vanished.id()));
    }

    private Uni<Customer> get(UUID id, CommandContext context) {
        return customers.get(id, context.actor()).map(context::watch);
    }

    private Uni<Customer> survivor(UUID id, UUID into, CommandContext context) {
        if (id.equals(into)) {
            throw Problem.rule("merge-into-itself").at("/into", "merge-into-itself");
        }
        return get(into, context)
                .onFailure(Problem.class)
                .transform(unseen -> Problem.rule("merge-into-unknown").at("/into", "merge-into-unknown"));
    }

    private static Uni<Void> flush() {
        return Panache.getSession().flatMap(Mutiny.Session::flush);
    }

    /** As a caller who may be shown it; refuses with 404 where he may not. */
    public Uni<Customer> look(UUID id, Actor actor) {
        return customers.get(id, actor);
    }

    /** Who stands for it, at first or second hand; empty while it stands for itself. 404 outside the actor's sight. */
    Uni<CustomerRef> survivor(UUID id, Actor actor) {
        return customers
                .get(id, actor)
                .flatMap(customer -> customer.isMerged()
                        ? customers.findById(customer.merging().survivorId()).map(CustomerRef::of)
                        : Uni.createFrom().nullItem());
    }
}
