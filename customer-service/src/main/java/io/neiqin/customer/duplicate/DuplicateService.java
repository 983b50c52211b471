package io.neiqin.customer.duplicate;

import io.neiqin.customer.customer.Blend;
import io.neiqin.customer.customer.Customer;
import io.neiqin.customer.customer.CustomerService;
import io.neiqin.customer.customer.MergeService;
import io.neiqin.customer.duplicate.DuplicateCase.Pair;
import io.neiqin.customer.similarity.Lookalikes;
import io.neiqin.customer.similarity.Similarity;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.time.BusinessClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Use cases of customers that look like one: dismiss, merge, take back. */
@ApplicationScoped
public class DuplicateService {

    private final DuplicateCases cases;
    private final MergeService merges;
    private final CustomerService customers;
    private final Lookalikes lookalikes;
    private final BusinessClock clock;
    private final Duration window;

    DuplicateService(
            DuplicateCases cases,
            MergeService merges,
            CustomerService customers,
            Lookalikes lookalikes,
            BusinessClock clock,
            @ConfigProperty(name = "neiqin.duplicates.unmerge-within") Duration window) {
        this.cases = cases;
        this.merges = merges;
        this.customers = customers;
        this.lookalikes = lookalikes;
        this.clock = clock;
        this.window = window;
    }

    Uni<DuplicateView> dismiss(UUID id, CommandContext context) {
        return cases.get(id, context.actor())
                .map(context::watch)
                .invoke(found -> context.requireVersion(found.version()))
                .invoke(found -> found.dismiss(context))
                // The view names the version that the commit will have.
                .call(cases::flush)
                .flatMap(found -> view(found, context.actor()));
    }

    /** Also two that no scan has found: their case is opened with it. */
    Uni<Customer> merge(UUID id, UUID into, Blend blend, CommandContext context) {
        Pair pair = Pair.of(id, into);
        return lookalikes
                .these(List.of(id, into))
                .flatMap(both -> merges.merge(id, into, blend, context)
                        .call(merge -> cases.of(pair)
                                .map(found -> found != null
                                        ? context.watch(found)
                                        : new DuplicateCase(pair, similarity(both), context))
                                .invoke(one -> one.merged(id, into, merge.kept(), context))
                                .flatMap(cases::persist)))
                .map(MergeService.Merge::survivor);
    }

    private static Similarity similarity(List<Lookalikes.Known> both) {
        return both.size() < 2
                ? new Similarity(0, List.of())
                : Similarity.between(both.get(0).features(), both.get(1).features());
    }

    /** Both are as they were, but for what was changed since. */
    Uni<Customer> unmerge(UUID id, CommandContext context) {
        return merges.unmerge(
                id,
                (vanished, survivor) -> cases.of(Pair.of(vanished, survivor))
                        .map(context::watch)
                        .map(found -> found.unmerge(window, context)),
                context);
    }

    Uni<DuplicateView> view(DuplicateCase found, Actor actor) {
        return views(List.of(found), actor).map(views -> views.get(0));
    }

    Uni<Page<DuplicateView>> page(DuplicateCases.Wanted wanted, Actor actor, PageRequest page) {
        return cases.page(wanted, actor, page)
                .flatMap(found ->
                        views(found.items(), actor).map(views -> new Page<>(views, found.nextCursor(), found.total())));
    }

    private Uni<List<DuplicateView>> views(List<DuplicateCase> found, Actor actor) {
        var reader = new DuplicateView.Reader(actor, clock.now(), window);
        return customers
                .refs(DuplicateCases.customers(found))
                .map(refs -> found.stream()
                        .map(one -> DuplicateView.of(one, refs, reader))
                        .toList());
    }
}
