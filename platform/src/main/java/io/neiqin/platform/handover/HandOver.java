package io.neiqin.platform.handover;

import io.neiqin.events.platform.HandOverEvent;
import io.neiqin.events.platform.HandOverEvent.HandOverAnswered;
import io.neiqin.events.platform.HandOverEvent.HandOverOpened;
import io.neiqin.events.platform.HandOverEvent.HandOverPassedOn;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.handover.Chain.Answer;
import io.neiqin.platform.handover.Chain.Link;
import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.problem.Problem;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** Something that one department has handed to another (交接), and that somebody there has to answer. */
@Entity
public class HandOver implements Recorded {

    /**
     * What was handed over.
     *
     * @param subjectType of the aggregate, as {@code order}
     * @param number by which people call it
     */
    @Embeddable
    public record Subject(String subjectType, UUID subjectId, String number) {

        private HandOverEvent.Subject asEvent() {
            return new HandOverEvent.Subject(subjectType, subjectId, number);
        }
    }

    /**
     * Who has to answer.
     *
     * @param departmentId null for one without
     */
    public record Owner(String employeeNo, UUID departmentId) {}

    @Id
    private UUID id;

    @Version
    private int version;

    @Embedded
    private Subject subject;

    private String kind;

    @JdbcTypeCode(SqlTypes.JSON)
    private Chain chain;

    /** As the chain has it: who has to answer, null once it is answered. */
    private String ownerNo;

    /** As the chain has it: everybody who ever had it, who handed it over, and who answered in another's place. */
    private List<String> people;

    private List<UUID> departments;

    protected HandOver() {}

    HandOver(Subject subject, String kind, Owner to, String words, CommandContext context) {
        this.id = Uuid7.next();
        this.subject = subject;
        this.kind = kind;
        take(Chain.of(link(to, words, context)));
    }

    HandOverOpened opened() {
        Link first = chain.links().get(0);
        return new HandOverOpened(id, kind, subject.asEvent(), first.fromNo(), first.ownerNo(), first.departmentId());
    }

    /** Another has to answer; the time goes on. */
    HandOverPassedOn passOn(Owner to, String words, CommandContext context) {
        requireOpen();
        if (to.employeeNo().equals(ownerNo)) {
            throw Problem.conflict("hand-over-owner-already", ownerNo);
        }
        take(chain.passedOn(link(to, words, context)));
        return new HandOverPassedOn(id, kind, subject.asEvent(), chain.last().fromNo(), ownerNo, to.departmentId());
    }

    HandOverAnswered answer(String words, CommandContext context) {
        requireOpen();
        take(chain.answered(new Answer(context.at(), context.actor().employeeNo(), words)));
        List<HandOverEvent.Held> held = chain.held(context.at()).stream()
                .map(each -> new HandOverEvent.Held(each.departmentId(), each.minutes()))
                .toList();
        return new HandOverAnswered(id, kind, subject.asEvent(), context.actor().employeeNo(), held);
    }

    /** It is its owner's to answer or to pass on, and of whoever stands in for him. */
    void requireOwner(Actor actor, Collection<String> principals) {
        requireOpen();
        if (isFollowing()) {
            throw Problem.conflict("hand-over-of-approval");
        }
        if (!isOwner(actor, principals)) {
            throw Problem.forbidden("hand-over-of-another", ownerNo);
        }
    }

    void requireAsker(Actor actor) {
        requireOpen();
        if (isFollowing()) {
            throw Problem.conflict("hand-over-of-approval");
        }
        if (!isAsker(actor)) {
            throw Problem.forbidden("hand-over-of-another", chain.links().get(0).fromNo());
        }
    }

    private boolean isAsker(Actor actor) {
        return actor.employeeNo().equals(chain.links().get(0).fromNo());
    }

    private boolean isOwner(Actor actor, Collection<String> principals) {
        return actor.employeeNo().equals(ownerNo) || principals.contains(ownerNo);
    }

    private void requireOpen() {
        if (ownerNo == null) {
            throw Problem.conflict("hand-over-answered").with("allowedActions", List.of());
        }
    }

    /** What this person may do with it; nothing by hand to one that follows something else. */
    List<String> actionsFor(Actor actor, Collection<String> principals) {
        if (ownerNo == null || isFollowing()) {
            return List.of();
        }
        return Stream.concat(
                        isOwner(actor, principals) ? Stream.of("answer", "pass-on") : Stream.<String>of(),
                        isAsker(actor) ? Stream.of("withdraw") : Stream.of())
                .toList();
    }

    /** Whether an approval moves it, and nobody does by hand. */
    boolean isFollowing() {
        return kind.equals(HandOverService.APPROVAL);
    }

    private void take(Chain next) {
        chain = next;
        ownerNo = next.answer() == null ? next.last().ownerNo() : null;
        Stream<String> handed = next.links().stream().flatMap(link -> Stream.of(link.fromNo(), link.ownerNo()));
        Stream<String> answered = Stream.ofNullable(next.answer()).map(Answer::by);
        people = Stream.concat(handed, answered).distinct().toList();
        departments = next.links().stream()
                .map(Link::departmentId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private static Link link(Owner to, String words, CommandContext context) {
        return new Link(context.at(), context.actor().employeeNo(), to.employeeNo(), to.departmentId(), words);
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public int version() {
        return version;
    }

    Subject subject() {
        return subject;
    }

    String kind() {
        return kind;
    }

    Chain chain() {
        return chain;
    }

    String ownerNo() {
        return ownerNo;
    }

    List<Chain.Held> held(Instant now) {
        return chain.held(now);
    }

    @Override
    public String historyType() {
        return "hand-over";
    }

    /** Its values in its history. */
    record Values(String kind, Subject subject, Chain chain) {}

    @Override
    public Values recorded() {
        return new Values(kind, subject, chain);
    }
}
