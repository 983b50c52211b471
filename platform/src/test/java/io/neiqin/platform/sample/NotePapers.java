package io.neiqin.platform.sample;

import io.neiqin.platform.attachment.Attachable;
import io.neiqin.platform.attachment.Attachment.Subject;
import io.neiqin.platform.attachment.AttachmentKind;
import io.neiqin.platform.attachment.Paper;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Notes with papers: a clerk brings them, and takes them away as long as the note was not changed. */
@ApplicationScoped
class NotePapers implements AttachmentKind {

    private static final Set<String> PURPOSES = Set.of("SOURCE", "PROOF");

    private final Notes notes;

    NotePapers(Notes notes) {
        this.notes = notes;
    }

    @Override
    public String type() {
        return "note";
    }

    @Override
    public Uni<Attachable> get(UUID id, Actor actor) {
        return notes.get(id, actor).map(Papered::new);
    }

    @Override
    public Uni<Attachable> toChange(UUID id, CommandContext context) {
        return notes.get(id, context.actor()).chain(() -> notes.locked(id)).map(Papered::new);
    }

    private record Papered(Note note) implements Attachable {

        @Override
        public Subject subject() {
            return new Subject("note", note.id(), note.number());
        }

        @Override
        public void requireAddable(String purpose, Actor actor) {
            requireClerk(actor);
            if (purpose == null || !PURPOSES.contains(purpose)) {
                throw Problem.rule("attachment-unknown-purpose", String.valueOf(purpose), PURPOSES);
            }
        }

        @Override
        public void requireRemovable(String purpose, Actor actor) {
            requireClerk(actor);
            if (note.changes() > 0) {
                throw Problem.illegalTransition("detach", "CHANGED", List.of());
            }
        }

        private static void requireClerk(Actor actor) {
            if (!actor.has(Roles.CLERK)) {
                throw Problem.forbidden("role-missing");
            }
        }

        @Override
        public void attach(Paper paper, CommandContext context) {}

        @Override
        public void detach(Paper paper, CommandContext context) {}
    }
}
