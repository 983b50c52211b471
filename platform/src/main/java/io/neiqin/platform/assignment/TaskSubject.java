package io.neiqin.platform.assignment;

import io.neiqin.events.DomainEvent;
import io.neiqin.platform.command.CommandContext;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;

/**
 * Something that follows who has its task, as a service says by a bean: a record whose owner is whoever is to do it. What
 * has none, goes its own way.
 */
public interface TaskSubject {

    /** Of the aggregate, as {@code order}. */
    String type();

    /** Locks the subject until the commit, as its own commands do: before its task is. */
    Uni<Void> lock(UUID subjectId);

    /**
     * The task has come into other hands, or is accepted, and not by a command of the subject itself; in that
     * transaction. Whoever moved it need not see the subject, and has moved it: this refuses nothing.
     *
     * @return what the subject tells of it
     */
    Uni<List<DomainEvent>> follow(Hands hands, CommandContext context);

    /**
     * Who has the task now. Why is not said here: of somebody who declined it may speak of his health.
     *
     * @param state UNASSIGNED, OFFERED or ACCEPTED
     * @param assigneeNo null in UNASSIGNED
     * @param departmentId his; null in UNASSIGNED
     */
    record Hands(UUID subjectId, String kind, WorkTask.State state, String assigneeNo, UUID departmentId) {}
}
