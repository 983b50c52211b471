package io.neiqin.platform.sample;

import io.neiqin.platform.approval.ApprovalService;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.command.OwnWork;
import io.neiqin.platform.event.ReceivedEvent;
import io.neiqin.platform.numbering.Numbers;
import io.neiqin.platform.outbox.Outbox;
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Use cases of notes, some of them as bad as a test needs them. */
@ApplicationScoped
class NoteService {

    private final Notes notes;
    private final Numbers numbers;
    private final ApprovalService approvals;
    private final Outbox outbox;
    private final OwnWork work;

    NoteService(Notes notes, Numbers numbers, ApprovalService approvals, Outbox outbox, OwnWork work) {
        this.notes = notes;
        this.numbers = numbers;
        this.approvals = approvals;
        this.outbox = outbox;
        this.work = work;
    }

    Uni<Note> write(NoteResource.NewNote request, CommandContext context) {
        String owner = request.ownerNo() == null ? context.actor().employeeNo() : request.ownerNo();
        UUID department = request.departmentId() == null ? context.actor().departmentId() : request.departmentId();
        return numbers.next("note", context.businessDate())
                .map(number -> new Note(number, request.title(), request.amount(), owner, department, context))
                .flatMap(notes::persist)
                .call(note -> outbox.append(context, List.of(note.written())))
                .call(note -> sleep(request.seconds()));
    }

    Uni<Note> change(UUID id, String title, int times, CommandContext context) {
        return notes.get(id, context.actor()).map(context::watch).call(note -> {
            context.requireVersion(note.version());
            return outbox.append(context, note.change(title, times));
        });
    }

    Uni<Note> submit(UUID id, CommandContext context) {
        return notes.locked(id)
                .map(context::watch)
                .call(note -> approvals
                        .submit("note", note.approvalId(), NoteApproval.request(note), context)
                        .invoke(approval -> note.submittedAs(approval.id())));
    }

    /** Only what was approved, as it was approved. */
    Uni<Note> file(UUID id, CommandContext context) {
        return notes.locked(id)
                .call(note -> approvals.requireApproved(note.approvalId(), NoteApproval.Content.of(note)));
    }

    Uni<Note> drop(UUID id, CommandContext context) {
        return notes.locked(id).call(note -> approvals.expire(note.approvalId(), context));
    }

    /** What needs a reason. */
    Uni<Note> correct(UUID id, String title, CommandContext context) {
        context.requireReason();
        return change(id, title, 1, context);
    }

    /** Forgets to watch what it changes, and has it written before the end. */
    Uni<Note> changeUnwatched(UUID id, CommandContext context) {
        return notes.get(id, context.actor())
                .invoke(note -> note.change("unwatched", 1))
                .call(note -> Panache.flush());
    }

    /** A reaction. */
    Uni<Note> rename(UUID id, ReceivedEvent cause) {
        return work.react(
                "rename",
                cause.correlationId(),
                cause.id().toString(),
                context -> notes.findById(id)
                        .map(context::watch)
                        .call(note -> outbox.append(context, note.change("renamed " + id, 1))));
    }

    /** A reaction that forgets to record what it changes. */
    Uni<Note> renameUnrecorded(UUID id) {
        return notes.findById(id).invoke(note -> note.change("renamed carelessly " + id, 1));
    }

    /** Refuses after everything has been written. */
    Uni<Note> changeAndRefuse(UUID id, CommandContext context) {
        return change(id, "refused", 3, context)
                .call(note -> Panache.flush())
                .onItem()
                .failWith(() -> Problem.rule("too-many-changes", 1, 2));
    }

    Uni<Note> brokenSql(UUID id, CommandContext context) {
        return notes.get(id, context.actor())
                .call(note -> Panache.getSession()
                        .flatMap(session -> session.createNativeQuery("select secret from no_such_table")
                                .getResultList()));
    }

    private static Uni<Void> sleep(Double seconds) {
        return seconds == null
                ? Uni.createFrom().voidItem()
                : Panache.getSession()
                        .flatMap(session -> session.createNativeQuery(
                                        "select cast(pg_sleep(" + seconds + ") as text)", String.class)
                                .getSingleResult())
                        .replaceWithVoid();
    }
}
