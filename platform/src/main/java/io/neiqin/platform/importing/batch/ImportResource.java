package io.neiqin.platform.importing.batch;

import io.neiqin.platform.command.Commands;
import io.neiqin.platform.file.Uploads;
import io.neiqin.platform.http.Aside;
import io.neiqin.platform.http.ETags;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.importing.ImportKind;
import io.neiqin.platform.importing.batch.ImportBatch.Status;
import io.neiqin.platform.json.WellFormedText;
import io.neiqin.platform.problem.Messages;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.table.Column;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Imports (导入) over HTTP: upload, look at what would happen, commit. Who may is for each kind to say. */
@Path("/imports")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.EMPLOYEE)
public class ImportResource {

    private static final String CSV = "text/csv;charset=UTF-8";

    private final Commands commands;
    private final ImportService service;
    private final ImportRunner runner;
    private final Imports imports;
    private final ImportErrors errors;
    private final ErrorFile errorFile;
    private final ImportKinds kinds;
    private final Uploads uploads;
    private final Messages messages;
    private final CurrentActor actor;
    private final HttpHeaders headers;

    ImportResource(
            Commands commands,
            ImportService service,
            ImportRunner runner,
            Imports imports,
            ImportErrors errors,
            ErrorFile errorFile,
            ImportKinds kinds,
            Uploads uploads,
            Messages messages,
            CurrentActor actor,
            HttpHeaders headers) {
        this.commands = commands.within(imports::get);
        this.service = service;
        this.runner = runner;
        this.imports = imports;
        this.errors = errors;
        this.errorFile = errorFile;
        this.kinds = kinds;
        this.uploads = uploads;
        this.messages = messages;
        this.actor = actor;
        this.headers = headers;
    }

    @GET
    @Path("/kinds")
    @Operation(summary = "What the caller may import, and which columns a file of it has")
    public List<KindView> kinds() {
        return kinds.of(actor.get()).stream().map(KindView::of).toList();
    }

