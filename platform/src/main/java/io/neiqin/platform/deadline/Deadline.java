package io.neiqin.platform.deadline;

import io.neiqin.events.platform.DeadlineEvent;
import io.neiqin.events.platform.DeadlineEvent.DeadlineBreached;
import io.neiqin.events.platform.DeadlineEvent.DeadlineEscalated;
import io.neiqin.events.platform.DeadlineEvent.DeadlineMoved;
import io.neiqin.events.platform.DeadlineEvent.DeadlineWarned;
import io.neiqin.platform.deadline.DeadlineTerms.Step;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * By when something has to be done (期限), with its warning and its ladder of superiors. When it is due is computed from
 * what was open and paused, each time anew.
 */
@Entity
public class Deadline {

    /**
     * What has to be done by then, and by whom.
     *
     * @param subjectType of the aggregate, as {@code order}
     * @param number by which people call it
     * @param ownerNo who has to act
     * @param departmentId his, null for one without
     */
    @Embeddable
    public record Subject(String subjectType, UUID subjectId, String number, String ownerNo, UUID departmentId) {

        DeadlineEvent.Subject asEvent() {
            return new DeadlineEvent.Subject(subjectType, subjectId, number);
        }
    }

    /**
     * A stretch that does not count.
     *
     * @param to null while it lasts
     */
    record Pause(Instant from, Instant to) {}

    /** As JSON is stored: an object, not a list. */
    record Pauses(List<Pause> all) {
        boolean isOpen() {
            return !all.isEmpty() && all.get(all.size() - 1).to() == null;
        }

        Pauses begun(Instant at) {
            List<Pause> more = new ArrayList<>(all);
            more.add(new Pause(at, null));
            return new Pauses(more);
        }

        /** Not before it has begun: two instances' clocks may differ. */
        Pauses ended(Instant at) {
            List<Pause> closed = new ArrayList<>(all);
            Instant from = closed.remove(all.size() - 1).from();
            closed.add(new Pause(from, at.isBefore(from) ? from : at));
            return new Pauses(closed);
        }

        List<Span> spans() {
            return all.stream().map(pause -> new Span(pause.from(), pause.to())).toList();
        }
    }

    /** Where it stands. */
    public enum State {
        RUNNING,
        PAUSED,
        /** Missed, and still open. */
        BREACHED,
        STOPPED
    }

    @Id
    private UUID id;

    @Version
    private int version;

    @Embedded
    private Subject subject;

    private String kind;

    @JdbcTypeCode(SqlTypes.JSON)
    private DeadlineTerms terms;

    private Instant startedAt;

    @JdbcTypeCode(SqlTypes.JSON)
    private Pauses pauses = new Pauses(List.of());

    private Instant stoppedAt;

    /** Null while it is paused. */
    private Instant dueAt;

    private Instant warnedAt;
    private Instant breachedAt;

    /** The last superior it has climbed to. */
    private String escalatedTo;

    /** How many of its steps it has taken. */
    private int taken;

    /** When it takes the next one; null when there is none to come as it stands. */
    private Instant nextAt;

    /** How often the working calendar had changed when this was computed. */
    private long calendarChanges;

    protected Deadline() {}

    Deadline(UUID id, Subject subject, String kind, DeadlineTerms terms, Instant startedAt, Reckoning reckoning) {
        this.id = id;
        this.subject = subject;
        this.kind = kind;
        this.terms = terms;
        this.startedAt = startedAt;
        reckon(reckoning);
    }

    /** Does not count from here on; one that is paused or over stays as it is. */
    void pause(Instant at) {
        if (state() == State.RUNNING || state() == State.BREACHED) {
            pauses = pauses.begun(at);
            dueAt = null;
            nextAt = null;
        }
    }

    /** Counts again; one that is not paused stays as it is. */
    void resume(Instant at, Reckoning reckoning) {
        if (state() == State.PAUSED) {
            pauses = pauses.ended(at);
            reckon(reckoning);
        }
    }

    /** Another has to act from here on. */
    void giveTo(String ownerNo, UUID departmentId) {
        subject = new Subject(subject.subjectType(), subject.subjectId(), subject.number(), ownerNo, departmentId);
    }

    /** It was done, in time or not; one that is over stays as it is. */
    void stop(Instant at) {
        if (stoppedAt == null) {
            stoppedAt = at;
            nextAt = null;
        }
    }

    /** With another calendar; tells when it is due now, where that has moved. */
    Optional<DeadlineMoved> follow(Reckoning reckoning) {
        Instant was = dueAt;
        if (state() == State.RUNNING || state() == State.BREACHED) {
            reckon(reckoning);
        }
        calendarChanges = reckoning.calendarChanges();
        return Objects.equals(was, dueAt)
                ? Optional.empty()
                : Optional.of(new DeadlineMoved(id, kind, subject.asEvent(), subject.ownerNo(), was, dueAt));
    }

    /**
     * Takes the steps whose time has come, several where nobody looked for a while.
     *
     * @param superiors of the owner, his own first
     */
    List<DeadlineEvent> advance(Instant now, List<String> superiors, Reckoning reckoning) {
        List<DeadlineEvent> told = new ArrayList<>();
        while (isDue(now)) {
            told.add(take(terms.steps().get(taken), now, superiors));
            taken++;
            reckon(reckoning);
        }
        return told;
    }

    /** Whether the time of its next step has come. */
    boolean isDue(Instant now) {
        return nextAt != null && !nextAt.isAfter(now);
    }

    private DeadlineEvent take(Step step, Instant now, List<String> superiors) {
        DeadlineEvent.Subject about = subject.asEvent();
        String owner = subject.ownerNo();
        switch (step.what()) {
            case WARN -> {
                warnedAt = now;
                return new DeadlineWarned(id, kind, about, owner, dueAt);
            }
            case BREACH -> {
                breachedAt = now;
                return new DeadlineBreached(id, kind, about, owner, dueAt);
            }
            default -> {
                escalatedTo = superiors.isEmpty() ? null : superiors.get(Math.min(step.level(), superiors.size()) - 1);
                return new DeadlineEscalated(id, kind, about, owner, dueAt, step.level(), escalatedTo);
            }
        }
    }

    State state() {
        if (stoppedAt != null) {
            return State.STOPPED;
        }
        if (pauses.isOpen()) {
            return State.PAUSED;
        }
        return breachedAt == null ? State.RUNNING : State.BREACHED;
    }

    private void reckon(Reckoning reckoning) {
        List<Span> paused = pauses.spans();
        List<Step> steps = terms.steps();
        dueAt = reckoning.time().due(terms.measure(), startedAt, paused, terms.allowed());
        nextAt = taken == steps.size()
                ? null
                : reckoning
                        .time()
                        .due(
                                terms.measure(),
                                startedAt,
                                paused,
                                steps.get(taken).after());
        calendarChanges = reckoning.calendarChanges();
    }

    UUID id() {
        return id;
    }

    int version() {
        return version;
    }

    Subject subject() {
        return subject;
    }

    String kind() {
        return kind;
    }

    DeadlineTerms terms() {
        return terms;
    }

    Instant startedAt() {
        return startedAt;
    }

    Instant stoppedAt() {
        return stoppedAt;
    }

    Instant dueAt() {
        return dueAt;
    }

    Instant warnedAt() {
        return warnedAt;
    }

    Instant breachedAt() {
        return breachedAt;
    }

    String escalatedTo() {
        return escalatedTo;
    }

    long calendarChanges() {
        return calendarChanges;
    }
}
