package io.neiqin.platform.attachment;

import io.neiqin.platform.attachment.AttachmentService.NewAttachment;
import io.neiqin.platform.command.Commands;
import io.neiqin.platform.file.FileStore;
import io.neiqin.platform.file.Incoming;
import io.neiqin.platform.file.Uploads;
import io.neiqin.platform.file.type.FileType;
import io.neiqin.platform.file.type.Inspection;
import io.neiqin.platform.history.History;
import io.neiqin.platform.history.HistoryView;
import io.neiqin.platform.http.Aside;
import io.neiqin.platform.http.ETags;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Roles;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Papers (附件) of records over HTTP. Who may is for the record to say, not for a role. */
@Path("/attachments")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.EMPLOYEE)
public class AttachmentResource {

    private final Commands commands;
    private final AttachmentService service;
    private final Attachments attachments;
    private final AttachmentSettings settings;
    private final Uploads uploads;
    private final FileStore store;
    private final History history;
    private final CurrentActor actor;

    AttachmentResource(
            Commands commands,
            AttachmentService service,
            Attachments attachments,
            AttachmentSettings settings,
            Uploads uploads,
            FileStore store,
            History history,
            CurrentActor actor) {
        this.commands = commands.within(attachments::get);
        this.service = service;
        this.attachments = attachments;
        this.settings = settings;
        this.uploads = uploads;
        this.store = store;
        this.history = history;
        this.actor = actor;
    }

    /** The body is no parameter: it is read only once it is clear that it may come. */
    @POST
    @Operation(
            summary = "Attaches a file, the body as it is, to a record. What it is, is told by its content: neither the"
                    + " name nor the Content-Type decides")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "201",
            description = "Attached; also when the record has the same content for the same purpose already",
            content = @Content(schema = @Schema(implementation = AttachmentView.class)))
    public Uni<Response> add(
            @QueryParam("type") String type,
            @QueryParam("record") UUID recordId,
            @QueryParam("purpose") String purpose,
            @QueryParam("name") String name) {
        Actor caller = actor.get();
        return Panache.withSession(() -> service.requireAddable(type, recordId, purpose, caller))
                .chain(() -> uploads.receive(
                        settings.size().asLongValue(),
                        file -> store(file, type, recordId, purpose, FileName.cleaned(name))
                                .flatMap(request -> commands.create(
                                        request, context -> service.add(request, context), AttachmentView::of))));
    }

    private Uni<NewAttachment> store(Incoming file, String type, UUID recordId, String purpose, String name) {
        return Aside.run(() -> {
            long unpacked = settings.unpacked().asLongValue();
            FileType kind = Inspection.of(file, name, settings.types(), unpacked);
            var stored = store.keep(file);
            return new NewAttachment(
                    type, recordId, purpose, kind.named(name), kind.mediaType(), stored.sha256(), stored.size());
        });
    }

    @GET
    @WithSession
    @Operation(summary = "Papers of a record, the newest first; with removed=true also those that were removed")
    public Uni<Page<AttachmentView>> list(
            @QueryParam("type") String type,
            @QueryParam("record") UUID recordId,
            @QueryParam("removed") boolean removed,
            @BeanParam PageRequest page) {
        return attachments.page(type, recordId, removed, actor.get(), page);
    }

    @GET
    @Path("/{id}")
    @WithSession
    @APIResponseSchema(AttachmentView.class)
    public Uni<Response> get(UUID id) {
        return attachments.get(id, actor.get()).map(AttachmentView::of).map(ETags::ok);
    }

    @GET
    @Path("/{id}/history")
    @WithSession
    public Uni<Page<HistoryView>> history(UUID id, @BeanParam PageRequest page) {
        return attachments.get(id, actor.get()).chain(() -> history.page(id, page));
    }

    @GET
    @Path("/{id}/content")
    @Blocking
    @Produces(MediaType.WILDCARD)
    @Operation(summary = "The file as it was attached; its hash is compared before the first byte is sent")
    @APIResponse(
            responseCode = "200",
            description = "The content",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Uni<Response> content(UUID id, @HeaderParam("If-None-Match") String known) {
        Actor caller = actor.get();
        return Aside.back(() -> Panache.withSession(() -> attachments.get(id, caller)))
                .map(Attachment::paperThere)
                .flatMap(paper -> Download.isKnown(paper, known)
                        ? Uni.createFrom().item(Download.notModified(paper))
                        : Aside.run(() -> store.open(paper.sha256())).map(content -> Download.of(paper, content)));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Takes a paper away from its record: with If-Match, and the reason in X-Reason")
    @APIResponseSchema(AttachmentView.class)
    public Uni<Response> remove(UUID id) {
        return commands.change(null, context -> service.remove(id, context), AttachmentView::of);
    }
}
