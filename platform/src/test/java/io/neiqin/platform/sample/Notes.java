package io.neiqin.platform.sample;

import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** All notes, as far as one may see them. */
@ApplicationScoped
class Notes implements PanacheRepositoryBase<Note, UUID> {

    /** Refuses with 404, also what is out of sight. */
    Uni<Note> get(UUID id, Actor actor) {
        return findById(id)
                .map(note -> note != null && actor.sees().covers(note.ownerNo(), note.departmentId()) ? note : null)
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notFound("note", id));
    }

    Uni<Note> locked(UUID id) {
        return Filter.of(Note.class).and("e.id = :id", "id", id).locked();
    }

    Uni<Page<NoteResource.NoteView>> page(String text, String owner, Actor actor, PageRequest page) {
        return Filter.of(Note.class)
                .and("lower(e.title) like :text escape '!'", "text", Filter.contains(text))
                .and("e.ownerNo = :owner", "owner", owner)
                .seenBy(actor.sees())
                .page(page, Note::id, NoteResource.NoteView::of);
    }
}
