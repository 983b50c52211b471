package io.neiqin.platform.exporting;

import io.neiqin.platform.command.Commands;
import io.neiqin.platform.exporting.Export.Language;
import io.neiqin.platform.exporting.Export.Status;
import io.neiqin.platform.exporting.Exports.Download;
import io.neiqin.platform.file.FileStore;
import io.neiqin.platform.http.Aside;
import io.neiqin.platform.http.ETags;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.http.View;
import io.neiqin.platform.id.RequestIds;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.table.TableWriter;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Exports (导出) over HTTP. Who may take which records out is for their kind to say. */
@Path("/exports")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.EMPLOYEE)
public class ExportResource {

    private final Commands commands;
    private final ExportService service;
    private final Exports exports;
    private final FileStore files;
    private final RequestIds requests;
    private final CurrentActor actor;

    ExportResource(
            Commands commands,
            ExportService service,
            Exports exports,
            FileStore files,
            RequestIds requests,
            CurrentActor actor) {
        this.commands = commands.within(exports::get);
        this.service = service;
        this.exports = exports;
        this.files = files;
        this.requests = requests;
        this.actor = actor;
    }

    @POST
    @Operation(
            summary = "Takes records out as a file: those that their list shows to the caller",
            description = "A short one is READY in the answer; a long one is made in the background. The answer to a"
                    + " repeated request shows how far it is by now.")
    @APIResponseSchema(value = ExportView.class, responseCode = "201")
    public Uni<Response> ask(@NotNull @Valid Request request) {
        Actor caller = actor.get();
        return commands.create(request, context -> service.ask(request, context), export -> view(export, caller))
                .flatMap(noted -> finish(noted, caller));
    }

    /** Whoever repeats his request does not make it a second time. */
    private Uni<Response> finish(Response noted, Actor caller) {
        String location = noted.getHeaderString("Location");
        UUID id = UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
        boolean repeated = noted.getHeaderString("Idempotent-Replay") != null;
        return service.finish(id, caller, !repeated).map(export -> asItIs(noted, view(export, caller)));
    }

    private static Response asItIs(Response noted, ExportView view) {
        return Response.fromResponse(noted)
                .entity(view)
                .header("ETag", null)
                .header("ETag", ETags.of(view.version()))
                .build();
    }

    @GET
    @WithSession
    @Operation(summary = "The caller's exports, the newest first; for an auditor those of the people in his scope")
    public Uni<Page<ExportView>> list(
            @QueryParam("status") String status,
            @QueryParam("kind") String kind,
            @QueryParam("by") String by,
            @BeanParam PageRequest page) {
        Actor caller = actor.get();
        var wanted = new Exports.Wanted(Filter.oneOf(Status.class, "status", status), kind, by);
        return exports.page(wanted, caller, page).map(found -> found.map(export -> view(export, caller)));
    }

    @GET
    @Path("/{id}")
    @WithSession
    @Operation(summary = "An export, with who fetched its file when")
    @APIResponseSchema(ExportView.class)
    public Uni<Response> get(UUID id) {
        Actor caller = actor.get();
        return exports.get(id, caller)
                .flatMap(export -> exports.downloads(id).map(all -> ExportView.of(export, caller, all)))
                .map(ETags::ok);
    }

    /** For a worker thread: a file is written as fast as its reader takes it. */
    @GET
    @Path("/{id}/content")
    @Blocking
    @Produces(MediaType.WILDCARD)
    @Operation(
            summary = "The file, for the one who asked for it",
            description = "Refused where he sees less by now than he did then. Each time it is fetched is kept.")
    @APIResponse(
            responseCode = "200",
            description = "The content",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Uni<Response> content(UUID id) {
        Actor caller = actor.get();
        String request = requests.current();
        return Aside.back(() -> service.fetch(id, caller, request))
                .flatMap(export -> Aside.run(() -> files.open(export.sha256()))
                        .map(content -> Response.ok(content, export.format().mediaType())
                                .header("Content-Length", export.size())
                                .header("Content-Disposition", "attachment; filename=\"" + export.fileName() + "\"")
                                .header("X-Content-Type-Options", "nosniff")
                                .header("Cache-Control", "no-store")
                                .build()));
    }

    @POST
    @Path("/{id}/cancel")
    @Operation(summary = "It is needed no more; also while it is being made")
    @APIResponseSchema(ExportView.class)
    public Uni<Response> cancel(UUID id) {
        Actor caller = actor.get();
        return commands.run(null, context -> service.cancel(id, context), export -> view(export, caller));
    }

    private static ExportView view(Export export, Actor caller) {
        return ExportView.of(export, caller, List.of());
    }

    /**
     * What is to be taken out.
     *
     * @param kind as the collection is called in the address of its list
     * @param filters as the list's parameters
     * @param columns by their keys, in the order of the file; all when left out
     * @param language of the head line; its keys when left out: such a file can be imported again
     */
    public record Request(
            @NotBlank @Size(max = 40) String kind,
            @NotNull TableWriter.Format format,
            @Size(max = 20) Map<String, @Size(max = 200) String> filters,
            @Size(min = 1, max = 100) List<@NotBlank String> columns,
            Language language) {}

    /**
     * An export as it is shown.
     *
     * @param total how many records there were when it was asked for; of some a file has several rows each
     * @param rows that are in the file so far
     * @param failure the code of what went wrong, null where nothing did
     * @param downloads of a single one, the first ones; none in a list
     */
    public record ExportView(
            UUID id,
            int version,
            String kind,
            Status status,
            TableWriter.Format format,
            Language language,
            Map<String, String> filters,
            List<String> columns,
            long total,
            long rows,
            String fileName,
            Long size,
            String sha256,
            String by,
            Instant createdAt,
            Instant endedAt,
            Instant expiresAt,
            String failure,
            List<Download> downloads,
            List<String> allowedActions)
            implements View {

        static ExportView of(Export export, Actor caller, List<Download> downloads) {
            return new ExportView(
                    export.id(),
                    export.version(),
                    export.kind(),
                    export.status(),
                    export.format(),
                    export.language(),
                    export.asked().filters(),
                    export.asked().columns(),
                    export.total(),
                    export.rows(),
                    export.fileName(),
                    export.size(),
                    export.sha256(),
                    export.ownerNo(),
                    export.askedAt(),
                    export.endedAt(),
                    export.expiresAt(),
                    export.failure(),
                    downloads,
                    export.actionsFor(caller));
        }
    }
}
