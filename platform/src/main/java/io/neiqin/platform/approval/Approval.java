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
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
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

    @Embedded
    @AttributeOverride(name = "employeeNo", column = @Column(name = "requester_no"))
    private Requester requester;

    @Embedded
    @AttributeOverride(name = "json", column = @Column(name = "content"))
    @AttributeOverride(name = "hash", column = @Column(name = "content_hash"))
    private Content content;

    @Enumerated(EnumType.STRING)
    private ApprovalStatus status = ApprovalStatus.DRAFT;

    private String kind;

    @JdbcTypeCode(SqlTypes.JSON)
    private Flow flow;

    @JdbcTypeCode(SqlTypes.JSON)
    private Progress progress = Progress.NONE;

    /** Who can decide now. */
    private List<String> asked = List.of();

    /** Who has ever been asked, or has decided for somebody else. */
    private List<String> involved = List.of();

    private List<String> copied = List.of();
    private Instant submittedAt;
    private Instant urgedAt;
    private Instant completedAt;

    protected Approval() {}

    Approval(UUID id, Subject subject, Requester requester, Flow flow) {
        this.id = id;
        this.subject = subject;
        this.requester = requester;
        this.kind = flow.kind();
        this.flow = flow;
    }

    /** Asks for it, or again once it was sent back or withdrawn; what is shown and approved is this content. */
    List<DomainEvent> submit(
            Content asWritten, Map<Node, List<String>> who, List<String> told, CommandContext context) {
        Course course = course(who);
        course.submit(context.actor().employeeNo());
        content = asWritten;
        copied = List.copyOf(told);
        submittedAt = context.at();
        urgedAt = null;
        completedAt = null;
        return take(
                course,
                context,
                () -> new ApprovalRequested(
                        id, kind, subject.asEvent(), requester.employeeNo(), progress.round(), asked, copied));
    }

    /** Somebody who is asked decides, hands on or asks others. */
    List<DomainEvent> decide(
            String decision,
            BiConsumer<Course, Voice> verb,
            Voice voice,
            Map<Node, List<String>> who,
            CommandContext context) {
        Course course = course(who);
        List<String> principals =
                voice.principals().stream().filter(asked::contains).sorted().toList();
        verb.accept(course, voice);
        return take(
                course,
                context,
                () -> new ApprovalDecided(
                        id, kind, subject.asEvent(), progress.round(), voice.by(), principals, decision, asked));
    }

    List<DomainEvent> withdraw(CommandContext context) {
        Course course = course(Map.of());
        course.withdraw(context.actor().employeeNo());
        return take(course, context, null);
    }

    /** What was to be approved is no more, or not what it was. */
    List<DomainEvent> expire(CommandContext context) {
        Course course = course(Map.of());
        course.expire();
        return take(course, context, null);
    }

    /** Asks those who can decide to do so (催办). */
    ApprovalUrged urge(CommandContext context) {
        if (!context.actor().employeeNo().equals(requester.employeeNo())) {
            throw Problem.forbidden("approval-of-another");
        }
        requirePending();
        if (urgedAt != null && context.at().isBefore(urgedAt.plus(PATIENCE))) {
            throw Problem.conflict("approval-urged-already");
        }
        urgedAt = context.at();
        return new ApprovalUrged(id, kind, subject.asEvent(), requester.employeeNo(), asked);
    }

    /** Whether it goes on with a next round when this person asks again. */
    boolean isResubmittedBy(Requester another) {
        return status.isOpenAgain() && requester.employeeNo().equals(another.employeeNo());
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
        Voice voice = new Voice(actor.employeeNo(), Set.copyOf(principals));
        boolean own = actor.employeeNo().equals(requester.employeeNo());
        boolean decides = asked.stream().anyMatch(each -> voice.speaksFor(each, requester.employeeNo()));
        return Stream.concat(
                        decides
                                ? Stream.of("approve", "reject", "send-back", "transfer", "add-signers")
                                : Stream.<String>of(),
                        own ? Stream.of("withdraw", "urge") : Stream.of())
                .toList();
    }

    private void requirePending() {
        if (status != ApprovalStatus.PENDING) {
            throw Problem.conflict("approval-not-open", status);
        }
    }

    private Course course(Map<Node, List<String>> who) {
        return new Course(flow, requester.employeeNo(), progress, node -> who.getOrDefault(node, List.of()));
    }

    /** @param told what is told of it beside its end; null for nothing */
    private List<DomainEvent> take(Course course, CommandContext context, Supplier<DomainEvent> told) {
        ApprovalStatus before = status;
        progress = course.progress();
        status = progress.status();
        asked = course.asked();
        involved = progress.tasks().stream()
                .flatMap(task -> Stream.of(task.approver(), task.decidedBy()))
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
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

    public Subject subject() {
        return subject;
    }

    Requester requester() {
        return requester;
    }

    Content content() {
        return content;
    }

    public ApprovalStatus status() {
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
            Requester requester,
            ApprovalStatus status,
            String contentHash,
            Progress progress,
            List<String> asked,
            List<String> copied,
            Instant urgedAt) {}

    @Override
    public Values recorded() {
        return new Values(kind, subject, requester, status, content.hash(), progress, asked, copied, urgedAt);
    }
}
