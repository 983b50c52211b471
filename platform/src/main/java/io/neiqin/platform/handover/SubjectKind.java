package io.neiqin.platform.handover;

import io.neiqin.platform.identity.Actor;
import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** Something that people hand over to one another (交接), as a service says by a bean. */
public interface SubjectKind {

    /** Of the aggregate, as {@code order}. */
    String type();

    /** Refuses with 404, also what is out of sight. */
    Uni<HandOver.Subject> get(UUID id, Actor actor);
}
