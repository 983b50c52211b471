package io.neiqin.platform.exporting;

import io.neiqin.platform.database.TransactionSql;
import io.neiqin.platform.exporting.Export.Status;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** All exports, each in sight of the one who asked for it; auditors see those of the people in their scope. */
@ApplicationScoped
class Exports implements PanacheRepositoryBase<Export, UUID> {

    /** What a list can be narrowed by; null means any. */
    record Wanted(Status status, String kind, String by) {}

    /**
     * That a file was fetched.
     *
     * @param requestId as in the logs
     */
    record Download(Instant at, String by, String requestId) {}

    /** One person's exports are counted one after the other. */
    private static final String IN_TURN =
            "select cast(pg_advisory_xact_lock(hashtext('data_export'), hashtext($1)) as text)";

    private static final String KEEP =
            "insert into data_export_download (export_id, at, employee_no, request_id) values ($1, $2, $3, $4)";

    private static final String DOWNLOADS =
            "select at, employee_no, request_id from data_export_download where export_id = $1 order by id limit 200";

    private static Filter<Export> seen(Actor actor) {
        Filter<Export> filter = Filter.of(Export.class);
        return actor.has(Roles.AUDITOR)
                ? filter.seenBy(actor.sees())
                : filter.and("e.ownerNo = :me", "me", actor.employeeNo());
    }

    /** Refuses with 404, also what is out of sight. */
    Uni<Export> get(UUID id, Actor actor) {
        return found(id, seen(actor).and("e.id = :id", "id", id).single());
    }

    /** As {@link #get}, nobody else changes it until the commit. */
    Uni<Export> toChange(UUID id, Actor actor) {
        return found(id, seen(actor).and("e.id = :id", "id", id).locked());
    }

    private static Uni<Export> found(UUID id, Uni<Export> export) {
        return export.onItem().ifNull().failWith(() -> Problem.notFound("export", id));
    }

    Uni<Page<Export>> page(Wanted wanted, Actor actor, PageRequest page) {
        return seen(actor)
                .and("e.status = :status", "status", wanted.status())
                .and("e.kind = :kind", "kind", wanted.kind())
                .and("e.ownerNo = :by", "by", wanted.by())
                .page(page, Export::id, export -> export);
    }

    /** How many of his wait or are being made; nobody else asks for another of his until the commit. */
    Uni<Long> open(Actor actor) {
        return getSession()
                .flatMap(session -> TransactionSql.select(session, IN_TURN, actor.employeeNo()))
                .chain(() -> count(
                        "ownerNo = ?1 and status in (?2, ?3)", actor.employeeNo(), Status.QUEUED, Status.RUNNING));
    }

    Uni<Void> keep(UUID id, Download download) {
        return getSession()
                .flatMap(session -> TransactionSql.update(
                        session, KEEP, id, download.at().atOffset(ZoneOffset.UTC), download.by(), download.requestId()))
                .replaceWithVoid();
    }

    /** The first ones first. */
    Uni<List<Download>> downloads(UUID id) {
        return getSession()
                .flatMap(session -> TransactionSql.select(session, DOWNLOADS, id))
                .map(Unchecked.function(Exports::read));
    }

    private static List<Download> read(ResultSet row) throws SQLException {
        List<Download> downloads = new ArrayList<>();
        while (row.next()) {
            downloads.add(new Download(
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getString("employee_no"),
                    row.getString("request_id")));
        }
        return downloads;
    }
}
