package io.neiqin.platform.handover;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.database.InTurn;
import io.neiqin.platform.deadline.Deadline;
import io.neiqin.platform.deadline.Deadlines;
import io.neiqin.platform.handover.HandOver.Owner;
import io.neiqin.platform.handover.HandOver.Subject;
import io.neiqin.platform.organisation.Organisation;
import io.neiqin.platform.organisation.Organisation.Person;
import io.neiqin.platform.organisation.People;
import io.neiqin.platform.outbox.Outbox;
import io.neiqin.platform.problem.Problem;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Use cases of hand-overs (交接). Whoever sees something asks another about it, who answers within the time of
 * {@code neiqin.deadline.kind.hand-over}, which goes on when it is passed on.
 */
@ApplicationScoped
public class HandOverService {

    /** One that follows an approval: whoever is asked has it. */
    static final String APPROVAL = "approval";

    private static final String QUESTION = "question";

    /** What deadlines call it, and their kind. */
    static final String HAND_OVER = "hand-over";

    private final HandOvers handOvers;
    private final Organisation organisation;
    private final People people;
    private final Deadlines deadlines;
    private final Outbox outbox;
    private final Map<String, SubjectKind> kinds;

    HandOverService(
            HandOvers handOvers,
            Organisation organisation,
            People people,
            Deadlines deadlines,
            Outbox outbox,
            @All List<SubjectKind> kinds) {
        this.handOvers = handOvers;
        this.organisation = organisation;
        this.people = people;
        this.deadlines = deadlines;
        this.outbox = outbox;
        this.kinds = kinds.stream().collect(Collectors.toMap(SubjectKind::type, kind -> kind));
    }

    /** Asks somebody about something that the caller sees; refuses with 422 who is not here. */
    Uni<HandOver> ask(String type, UUID subjectId, String toNo, String words, CommandContext context) {
        SubjectKind kind = kinds.get(type);
        if (kind == null) {
            throw Problem.rule("hand-over-unknown-subject", type)
                    .at("/subject/type", "hand-over-unknown-subject", type);
        }
        if (toNo.equals(context.actor().employeeNo())) {
            throw Problem.rule("hand-over-to-oneself").at("/toNo", "hand-over-to-oneself");
        }
        return kind.get(subjectId, context.actor())
                .flatMap(subject -> owner(toNo, context).flatMap(to -> open(subject, QUESTION, to, words, context)));
    }

    /**
     * Keeps the one that follows an approval of something with whoever is asked: opens it, passes it on, and answers it once
     * nobody is.
     *
     * @param ownerNo null for nobody
     */
    public Uni<Void> follow(Subject subject, String ownerNo, String words, CommandContext context) {
        return handOvers.open(APPROVAL, subject.subjectId()).flatMap(open -> {
            if (ownerNo == null) {
                return open == null ? Uni.createFrom().voidItem() : close(context.watch(open), words, context);
            }
            if (open == null) {
                return ownerAnyway(ownerNo, context)
                        .flatMap(to -> open(subject, APPROVAL, to, words, context))
                        .replaceWithVoid();
            }
            return ownerNo.equals(open.ownerNo())
                    ? Uni.createFrom().voidItem()
                    : ownerAnyway(ownerNo, context).flatMap(to -> passOn(context.watch(open), to, words, context));
        });
    }

    /**
     * Nobody has to answer any more what was asked about something: it has come to its end. What follows an approval ends
     * with that.
     *
     * @param words why
     */
    public Uni<Void> closeQuestions(String subjectType, UUID subjectId, String words, CommandContext context) {
        return handOvers
                .allOpen(QUESTION, subjectType, subjectId)
                .flatMap(open -> InTurn.each(open, handOver -> close(context.watch(handOver), words, context)))
                .replaceWithVoid();
    }

    Uni<HandOver> answer(UUID id, String words, CommandContext context) {
        return load(id, context).call(handOver -> close(handOver, words, context));
    }

    /** By whoever has asked: he does not need it any more. */
    Uni<HandOver> withdraw(UUID id, String words, CommandContext context) {
        return handOvers
                .toChange(id, context.actor())
                .map(context::watch)
                .invoke(handOver -> handOver.requireAsker(context.actor()))
                .invoke(handOver -> context.requireVersion(handOver.version()))
                .call(handOver -> close(handOver, words, context));
    }

    Uni<HandOver> passOn(UUID id, String toNo, String words, CommandContext context) {
        return load(id, context)
                .call(handOver -> owner(toNo, context).flatMap(to -> passOn(handOver, to, words, context)));
    }

    private Uni<HandOver> load(UUID id, CommandContext context) {
        return handOvers
                .toChange(id, context.actor())
                .map(context::watch)
                .call(handOver -> people.principals(context.actor().employeeNo())
                        .invoke(principals -> handOver.requireOwner(context.actor(), principals)))
                .invoke(handOver -> context.requireVersion(handOver.version()));
    }

    private Uni<HandOver> open(Subject subject, String kind, Owner to, String words, CommandContext context) {
        HandOver handOver = new HandOver(subject, kind, to, words, context);
        var due = new Deadline.Subject(HAND_OVER, handOver.id(), subject.number(), to.employeeNo(), to.departmentId());
        return handOvers
                .persist(handOver)
                .call(() -> deadlines.start(due, HAND_OVER, context))
                .call(() -> outbox.append(context, List.of(handOver.opened())));
    }

    private Uni<Void> passOn(HandOver handOver, Owner to, String words, CommandContext context) {
        String from = handOver.ownerNo();
        var told = handOver.passOn(to, words, context);
        return deadlines
                .giveTo(HAND_OVER, handOver.id(), HAND_OVER, from, to.employeeNo())
                .chain(() -> outbox.append(context, List.of(told)));
    }

    private Uni<Void> close(HandOver handOver, String words, CommandContext context) {
        var told = handOver.answer(words, context);
        return deadlines
                .stop(HAND_OVER, handOver.id(), HAND_OVER, context)
                .chain(() -> outbox.append(context, List.of(told)));
    }

    /** Also one who is not here any more: what follows an approval refuses nothing. */
    private Uni<Owner> ownerAnyway(String employeeNo, CommandContext context) {
        return organisation
                .person(employeeNo, context.businessDate())
                .map(found ->
                        new Owner(employeeNo, found.map(Person::departmentId).orElse(null)));
    }

    private Uni<Owner> owner(String employeeNo, CommandContext context) {
        return organisation
                .person(employeeNo, context.businessDate())
                .map(found -> found.filter(Person::active)
                        .map(person -> new Owner(employeeNo, person.departmentId()))
                        .orElseThrow(() -> Problem.rule("unknown-employee-no", employeeNo)
                                .at("/toNo", "unknown-employee-no", employeeNo)));
    }
}
