package io.neiqin.platform.approval;

import io.neiqin.events.DomainEvent;
import io.neiqin.platform.approval.ApprovalResource.Decision;
import io.neiqin.platform.approval.Approvals.About;
import io.neiqin.platform.approval.Flow.Node;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.database.InTurn;
import io.neiqin.platform.deadline.Deadlines;
import io.neiqin.platform.handover.HandOver;
import io.neiqin.platform.handover.HandOverService;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.organisation.People;
import io.neiqin.platform.outbox.Outbox;
import io.neiqin.platform.problem.Problem;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Use cases of approvals (审批). A Service submits and asks within its own transaction; those who are asked decide over
 * HTTP, and what that does to the subject happens in the deciding transaction.
 */
@ApplicationScoped
public class ApprovalService {

    /** What deadlines call an approval, and their kind: one per person who is asked. */
    static final String APPROVAL = "approval";

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
     * @param before the approval that was asked for this last; null for none
     */
    public Uni<Approval> submit(String kind, UUID before, ApprovalRequest request, CommandContext context) {
        Requester by =
                new Requester(context.actor().employeeNo(), context.actor().departmentId());
        Flow flow = flows.get(kind);
        return locked(before)
                .invoke(last -> {
                    if (last != null && last.status() == ApprovalStatus.PENDING) {
                        throw Problem.conflict("approval-pending");
                    }
                })
                .map(last -> last != null && last.isOpenAgainTo(by.employeeNo())
                        ? context.watch(last)
                        : new Approval(Uuid7.next(), kind, request.subject()))
                .call(approval -> approvers.copied(flow, by).invoke(told -> approval.ask(request, by, flow, told)))
                .call(approval -> submit(approval, context))
                .flatMap(approvals::persist);
    }

    /** Refuses with 409 unless this approval is given, and is one of this very content. */
    public Uni<Void> requireApproved(UUID id, Object content) {
        return locked(id)
                .invoke(last -> {
                    if (last == null || last.status() != ApprovalStatus.APPROVED) {
                        throw Problem.conflict("approval-missing");
                    }
                    if (!last.covers(Content.of(content))) {
                        throw Problem.conflict("approval-of-other-content", last.kind());
                    }
                })
                .replaceWithVoid();
    }

    /** What was to be approved is no more. Does nothing where none is pending or given. */
    public Uni<Void> expire(UUID id, CommandContext context) {
        return locked(id)
                .onItem()
                .ifNotNull()
                .call(approval -> tell(context.watch(approval), approval.expire(context), false, context))
                .replaceWithVoid();
    }

    /**
     * Its subject is taken back by somebody: the requester's own request goes on as its next round when he asks again,
     * another's is void, and so is what was approved. Does nothing where none is pending or given.
     */
    public Uni<Void> takeBack(UUID id, CommandContext context) {
        return locked(id)
                .onItem()
                .ifNotNull()
                .call(approval -> tell(context.watch(approval), approval.takenBack(context), false, context))
                .replaceWithVoid();
    }

    private Uni<Approval> locked(UUID id) {
        return id == null ? Uni.createFrom().nullItem() : approvals.locked(id);
    }

    /** What came of one of many decisions: the approval, or why it was refused. */
    record Outcome(UUID id, Approval approval, Problem refusal) {}

    /**
     * Many decisions in one transaction, in their order; one that is refused keeps none of the others. All subjects are
     * locked first, in the order of their ids, so that two calls cannot wait for each other.
     */
    Uni<List<Outcome>> decideAll(List<Decision> decisions, CommandContext context) {
        if (context.expectedVersion().isPresent()) {
            throw Problem.badRequest("if-match-of-many");
        }
        return approvals
                .about(decisions.stream().map(Decision::id).toList())
                .flatMap(all -> InTurn.each(all, this::lock))
                .chain(() -> InTurn.each(decisions, decision -> decideOne(decision, context)));
    }

    private Uni<Outcome> decideOne(Decision decision, CommandContext context) {
        return Uni.createFrom()
                .deferred(() -> say(decision.id(), decision.inPlaceOf(), decision.said(), context))
                .map(approval -> new Outcome(decision.id(), approval, null))
                .onFailure(Problem.class)
                .recoverWithItem(refused -> new Outcome(decision.id(), null, (Problem) refused));
    }

