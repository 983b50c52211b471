package io.neiqin.platform.sample;

import io.neiqin.platform.handover.HandOver.Subject;
import io.neiqin.platform.handover.SubjectKind;
import io.neiqin.platform.identity.Actor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class HandedNote implements SubjectKind {

    private final Notes notes;

    HandedNote(Notes notes) {
        this.notes = notes;
    }

    @Override
    public String type() {
        return "note";
    }

    @Override
    public Uni<Subject> get(UUID id, Actor actor) {
        return notes.get(id, actor).map(note -> new Subject(type(), id, note.number()));
    }
}
