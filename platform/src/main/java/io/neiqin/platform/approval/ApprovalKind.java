package io.neiqin.platform.approval;

import io.neiqin.platform.command.CommandContext;
import io.smallrye.mutiny.Uni;
import java.util.UUID;

/**
 * Something that needs approval (审批), as a service says by a bean. Who approves it is configuration:
 * {@code neiqin.approval.kind.<name>}.
 */
public interface ApprovalKind {

    /** As {@code order-over-limit}. */
    String name();

    /** Locks the subject until the commit, as its own commands do: before its approval is. */
    Uni<Void> lock(UUID subjectId);

    /**
     * What the end of an approval does to its subject; in the deciding transaction. He who decides need not see the subject,
     * and has decided: this refuses nothing.
     *
     * @param outcome APPROVED, REJECTED, RETURNED or WITHDRAWN
     */
    Uni<Void> completed(UUID subjectId, ApprovalStatus outcome, CommandContext context);
}