    /**
     * As one who is asked; others are refused.
     *
     * @param inPlaceOf whose word he says; null for his own
     */
    Uni<Approval> say(UUID id, String inPlaceOf, Say say, CommandContext context) {
        String by = context.actor().employeeNo();
        return load(id, context)
                .call(approval -> voice(by, inPlaceOf)
                        .invoke(approval::requireAsked)
                        .invoke(() -> context.requireVersion(approval.version()))
                        .invoke(() -> say.check(approval))
                        .call(() -> InTurn.each(say.people(), this::requireHere))
                        .call(voice -> keepTime(approval, say, voice))
                        .flatMap(voice -> say(approval, say, voice, context)));
    }

    private Uni<Voice> voice(String by, String inPlaceOf) {
        return people.principals(by)
                .flatMap(principals -> inPlaceOf == null
                        ? Uni.createFrom().item(new Voice(by, null, principals, false))
                        : people.person(inPlaceOf).map(here -> new Voice(by, inPlaceOf, principals, here.isEmpty())));
    }

    private Uni<Void> say(Approval approval, Say say, Voice voice, CommandContext context) {
        return take(approval, who -> approval.say(say, voice, who, context), context);
    }

    private Uni<Void> requireHere(String employeeNo) {
        return people.person(employeeNo)
                .invoke(found -> {
                    if (found.isEmpty()) {
                        throw Problem.rule("unknown-employee-no", employeeNo);
                    }
                })
                .replaceWithVoid();
    }

    /** Who decides in another's place has the time that was left to him. */
    private Uni<Void> keepTime(Approval approval, Say say, Voice voice) {
        return say instanceof Say.Transfer transfer
                ? deadlines.giveTo(APPROVAL, approval.id(), APPROVAL, voice.whose(), transfer.to())
                : Uni.createFrom().voidItem();
    }

    Uni<Approval> withdraw(UUID id, CommandContext context) {
        return requested(id, context).call(approval -> end(approval, approval.withdraw(context), false, context));
    }

    Uni<Approval> urge(UUID id, CommandContext context) {
        return requested(id, context).call(approval -> take(approval, who -> approval.urge(who, context), context));
    }

    /** As its requester; others are refused. */
    private Uni<Approval> requested(UUID id, CommandContext context) {
        return load(id, context)
                .invoke(approval -> approval.requireRequester(context.actor()))
                .invoke(approval -> context.requireVersion(approval.version()));
    }

    /** The subject is locked before its approval, here as in its own commands: two could wait for each other. */
    private Uni<Approval> load(UUID id, CommandContext context) {
        return approvals
                .about(List.of(id))
                .flatMap(all -> InTurn.each(all, this::lock))
                .chain(() -> approvals.toChange(id, context.actor()))
                .map(context::watch);
    }

    private Uni<About> lock(About about) {
        return kinds.get(about.kind()).lock(about.subjectId()).replaceWith(about);
    }

    private Uni<Void> submit(Approval approval, CommandContext context) {
        return take(approval, who -> approval.submit(who, context), context);
    }

    private Uni<Void> take(
            Approval approval, Function<Map<Node, List<String>>, List<DomainEvent>> verb, CommandContext context) {
        int round = approval.progress().round();
        return approvers
                .of(approval.flow(), approval.requester(), approval.own())
                .map(verb)
                .flatMap(events ->
                        end(approval, events, round != approval.progress().round(), context));
    }

    /** Nothing is refused from here on: the approval is changed, and what follows belongs to it. */
    private Uni<Void> end(Approval approval, List<DomainEvent> events, boolean anew, CommandContext context) {
        Uni<Void> effect = approval.status() == ApprovalStatus.PENDING
                ? Uni.createFrom().voidItem()
                : kinds.get(approval.kind()).completed(approval.subject().subjectId(), approval.status(), context);
        return effect.chain(() -> tell(approval, events, anew, context))
                .onFailure(Problem.class)
                .transform(refused -> new IllegalStateException("a decision was refused by what follows it", refused));
    }

    /**
     * The approval's own events are told last: the answer's Event-Version is theirs.
     *
     * @param anew whether those who are asked have their time from the beginning: in another round
     */
    private Uni<Void> tell(Approval approval, List<DomainEvent> events, boolean anew, CommandContext context) {
        var due = new Deadlines.Open(APPROVAL, approval.id(), approval.subject().number(), APPROVAL);
        return deadlines
                .keep(due, approval.asked(), anew, context)
                .chain(() -> follow(approval, context))
                .chain(() -> outbox.append(context, events));
    }

    /** Whoever is asked has it: so it shows which department it has lain with, and for how long. */
    private Uni<Void> follow(Approval approval, CommandContext context) {
        var subject =
                new HandOver.Subject(APPROVAL, approval.id(), approval.subject().number());
        String first = approval.asked().stream().findFirst().orElse(null);
        return handOvers.follow(
                subject, first, first == null ? approval.status().name() : approval.headline(), context);
    }
}
