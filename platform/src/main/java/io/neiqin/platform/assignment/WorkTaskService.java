package io.neiqin.platform.assignment;

import io.neiqin.events.DomainEvent;
import io.neiqin.platform.assignment.proposal.Candidate;
import io.neiqin.platform.assignment.proposal.Proposal;
import io.neiqin.platform.assignment.proposal.Proposal.Exclusion;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.outbox.Outbox;
import io.neiqin.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What people do with a task that is offered. */
@ApplicationScoped
class WorkTaskService {

    /** What a lead cannot overrule. */
    private static final Set<Exclusion> FIRM =
            EnumSet.of(Exclusion.NOT_HERE, Exclusion.BARRED, Exclusion.UNSKILLED, Exclusion.OUT_OF_SIGHT);

    private final WorkTasks tasks;
    private final Candidates candidates;
    private final TaskSubjects subjects;
    private final Outbox outbox;

    WorkTaskService(WorkTasks tasks, Candidates candidates, TaskSubjects subjects, Outbox outbox) {
        this.tasks = tasks;
        this.candidates = candidates;
        this.subjects = subjects;
        this.outbox = outbox;
    }

    Uni<WorkTask> accept(UUID id, CommandContext context) {
        return load(id, context).call(task -> tell(task, List.of(task.accept(context)), context));
    }

    /** The next one is asked at once. */
    Uni<WorkTask> decline(UUID id, String reason, CommandContext context) {
        return load(id, context).call(task -> {
            DomainEvent declined = task.decline(reason, context);
            return tasks.offer(task, context).call(offered -> tell(task, List.of(declined, offered), context));
        });
    }

    Uni<WorkTask> reassign(UUID id, String toNo, String reason, CommandContext context) {
        return load(id, context)
                .invoke(task -> task.requireReassignable(context))
                .call(task -> candidates
                        .of(task, context.businessDate())
                        .map(found -> eligible(task, toNo, found))
                        .flatMap(to -> tell(task, List.of(task.reassign(to, reason, context)), context)));
    }

    private Uni<Void> tell(WorkTask task, List<DomainEvent> told, CommandContext context) {
        return subjects.follow(task, told, context)
                .flatMap(all -> outbox.append(context, all))
                .replaceWithVoid();
    }

    private static Candidate eligible(WorkTask task, String toNo, List<Candidate> found) {
        Proposal proposal = Proposal.of(task.need(), task.terms(), Set.of(), found);
        return found.stream()
                .filter(candidate -> candidate.employeeNo().equals(toNo))
                .filter(candidate -> !FIRM.contains(proposal.excluded().get(toNo)))
                .findFirst()
                .orElseThrow(
                        () -> Problem.rule("assignee-not-eligible", toNo).at("/to", "assignee-not-eligible", toNo));
    }

    private Uni<WorkTask> load(UUID id, CommandContext context) {
        return subjects.lock(id)
                .chain(() -> tasks.toChange(id, context.actor()))
                .invoke(task -> context.requireVersion(task.version()));
    }
}
