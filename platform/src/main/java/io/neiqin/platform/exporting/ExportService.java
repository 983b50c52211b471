package io.neiqin.platform.exporting;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.exporting.Export.Asked;
import io.neiqin.platform.exporting.Exports.Download;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Use cases of exports. */
@ApplicationScoped
class ExportService {

    private final ExportKinds kinds;
    private final Exports exports;
    private final ExportRunner runner;
    private final ExportSettings settings;
    private final BusinessClock clock;
    private final ZoneId zone;

    ExportService(
            ExportKinds kinds,
            Exports exports,
            ExportRunner runner,
            ExportSettings settings,
            BusinessClock clock,
            @ConfigProperty(name = "neiqin.zone") ZoneId zone) {
        this.kinds = kinds;
        this.exports = exports;
        this.runner = runner;
        this.settings = settings;
        this.clock = clock;
        this.zone = zone;
    }

    /** Only notes it: one with few records is to be made by {@link #finish} right after the commit. */
    Uni<Export> ask(ExportResource.Request request, CommandContext context) {
        Actor actor = context.actor();
        ExportKind<?> kind = kinds.get(request.kind(), actor);
        Asked asked = ExportKinds.asked(kind, request.filters(), request.columns());
        return kind.count(new ExportFilters(asked.filters()), actor).flatMap(total -> {
            if (total > settings.maxRows()) {
                throw Problem.rule("export-too-large", settings.maxRows(), total);
            }
            boolean now = total <= settings.atOnce();
            Export export =
                    new Export(kind.name(), request.format(), request.language(), asked, context, total, zone, now);
            return (now ? Uni.createFrom().voidItem() : requirePlace(actor)).chain(() -> exports.persist(export));
        });
    }

    private Uni<Void> requirePlace(Actor actor) {
        return exports.open(actor)
                .invoke(open -> {
                    if (open >= settings.perPerson()) {
                        throw Problem.tooMany("export-too-many", open);
                    }
                })
                .replaceWithVoid();
    }

    /**
     * Tells what became of it.
     *
     * @param first whether the one that was begun by {@link #ask} is to be made
     */
    Uni<Export> finish(UUID id, Actor actor, boolean first) {
        return Panache.withSession(() -> exports.get(id, actor))
                .flatMap(export -> first && export.status() == Export.Status.RUNNING
                        ? runner.makeNow(id).chain(() -> Panache.withSession(() -> exports.get(id, actor)))
                        : Uni.createFrom().item(export));
    }

    Uni<Export> cancel(UUID id, CommandContext context) {
        return exports.toChange(id, context.actor()).invoke(export -> {
            export.requireAsker(context.actor());
            context.requireVersion(export.version());
            export.cancel(context);
        });
    }

    /**
     * For one who fetches the file now, which is kept before he has it.
     *
     * @param requestId as in the logs
     */
    Uni<Export> fetch(UUID id, Actor actor, String requestId) {
        return Panache.withTransaction(() -> exports.get(id, actor)
                .invoke(export -> export.requireFetchBy(actor, roles(export), clock.now()))
                .call(() -> exports.keep(id, new Download(clock.now(), actor.employeeNo(), requestId))));
    }

    private Set<String> roles(Export export) {
        ExportKind<?> kind = kinds.get(export.kind());
        return kind == null ? Set.of() : kind.roles();
    }
}
