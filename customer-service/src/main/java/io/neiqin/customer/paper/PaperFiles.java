package io.neiqin.customer.paper;

import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.platform.database.TransactionSql;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The paper files of all customers; whoever sees the customer sees where its file stands. */
@ApplicationScoped
public class PaperFiles implements PanacheRepositoryBase<PaperFile, UUID> {

    /** What a list can be narrowed by; null means any. */
    record Wanted(UUID customerId, String location) {}

    private static final String LOCK = "select 1 from customer where id = $1 for no key update";

    /** Refuses with 404, also outside the actor's sight. */
    Uni<PaperFile> get(UUID id, Actor actor) {
        return found(id, one(id).seenBy(actor.sees(), CustomerRef.SEEN).single());
    }

    /** As {@link #get}, locked until the commit. */
    Uni<PaperFile> toChange(UUID id, Actor actor) {
        return found(id, one(id).seenBy(actor.sees(), CustomerRef.SEEN).locked());
    }

    private static Filter<PaperFile> one(UUID id) {
        return Filter.of(PaperFile.class).and("e.id = :id", "id", id);
    }

    private static Uni<PaperFile> found(UUID id, Uni<PaperFile> one) {
        return one.onItem().ifNull().failWith(() -> Problem.notFound("paper-file", id));
    }

    /** Null where nobody has said yet where it stands. */
    Uni<PaperFile> ofCustomer(UUID customerId) {
        return find("customerId = ?1", customerId).firstResult();
    }

    /** Until the commit: of two who bring the same paper, the second finds the first one's. */
    Uni<Void> lockCustomer(UUID id) {
        return getSession()
                .flatMap(session -> TransactionSql.select(session, LOCK, id))
                .replaceWithVoid();
    }

    Uni<Page<PaperFileView>> page(Wanted wanted, Actor actor, PageRequest page) {
        return Filter.of(PaperFile.class)
                .and(CustomerRef.OF, "customer", wanted.customerId())
                .and("lower(e.location) like :place escape '!'", "place", Filter.contains(wanted.location()))
                .seenBy(actor.sees(), CustomerRef.SEEN)
                .page(page, PaperFile::id, PaperFileView::of);
    }
}
