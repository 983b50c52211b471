package io.neiqin.platform.attachment;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.identity.Actor;
import io.smallrye.mutiny.Uni;
import java.util.UUID;

/**
 * Records that have papers (附件), as a service says by a bean: who sees the record sees its papers, and what may be done to
 * them is the record's to decide.
 */
public interface AttachmentKind {

    /** Of the aggregate, as {@code order}. */
    String type();

    /** Refuses with 404, also what is out of sight. */
    Uni<Attachable> get(UUID id, Actor actor);

    /** As {@link #get}, locked until the commit and watched: its papers are about to change. */
    Uni<Attachable> toChange(UUID id, CommandContext context);
}
