package io.neiqin.platform.importing.batch;

import io.neiqin.platform.file.FileUse;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.importing.batch.ImportBatch.Status;
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;

/** All imports. Each is seen by who has uploaded it, for the file is his; auditors see that there were any. */
@ApplicationScoped
public class Imports implements PanacheRepositoryBase<ImportBatch, UUID> {

    /** What a list can be narrowed by; null means any. */
    record Wanted(String kind, Status status) {}

    /** What may still be taken is not swept, nor what was within a month, for who wants to see what was wrong with it. */
    @Produces
    @Singleton
    FileUse files() {
        return new FileUse(
                "select sha256 from import_batch where sha256 = any (?)"
                        + " and (status in ('UPLOADED', 'VALIDATED', 'COMMITTING') or changed_at > now() - interval '30 days')");
    }

    /** Refuses with 404, also what is another's. */
    Uni<ImportBatch> get(UUID id, Actor actor) {
        return found(
                seen(Filter.of(ImportBatch.class).and("e.id = :id", "id", id), actor)
                        .single(),
                id);
    }

    /** As {@link #get}, the caller's own: what stands in the file is for nobody else. */
    Uni<ImportBatch> own(UUID id, Actor actor) {
        return found(ofMine(id, actor).single(), id);
    }

    /** As {@link #own}, for a change. */
    Uni<ImportBatch> ownToChange(UUID id, Actor actor) {
        return found(ofMine(id, actor).locked(), id);
    }

    private static Filter<ImportBatch> ofMine(UUID id, Actor actor) {
        return Filter.of(ImportBatch.class)
                .and("e.id = :id", "id", id)
                .and("e.createdBy = :me", "me", actor.employeeNo());
    }

    private static Uni<ImportBatch> found(Uni<ImportBatch> batch, UUID id) {
        return batch.onItem().ifNull().failWith(() -> Problem.notFound("import", id));
    }

    Uni<Page<ImportView>> page(Wanted wanted, Actor actor, PageRequest page, Function<ImportBatch, ImportView> view) {
        Filter<ImportBatch> filter = Filter.of(ImportBatch.class)
                .and("e.kind = :kind", "kind", wanted.kind())
                .and("e.status = :status", "status", wanted.status());
        return seen(filter, actor).page(page, ImportBatch::id, view);
    }

    private static Filter<ImportBatch> seen(Filter<ImportBatch> filter, Actor actor) {
        return actor.has(Roles.AUDITOR) ? filter : filter.and("e.createdBy = :me", "me", actor.employeeNo());
    }

    /** How many of his are waiting or being worked on. */
    Uni<Long> runningOf(Actor actor) {
        return count("createdBy = ?1 and status in (UPLOADED, COMMITTING)", actor.employeeNo());
    }

    /** The next one that nobody has in hand, locked; null where there is none. */
    Uni<ImportBatch> nextFree(Instant now) {
        return getSession()
                .flatMap(session -> session.createNativeQuery("""
                        select * from import_batch
                        where status in ('UPLOADED', 'COMMITTING') and (runner is null or runner_until < :now)
                        order by id limit 1 for update skip locked""", ImportBatch.class)
                        .setParameter("now", now)
                        .getSingleResultOrNull());
    }

    /** Locked, for who has it in hand. */
    Uni<ImportBatch> locked(UUID id) {
        return Filter.of(ImportBatch.class).and("e.id = :id", "id", id).locked();
    }
}
