package io.neiqin.platform.approval;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.platform.ApprovalEvent;
import io.neiqin.events.platform.ApprovalEvent.ApprovalCompleted;
import io.neiqin.events.platform.ApprovalEvent.ApprovalDecided;
import io.neiqin.events.platform.ApprovalEvent.ApprovalRequested;
import io.neiqin.events.platform.ApprovalEvent.ApprovalUrged;
import io.neiqin.platform.approval.Course.Progress;
import io.neiqin.platform.approval.Flow.Node;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.problem.Problem;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A request for approval (审批): what is to be approved, and how far that has come. */
@Entity
public class Approval implements Recorded {

    /** A requester urges that often at most. */
    static final Duration PATIENCE = Duration.ofHours(1);

    /**
     * What is to be approved.
     *
     * @param subjectType of the aggregate, as {@code order}
     * @param number by which people call it
     */
    @Embeddable
    public record Subject(String subjectType, UUID subjectId, String number) {

        private ApprovalEvent.Subject asEvent() {
            return new ApprovalEvent.Subject(subjectType, subjectId, number);
        }
    }

    @Id
    private UUID id;

    @Version
    private int version;

    @Embedded
    private Subject subject;

    private String kind;

    /** The subject in a few words. */
    private String headline;

    @Embedded
    @AttributeOverride(name = "employeeNo", column = @Column(name = "requester_no"))
    private Requester requester;

    /** Whose own matter it is, the requester first: they do not decide. */
    private List<String> own;

    @Embedded
    @AttributeOverride(name = "json", column = @Column(name = "content"))
    @AttributeOverride(name = "hash", column = @Column(name = "content_hash"))
    private Content content;

    @Enumerated(EnumType.STRING)
    private ApprovalStatus status = ApprovalStatus.DRAFT;

    @JdbcTypeCode(SqlTypes.JSON)
    private Flow flow;

    @JdbcTypeCode(SqlTypes.JSON)
    private Progress progress = Progress.NONE;

    /** Who can decide now. */
    private List<String> asked = List.of();

    /** Who has been asked, or has decided for somebody else. */
    private List<String> involved = List.of();

    /** Who has said something. */
    private List<String> decided = List.of();

    private List<String> copied = List.of();
    private Instant submittedAt;
    private Instant urgedAt;
    private Instant completedAt;

    protected Approval() {}

    Approval(UUID id, String kind, Subject subject) {
        this.id = id;
        this.kind = kind;
        this.subject = subject;
    }

    /** What is asked for, on the way of today; a submission may differ in all of it from the one before. */
    void ask(ApprovalRequest request, Requester by, Flow today, List<String> told) {
        headline = request.headline();
        content = Content.of(request.content());
        requester = by;
        own = Stream.concat(
                        Stream.of(by.employeeNo()), request.concerned().stream().sorted())
                .distinct()
                .toList();
        flow = today;
        copied = List.copyOf(told);
    }

    /** Begins the next round. */
    List<DomainEvent> submit(Map<Node, List<String>> who, CommandContext context) {
        Course course = course(who);
        course.submit(context.actor().employeeNo());
        submittedAt = context.at();
        completedAt = null;
        return take(
                course,
                context,
                () -> new ApprovalRequested(
                        id, kind, subject.asEvent(), requester.employeeNo(), progress.round(), asked, copied));
    }

    /** Refuses with 409 whoever has another content before his eyes than the one that he would approve. */
    void requireSeen(String contentHash) {
        if (!content.hash().equals(contentHash)) {
            throw Problem.conflict("approval-of-other-content", kind).with("contentHash", content.hash());
        }
    }

    /** Refuses with 403 whoever has nothing to say about it, and tells in whose place he may. */
    void requireAsked(Voice voice) {
        requirePending();
        if (!voice.counts(asked, own)) {
            List<String> others = Voice.words(voice.by(), voice.principals(), asked, own);
            throw Problem.forbidden("approval-not-asked").with("inPlaceOf", others);
        }
    }

    void requireRequester(Actor actor) {
        if (!isRequestedBy(actor.employeeNo())) {
            throw Problem.forbidden("approval-of-another");
        }
    }

    private void requirePending() {
        if (status != ApprovalStatus.PENDING) {
            throw Problem.conflict("approval-not-open", status).with("allowedActions", List.of());
        }
    }

    /** Somebody who is asked decides, hands on or asks others. */
    List<DomainEvent> say(Say say, Voice voice, Map<Node, List<String>> who, CommandContext context) {
        Course course = course(who);
        String inPlaceOf = voice.whose().equals(voice.by()) ? null : voice.whose();
        say.applyTo(course, voice, context.at());
        return take(
                course,
                context,
                () -> new ApprovalDecided(
                        id, kind, subject.asEvent(), progress.round(), voice.by(), inPlaceOf, say.name(), asked));
    }

    List<DomainEvent> withdraw(CommandContext context) {
        Course course = course(Map.of());
        course.withdraw(context.actor().employeeNo());
        return take(course, context, null);
    }

