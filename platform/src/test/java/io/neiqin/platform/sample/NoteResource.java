package io.neiqin.platform.sample;

import io.neiqin.platform.command.Commands;
import io.neiqin.platform.history.History;
import io.neiqin.platform.history.HistoryView;
import io.neiqin.platform.http.ETags;
import io.neiqin.platform.http.ExternalRef;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.http.View;
import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Notes over HTTP, in the style of the services. */
@Path("/notes")
@Produces(MediaType.APPLICATION_JSON)
public class NoteResource {

    private final Commands commands;
    private final NoteService service;
    private final Notes notes;
    private final History history;
    private final CurrentActor actor;

    NoteResource(Commands commands, NoteService service, Notes notes, History history, CurrentActor actor) {
        this.commands = commands.within(notes::get);
        this.service = service;
        this.notes = notes;
        this.history = history;
        this.actor = actor;
    }

    @POST
    @RolesAllowed(Roles.CLERK)
    public Uni<Response> write(@NotNull @Valid NewNote request) {
        return commands.create(request, context -> service.write(request, context), NoteView::of);
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Roles.CLERK)
    public Uni<Response> edit(UUID id, @NotNull @Valid Change request) {
        return commands.change(
                request, context -> service.change(id, request.title(), request.times(), context), NoteView::of);
    }

    @POST
    @Path("/{id}/change")
    @RolesAllowed(Roles.CLERK)
    public Uni<Response> change(UUID id, @NotNull @Valid Change request) {
        return commands.run(
                request, context -> service.change(id, request.title(), request.times(), context), NoteView::of);
    }

    @POST
    @Path("/{id}/submit")
    @RolesAllowed(Roles.CLERK)
    public Uni<Response> submit(UUID id) {
        return commands.run(null, context -> service.submit(id, context), NoteView::of);
    }

    @POST
    @Path("/{id}/file")
    @RolesAllowed(Roles.CLERK)
    public Uni<Response> file(UUID id) {
        return commands.run(null, context -> service.file(id, context), NoteView::of);
    }

    @POST
    @Path("/{id}/drop")
    @RolesAllowed(Roles.CLERK)
    public Uni<Response> drop(UUID id) {
        return commands.run(null, context -> service.drop(id, context), NoteView::of);
    }

    @POST
    @Path("/{id}/correct")
    @RolesAllowed(Roles.CLERK)
    public Uni<Response> correct(UUID id, @NotNull @Valid Change request) {
        return commands.run(request, context -> service.correct(id, request.title(), context), NoteView::of);
    }

    @POST
    @Path("/{id}/change-unwatched")
    @RolesAllowed(Roles.CLERK)
    public Uni<Response> changeUnwatched(UUID id) {
        return commands.run(null, context -> service.changeUnwatched(id, context), NoteView::of);
    }

    @GET
    @Path("/{id}/history")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    public Uni<Page<HistoryView>> history(UUID id, @BeanParam PageRequest page) {
        return notes.get(id, actor.get()).chain(() -> history.page(id, page));
    }

    @POST
    @Path("/{id}/refuse")
    @RolesAllowed(Roles.CLERK)
    public Uni<Response> refuse(UUID id) {
        return commands.run(null, context -> service.changeAndRefuse(id, context), NoteView::of);
    }

    @POST
    @Path("/{id}/bad-sql")
    @RolesAllowed(Roles.CLERK)
    public Uni<Response> badSql(UUID id) {
        return commands.run(null, context -> service.brokenSql(id, context), NoteView::of);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    public Uni<Response> get(UUID id) {
        return notes.get(id, actor.get()).map(NoteView::of).map(ETags::ok);
    }

    /** A list that lets machine accounts in: they see by their scope, as everybody. */
    @GET
    @RolesAllowed({Roles.EMPLOYEE, Roles.SYSTEM})
    @WithSession
    public Uni<Page<NoteView>> list(
            @QueryParam("q") String text,
            @QueryParam("owner") String owner,
            @QueryParam("dueOn") LocalDate dueOn,
            @BeanParam PageRequest page) {
        return notes.page(text, owner, actor.get(), page);
    }

    /** Nobody said who may: nobody may. */
    @GET
    @Path("/forgotten")
    public String forgotten() {
        return "open";
    }

    @GET
    @Path("/broken")
    @RolesAllowed(Roles.EMPLOYEE)
    public Uni<String> broken() {
        throw new IllegalStateException("select secret from note: io.neiqin.platform.sample.Note failed");
    }

    @GET
    @Path("/locked")
    @RolesAllowed(Roles.EMPLOYEE)
    public Uni<String> locked() {
        throw Problem.illegalTransition("edit", "CLOSED", List.of("reopen"));
    }

    public enum Kind {
        PLAIN,
        URGENT
    }

    /** A note as it is written. */
    public record NewNote(
            @NotBlank @Size(min = 2, max = 1_000_000) String title,
            Kind kind,
            @Digits(integer = 10, fraction = 2) BigDecimal amount,
            @Size(max = 3) List<@NotNull @Valid Line> lines,
            String ownerNo,
            UUID departmentId,
            Double seconds,
            @Valid ExternalRef externalRef) {}

    public record Line(@NotBlank String text, @Min(1) Integer count, Map<String, String> marks) {}

    public record Change(
            @NotBlank @Size(max = 100) String title,
            @Min(1) @Max(500) Integer times) {
        public Change {
            times = times == null ? 1 : times;
        }
    }

    /** A note as it is shown. */
    public record NoteView(
            UUID id,
            int version,
            String number,
            String title,
            BigDecimal amount,
            LocalDate dueOn,
            int changes,
            String ownerNo,
            String importBatch)
            implements View {

        static NoteView of(Note note) {
            return new NoteView(
                    note.id(),
                    note.version(),
                    note.number(),
                    note.title(),
                    note.amount(),
                    note.dueOn(),
                    note.changes(),
                    note.ownerNo(),
                    note.importBatch());
        }
    }
}
