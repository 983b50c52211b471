package io.neiqin.platform.exporting;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.exporting.ExportLease.Lost;
import io.neiqin.platform.exporting.ExportLease.Term;
import io.neiqin.platform.file.FileStore;
import io.neiqin.platform.file.FileUses;
import io.neiqin.platform.file.StoredFile;
import io.neiqin.platform.http.Aside;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.outbox.Outbox;
import io.neiqin.platform.problem.DatabaseFaults;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.relay.Relay;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Makes exports, one after the other: reads page by page, each in a session of its own, and writes as it reads. After each
 * page it says how far it is, and learns whether it is still to go on. One that is left half done, by a crash or a database
 * that was away, is begun anew, here or by another instance, as soon as its lease is over.
 */
@ApplicationScoped
class ExportRunner {

    private static final Logger LOG = Logger.getLogger(ExportRunner.class);

    /** What was begun so often and never came to an end will not. */
    private static final int MOST_TERMS = 5;

    private final ExportKinds kinds;
    private final Exports exports;
    private final ExportLease lease;
    private final ExportSettings settings;
    private final FileStore files;
    private final FileUses uses;
    private final Outbox outbox;
    private final Relay relay;
    private final BusinessClock clock;
    private final ZoneId zone;

    ExportRunner(
            ExportKinds kinds,
            Exports exports,
            ExportLease lease,
            ExportSettings settings,
            FileStore files,
            FileUses uses,
            Outbox outbox,
            Relay relay,
            BusinessClock clock,
            @ConfigProperty(name = "neiqin.zone") ZoneId zone) {
        this.kinds = kinds;
        this.exports = exports;
        this.lease = lease;
        this.settings = settings;
        this.files = files;
        this.uses = uses;
        this.outbox = outbox;
        this.relay = relay;
        this.clock = clock;
        this.zone = zone;
    }

    /** While the database is away, all wait. */
    @Scheduled(every = "{neiqin.export.every}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return lease.expire(clock.now())
                .chain(() -> Multi.createBy()
                        .repeating()
                        .uni(this::makeNext)
                        .whilst(found -> found)
                        .collect()
                        .last())
                .onFailure()
                .invoke(away -> LOG.warnf("exports wait: %s", away.getMessage()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Whether there was one. */
    private Uni<Boolean> makeNext() {
        return lease.take()
                .flatMap(term -> term == null
                        ? Uni.createFrom().item(false)
                        : make(term, settings.maxRows()).replaceWith(true));
    }

    /** At once, in the request that asks for it; what turns out to be long waits its turn as the others do. */
    Uni<Void> makeNow(UUID id) {
        return make(new Term(id, 1), settings.atOnce());
    }

    /** @param mostRows where there are more it ends, for good or for another time */
    private Uni<Void> make(Term term, long mostRows) {
        if (term.epoch() > MOST_TERMS) {
            return lease.fail(term, "export-interrupted", clock.now());
        }
        return Panache.withSession(() -> exports.findById(term.id()))
                .flatMap(export -> {
                    ExportKind<?> kind = kinds.get(export.kind());
                    return kind == null
                            ? lease.fail(term, "export-unknown-kind", clock.now())
                            : write(term, export, kind, mostRows);
                })
                .onFailure(Lost.class)
                .recoverWithNull()
                .onFailure()
                .recoverWithUni(failed -> giveUp(term, failed));
    }

    private <V> Uni<Void> write(Term term, Export export, ExportKind<V> kind, long mostRows) {
        return Aside.run(() -> ExportFile.begin(export, kind, zone))
                .flatMap(file -> copy(term, export, kind, file, mostRows)
                        .flatMap(whole -> whole ? end(term, export, file) : tooMany(term, mostRows))
                        .onTermination()
                        .call(() -> Aside.run(() -> {
                            file.close();
                            return null;
                        })));
    }

    /** Whether all of it was written. */
    private <V> Uni<Boolean> copy(Term term, Export export, ExportKind<V> kind, ExportFile<V> file, long mostRows) {
        var filters = new ExportFilters(export.asked().filters());
        return Multi.createBy()
                .repeating()
                .uni(
                        Place::new,
                        place -> Panache.withSession(() ->
                                        kind.part(filters, export.asker(), PageRequest.of(kind.atOnce(), place.cursor)))
                                .call(part -> Aside.run(() -> {
                                    file.write(part.rows());
                                    return null;
                                }))
                                .call(() -> lease.renew(term, file.rows()))
                                .invoke(part -> place.cursor = part.nextCursor()))
                .whilst(part -> part.nextCursor() != null && file.rows() <= mostRows)
                .collect()
                .last()
                .map(part -> part.nextCursor() == null && file.rows() <= mostRows);
    }

    private static final class Place {
        private String cursor;
    }

    private Uni<Void> end(Term term, Export export, ExportFile<?> file) {
        return lease.storing(term, file.rows())
                .chain(() -> Aside.run(() -> file.store(files, settings.maxBytes())))
                .flatMap(stored -> Panache.withTransaction(() -> end(term, export, file.rows(), stored)))
                .invoke(relay::wake);
    }

    private Uni<Void> end(Term term, Export export, long rows, StoredFile stored) {
        Instant now = clock.now();
        CommandContext context =
                CommandContext.ofSystem(export.asker(), now, clock.today(), export.requestId(), null, "export");
        return uses.keep(stored.sha256())
                .chain(() -> lease.end(term, rows, stored.size(), stored.sha256(), now, now.plus(settings.keep())))
                .chain(() -> outbox.append(context, List.of(export.exported(rows, stored.sha256()))));
    }

    private Uni<Void> tooMany(Term term, long mostRows) {
        return mostRows < settings.maxRows() ? lease.giveBack(term) : lease.fail(term, "export-too-large", clock.now());
    }

    /** What will pass is left to the next term; what will not ends it, with the sentence of its refusal where it is one. */
    private Uni<Void> giveUp(Term term, Throwable failed) {
        if (DatabaseFaults.isPassing(failed) || failed instanceof Problem problem && problem.status() == 503) {
            LOG.warnf("export %s waits: %s", term.id(), failed.getMessage());
            return Uni.createFrom().voidItem();
        }
        LOG.errorf(failed, "export %s failed", term.id());
        return lease.fail(term, failed instanceof Problem problem ? problem.code() : "unexpected", clock.now());
    }
}