    /** As {@link #withdraw} by its requester, before it is decided; else as {@link #expire}. */
    List<DomainEvent> takenBack(CommandContext context) {
        boolean his = isRequestedBy(context.actor().employeeNo());
        return his && status == ApprovalStatus.PENDING ? withdraw(context) : expire(context);
    }

    /** What was to be approved is no more, or not what it was. */
    List<DomainEvent> expire(CommandContext context) {
        Course course = course(Map.of());
        course.expire();
        return take(course, context, null);
    }

    /** Asks those whom the rules mean now to decide (催办), and nobody else any more. */
    List<DomainEvent> urge(Map<Node, List<String>> who, CommandContext context) {
        requirePending();
        List<String> before = asked;
        Course course = course(who);
        course.askAnew();
        boolean others = !course.asked().equals(before);
        if (!others && urgedAt != null && context.at().isBefore(urgedAt.plus(PATIENCE))) {
            throw Problem.conflict("approval-urged-already");
        }
        List<DomainEvent> ended = take(course, context, null);
        urgedAt = context.at();
        return ended.isEmpty()
                ? List.of(new ApprovalUrged(id, kind, subject.asEvent(), requester.employeeNo(), asked))
                : ended;
    }

    /** Whether it goes on with a next round when this person asks again. */
    boolean isOpenAgainTo(String employeeNo) {
        return status.isOpenAgain() && isRequestedBy(employeeNo);
    }

    /** Whether this very content has been approved. */
    boolean covers(Content asWritten) {
        return status == ApprovalStatus.APPROVED && content.hash().equals(asWritten.hash());
    }

    /** What this person may do with it. */
    List<String> actionsFor(Actor actor, List<String> principals) {
        if (status != ApprovalStatus.PENDING) {
            return List.of();
        }
        return Stream.concat(
                        !wordsOf(actor, principals).isEmpty()
                                ? Stream.of("approve", "reject", "send-back", "transfer", "add-signers")
                                : Stream.<String>of(),
                        isRequestedBy(actor.employeeNo()) ? Stream.of("withdraw", "urge") : Stream.of())
                .toList();
    }

    /** Whose word this person can say now, his own first. */
    List<String> wordsOf(Actor actor, List<String> principals) {
        return status == ApprovalStatus.PENDING ? Voice.words(actor.employeeNo(), principals, asked, own) : List.of();
    }

    private boolean isRequestedBy(String employeeNo) {
        return employeeNo.equals(requester.employeeNo());
    }

    private Course course(Map<Node, List<String>> who) {
        return new Course(flow, own, progress, node -> who.getOrDefault(node, List.of()));
    }

    /** @param told what is told of it beside its end; null for nothing */
    private List<DomainEvent> take(Course course, CommandContext context, Supplier<DomainEvent> told) {
        ApprovalStatus before = status;
        // Who is asked only now has not been urged.
        urgedAt = asked.equals(course.asked()) ? urgedAt : null;
        progress = course.progress();
        status = progress.status();
        asked = course.asked();
        decided = people(progress.tasks().stream().map(Task::decidedBy));
        // Whose turn never came has had nothing to do with it.
        involved = people(Stream.of(involved, asked, decided).flatMap(List::stream));
        List<DomainEvent> events = new ArrayList<>();
        if (told != null) {
            events.add(told.get());
        }
        if (status != ApprovalStatus.PENDING && status != before) {
            completedAt = context.at();
            events.add(new ApprovalCompleted(
                    id, kind, subject.asEvent(), requester.employeeNo(), progress.round(), status.name()));
        }
        return events;
    }

    private static List<String> people(Stream<String> named) {
        return named.filter(Objects::nonNull).distinct().sorted().toList();
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public int version() {
        return version;
    }

    String kind() {
        return kind;
    }

    Subject subject() {
        return subject;
    }

    String headline() {
        return headline;
    }

    Requester requester() {
        return requester;
    }

    List<String> own() {
        return own;
    }

    Content content() {
        return content;
    }

    ApprovalStatus status() {
        return status;
    }

    Flow flow() {
        return flow;
    }

    Progress progress() {
        return progress;
    }

    List<String> asked() {
        return asked;
    }

    List<String> copied() {
        return copied;
    }

    Instant submittedAt() {
        return submittedAt;
    }

    Instant completedAt() {
        return completedAt;
    }

    @Override
    public String historyType() {
        return "approval";
    }

    /** Its values in its history. */
    record Values(
            String kind,
            Subject subject,
            String headline,
            Requester requester,
            List<String> own,
            ApprovalStatus status,
            Flow flow,
            Content content,
            Progress progress,
            List<String> asked,
            List<String> copied,
            Instant urgedAt) {}

    @Override
    public Values recorded() {
        return new Values(
                kind, subject, headline, requester, own, status, flow, content, progress, asked, copied, urgedAt);
    }
}