    @GET
    @Path("/template")
    @Produces(CSV)
    @Operation(summary = "An empty file of a kind; with Chinese titles where they are asked for")
    @APIResponse(
            responseCode = "200",
            description = "A head line",
            content = @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)))
    public Response template(
            @QueryParam("kind") String kind, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String language) {
        boolean chinese = Messages.localeOf(language).equals(Locale.CHINESE);
        List<String> head = kinds.get(kind, actor.get()).columns().stream()
                .map(column -> (chinese ? column.chineseTitle() : column.key()) + (column.required() ? "*" : ""))
                .toList();
        return Response.ok("\uFEFF" + String.join(",", head) + "\r\n")
                .header("Content-Disposition", "attachment; filename=\"" + kind + ".csv\"")
                .build();
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Uploads a file, CSV or XLSX by its content, as the body; it is looked through at once",
            description = "Nothing is changed until it is committed: a dry run ends with GET.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponseSchema(value = ImportView.class, responseCode = "201")
    public Uni<Response> upload(
            @QueryParam("kind") String kind,
            @QueryParam("source") String source,
            @QueryParam("fileName") String fileName) {
        kinds.get(kind, actor.get());
        Upload upload = Upload.of(kind, source, fileName);
        return uploads.receive(Long.MAX_VALUE, file -> {
            if (file.size() == 0) {
                throw Problem.rule("table-empty");
            }
            return uploads.keep(file)
                    .flatMap(stored -> commands.create(
                            upload.with(stored.sha256()),
                            context ->
                                    service.upload(upload.kind(), upload.source(), upload.fileName(), stored, context),
                            this::view))
                    .invoke(runner::wake);
        });
    }

    @POST
    @Path("/{id}/validate")
    @Operation(summary = "Looks through it again, as when what was missing has come")
    @APIResponseSchema(ImportView.class)
    public Uni<Response> validate(UUID id) {
        return commands.run(null, context -> service.validate(id, context), this::view)
                .invoke(runner::wake);
    }

    @POST
    @Path("/{id}/commit")
    @Operation(summary = "Takes what was looked through; rows that cannot be taken are left out where that is said")
    @APIResponseSchema(ImportView.class)
    public Uni<Response> commit(UUID id, Commit request) {
        boolean skip = request != null && request.skipRefused();
        return commands.run(request, context -> service.commit(id, skip, context), this::view)
                .invoke(runner::wake);
    }

    @POST
    @Path("/{id}/cancel")
    @Operation(summary = "Stops it; what was taken before stays, and another import of the file finds it there")
    @APIResponseSchema(ImportView.class)
    public Uni<Response> cancel(UUID id) {
        return commands.run(null, context -> service.cancel(id, context), this::view);
    }

    @GET
    @Path("/{id}")
    @WithSession
    @APIResponseSchema(ImportView.class)
    public Uni<Response> get(UUID id) {
        return imports.get(id, actor.get()).map(this::view).map(ETags::ok);
    }

    @GET
    @WithSession
    @Operation(summary = "The caller's imports, the newest first; an auditor's: all")
    public Uni<Page<ImportView>> list(
            @QueryParam("kind") String kind, @QueryParam("status") String status, @BeanParam PageRequest page) {
        var wanted = new Imports.Wanted(kind, Filter.oneOf(Status.class, "status", status));
        return imports.page(wanted, actor.get(), page, this::view);
    }

    @GET
    @Path("/{id}/errors")
    @WithSession
    @Operation(summary = "What is wrong with its rows, in the order of the file")
    public Uni<ErrorPage> errors(
            UUID id,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String language) {
        ErrorPage.Place place = ErrorPage.Place.of(cursor);
        int most = Page.limit(limit);
        return imports.own(id, actor.get())
                .chain(() -> errors.after(id, place.line(), place.no(), most + 1))
                .map(found -> ErrorPage.of(found, most, Messages.localeOf(language), messages));
    }

    @GET
    @Path("/{id}/errors/file")
    @Produces(CSV)
    @Blocking
    @Operation(summary = "The refused rows as they stand in the file, each with what is wrong with it")
    @APIResponse(
            responseCode = "200",
            description = "The rows",
            content = @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)))
    public Response errorFile(UUID id, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String language) throws Exception {
        Actor caller = actor.get();
        ImportBatch batch = Aside.await(() -> Panache.withSession(() -> imports.own(id, caller)));
        ImportKind kind = kinds.get(batch.kind(), caller);
        return Response.ok(errorFile.of(batch, kind, Messages.localeOf(language)))
                .header("Content-Disposition", "attachment; filename=\"import-errors.csv\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    private ImportView view(ImportBatch batch) {
        Locale language = Messages.localeOf(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
        return ImportView.of(
                batch, actor.get(), fault -> messages.sentence(language, fault.code(), List.copyOf(fault.arguments())));
    }

    /** @param skipRefused whether the rows that cannot be taken are left out; without, they stop it before it begins */
    public record Commit(boolean skipRefused) {}

    /** What makes a repeated upload the same one. */
    private record Upload(String kind, String source, String fileName, String sha256) {

        private static final int MAX_NAME = 200;

        static Upload of(String kind, String source, String fileName) {
            if (source != null && !source.matches("[a-z0-9][a-z0-9._-]{0,39}")) {
                throw Problem.badRequest("parameter-invalid", "source", source);
            }
            String path = fileName == null ? "" : fileName.replaceAll("\\p{Cntrl}", "");
            String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
            return new Upload(kind, source == null ? "file" : source, WellFormedText.cut(name, MAX_NAME), null);
        }

        Upload with(String hash) {
            return new Upload(kind, source, fileName, hash);
        }
    }

    /**
     * @param key the column that tells one record from another; adjoining rows with the same one are one record
     */
    public record KindView(String kind, String key, List<ColumnView> columns) {

        static KindView of(ImportKind kind) {
            return new KindView(
                    kind.name(),
                    kind.key(),
                    kind.columns().stream().map(ColumnView::of).toList());
        }
    }

    /**
     * @param titles what it may be called besides
     * @param need whether a row has to have a value in it
     */
    public record ColumnView(String key, List<String> titles, Column.Type type, Column.Need need) {

        static ColumnView of(Column column) {
            return new ColumnView(column.key(), column.titles(), column.type(), column.need());
        }
    }
}
