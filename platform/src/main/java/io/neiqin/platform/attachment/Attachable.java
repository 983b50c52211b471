package io.neiqin.platform.attachment;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.identity.Actor;

/** A record to which papers can be attached. */
public interface Attachable {

    Attachment.Subject subject();

    /**
     * Refuses with 403 whom this is not for, with 422 {@code attachment-unknown-purpose} what it has no papers for, and with
     * 409 where it takes none of this purpose now.
     */
    void requireAddable(String purpose, Actor actor);

    /** Refuses with 403 whom this is not for, and with 409 where papers of this purpose have to stay. */
    void requireRemovable(String purpose, Actor actor);

    /** Has it from now on, if it wants to say so itself: its version and its history change with that. */
    void attach(Paper paper, CommandContext context);

    /** Has it no more. */
    void detach(Paper paper, CommandContext context);
}
