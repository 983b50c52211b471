package io.neiqin.platform.sample;

import io.neiqin.platform.approval.Approval.Subject;
import io.neiqin.platform.approval.ApprovalKind;
import io.neiqin.platform.approval.ApprovalRequest;
import io.neiqin.platform.approval.ApprovalStatus;
import io.neiqin.platform.command.CommandContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** Notes may need approval; the outcome becomes their title. */
@ApplicationScoped
class NoteApproval implements ApprovalKind {

    /** What is approved of a note. */
    record Content(String number, String title, BigDecimal amount) {
        static Content of(Note note) {
            return new Content(note.number(), note.title(), note.amount());
        }
    }

    static ApprovalRequest request(Note note) {
        return new ApprovalRequest(
                new Subject("note", note.id(), note.number()), note.number(), Content.of(note), Set.of());
    }

    private final Notes notes;

    NoteApproval(Notes notes) {
        this.notes = notes;
    }

    @Override
    public String name() {
        return "note";
    }

    @Override
    public Uni<Void> lock(UUID noteId) {
        return notes.locked(noteId).replaceWithVoid();
    }

    @Override
    public Uni<Void> completed(UUID noteId, ApprovalStatus outcome, CommandContext context) {
        return notes.locked(noteId)
                .map(context::watch)
                .invoke(note -> note.change(outcome.name().toLowerCase(Locale.ROOT) + " " + note.number(), 1))
                .replaceWithVoid();
    }
}
