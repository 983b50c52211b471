package io.neiqin.platform.approval;

import io.neiqin.events.DomainEvent;
import io.neiqin.platform.approval.Approval.Subject;
import io.neiqin.platform.approval.ApprovalResource.Decision;
import io.neiqin.platform.approval.ApprovalResource.Word;
import io.neiqin.platform.approval.Flow.Node;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.deadline.Deadlines;
import io.neiqin.platform.handover.HandOver;
import io.neiqin.platform.handover.HandOverService;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.organisation.People;
import io.neiqin.platform.outbox.Outbox;
import io.neiqin.platform.problem.Problem;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Use cases of approvals (审批). A Service submits and asks within its own transaction; those who are asked decide over
 * HTTP, and what that does to the subject happens in the deciding transaction.
 */
@ApplicationScoped
public class ApprovalService {

    /** What deadlines call an approval, and their kind: one per person who is asked. */
    private static final String APPROVAL = "approval";

    private final Approvals approvals;
    private final Approvers approvers;
    private final People people;
    private final Deadlines deadlines;
    private final HandOverService handOvers;
    private final Outbox outbox;
    private final Map<String, ApprovalKind> kinds;
    private final Map<String, Flow> flows;

    ApprovalService(
            Approvals approvals,
            Approvers approvers,
            People people,
            Deadlines deadlines,
            HandOverService handOvers,
            Outbox outbox,
            @All List<ApprovalKind> kinds,
            ApprovalSettings settings) {
        this.approvals = approvals;
        this.approvers = approvers;
        this.people = people;
        this.deadlines = deadlines;
        this.handOvers = handOvers;
        this.outbox = outbox;
        this.kinds = kinds.stream().collect(Collectors.toMap(ApprovalKind::name, kind -> kind));
        this.flows = settings.kind().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, kind -> Flow.of(kind.getKey(), kind.getValue())));
    }

    /** A kind that nobody approves stops the start, and not the first request. */
    void start(@Observes StartupEvent starting) {
        if (!flows.keySet().containsAll(kinds.keySet())) {
            throw new IllegalStateException("neiqin.approval.kind is not set for all of " + kinds.keySet());
        }
    }

    /**
     * Asks for approval. What the same requester has had sent back or has withdrawn goes on as its next round.
     *
     * @param content a record of the fields that are approved, as the stored row has them
     */
    public Uni<Approval> submit(String kind, Subject subject, Object content, CommandContext context) {
        Requester requester =
                new Requester(context.actor().employeeNo(), context.actor().departmentId());
        return approvals
                .last(kind, subject.subjectId())
                .map(last -> last != null && last.isResubmittedBy(requester)
                        ? context.watch(last)
                        : new Approval(Uuid7.next(), subject, requester, flows.get(kind)))
                .call(approval -> approvers
                        .copied(approval.flow(), requester)
                        .flatMap(copied -> take(
                                approval, who -> approval.submit(Content.of(content), who, copied, context), context)))
                .flatMap(approvals::persist);
    }

    /** Refuses with 409 unless the last approval of this kind stands, and is one of this very content. */
    public Uni<Void> requireApproved(String kind, UUID subjectId, Object content) {
        return approvals
                .last(kind, subjectId)
                .invoke(last -> {
                    if (last == null || last.status() != ApprovalStatus.APPROVED) {
                        throw Problem.conflict("approval-missing", kind);
                    }
                    if (!last.covers(Content.of(content))) {
                        throw Problem.conflict("approval-of-other-content", kind);
                    }
                })
                .replaceWithVoid();
    }

    /** What was to be approved is no more. Does nothing where none is pending or given. */
    public Uni<Void> expire(String kind, UUID subjectId, CommandContext context) {
        return approvals
                .last(kind, subjectId)
                .onItem()
                .ifNotNull()
                .transform(context::watch)
                .onItem()
                .ifNotNull()
                .call(approval -> tell(approval, approval.expire(context), false, context))
                .replaceWithVoid();
    }

    /** What came of one of many decisions: the approval, or why it was refused. */
    record Outcome(UUID id, Approval approval, Problem refusal) {}

    /**
     * Many decisions in one transaction, in the order of their ids, so that two calls cannot wait for each other. One that is
     * refused keeps none of the others.
     */
    Uni<List<Outcome>> decideAll(List<Decision> decisions, CommandContext context) {
        return Multi.createFrom()
                .iterable(decisions.stream()
                        .sorted(Comparator.comparing(Decision::id))
                        .toList())
                .onItem()
                .transformToUniAndConcatenate(decision -> decideOne(decision, context))
                .collect()
                .asList();
    }

    private Uni<Outcome> decideOne(Decision decision, CommandContext context) {
        return decide(decision.id(), decision.decision(), decision.comment(), context)
                .map(approval -> new Outcome(decision.id(), approval, null))
                .onFailure(Problem.class)
                .recoverWithItem(refused -> new Outcome(decision.id(), null, (Problem) refused));
    }

    Uni<Approval> decide(UUID id, Word word, String comment, CommandContext context) {
        return act(id, word.name(), saying(word, comment, context), context);
    }

    /** @param toStep counted from 1; null for the requester */
    Uni<Approval> sendBack(UUID id, String comment, Integer toStep, CommandContext context) {
        BiConsumer<Course, Voice> verb = toStep == null
                ? (course, voice) -> course.sendBack(voice, comment, context.at())
                : (course, voice) -> course.sendBack(voice, comment, toStep - 1, context.at());
        return act(id, "SEND_BACK", verb, context);
    }

    Uni<Approval> transfer(UUID id, String to, String comment, CommandContext context) {
        return requireHere(List.of(to))
                .chain(() -> act(
                        id, "TRANSFER", (course, voice) -> course.transfer(voice, to, comment, context.at()), context));
    }

    Uni<Approval> addSigners(UUID id, List<String> signers, CommandContext context) {
        return requireHere(signers)
                .chain(() -> act(id, "ADD_SIGNERS", (course, voice) -> course.addSigners(voice, signers), context));
    }

    private static BiConsumer<Course, Voice> saying(Word word, String comment, CommandContext context) {
        return word == Word.APPROVE
                ? (course, voice) -> course.approve(voice, comment, context.at())
                : (course, voice) -> course.reject(voice, comment, context.at());
    }

    private Uni<Void> requireHere(List<String> employeeNos) {
        return Multi.createFrom()
                .iterable(employeeNos)
                .onItem()
                .transformToUniAndConcatenate(no -> people.person(no).invoke(found -> {
                    if (found.isEmpty()) {
                        throw Problem.rule("unknown-employee-no", no);
                    }
                }))
                .collect()
                .last()
                .replaceWithVoid();
    }

    Uni<Approval> withdraw(UUID id, CommandContext context) {
        return load(id, context).call(approval -> end(approval, approval.withdraw(context), context));
    }

    Uni<Approval> urge(UUID id, CommandContext context) {
        return load(id, context).call(approval -> outbox.append(context, List.of(approval.urge(context))));
    }

    private Uni<Approval> act(UUID id, String decision, BiConsumer<Course, Voice> verb, CommandContext context) {
        String by = context.actor().employeeNo();
        return load(id, context)
                .call(approval -> people.principals(by)
                        .map(principals -> new Voice(by, Set.copyOf(principals)))
                        .flatMap(voice ->
                                take(approval, who -> approval.decide(decision, verb, voice, who, context), context)));
    }

    /** The subject is locked before its approval, here as in its own commands: two could wait for each other. */
    private Uni<Approval> load(UUID id, CommandContext context) {
        return approvals
                .subject(id)
                .onItem()
                .ifNotNull()
                .call(about -> kinds.get(about.kind()).lock(about.subjectId()))
                .chain(() -> approvals.toChange(id, context.actor()))
                .map(context::watch)
                .invoke(approval -> context.requireVersion(approval.version()));
    }

    private Uni<Void> take(
            Approval approval, Function<Map<Node, List<String>>, List<DomainEvent>> verb, CommandContext context) {
        int round = approval.progress().round();
        return approvers.of(approval.flow(), approval.requester()).flatMap(who -> {
            List<DomainEvent> events = verb.apply(who);
            boolean anew = round != approval.progress().round();
            return anew ? tell(approval, events, true, context) : end(approval, events, context);
        });
    }

    /** What its end does to the subject comes first: the last event told is the approval's own. */
    private Uni<Void> end(Approval approval, List<DomainEvent> events, CommandContext context) {
        Uni<Void> effect = approval.status() == ApprovalStatus.PENDING
                ? Uni.createFrom().voidItem()
                : kinds.get(approval.kind())
                        .completed(approval.subject().subjectId(), approval.status(), context)
                        .onFailure(Problem.class)
                        .transform(refused -> new IllegalStateException("its subject refused a decision", refused));
        return effect.chain(() -> tell(approval, events, false, context));
    }

    /** @param anew whether those who are asked have their time from the beginning: in another round */
    private Uni<Void> tell(Approval approval, List<DomainEvent> events, boolean anew, CommandContext context) {
        var due = new Deadlines.Open(APPROVAL, approval.id(), approval.subject().number(), APPROVAL);
        return outbox.append(context, events)
                .chain(() -> deadlines.keep(due, approval.asked(), anew, context))
                .chain(() -> follow(approval, context));
    }

    /** Whoever is asked has it: so it shows which department it has lain with, and for how long. */
    private Uni<Void> follow(Approval approval, CommandContext context) {
        var subject =
                new HandOver.Subject(APPROVAL, approval.id(), approval.subject().number());
        String first = approval.asked().stream().findFirst().orElse(null);
        return handOvers.follow(subject, first, approval.status().name(), context);
    }
}
