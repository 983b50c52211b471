package io.neiqin.platform.deadline;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.database.InTurn;
import io.neiqin.platform.deadline.Deadline.Subject;
import io.neiqin.platform.deadline.WorkingTime.Opening;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.organisation.Organisation;
import io.neiqin.platform.organisation.WorkingCalendar;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.LockMode;
import org.jboss.logging.Logger;

/**
 * All deadlines (期限). A Service starts, pauses, resumes and stops them within its own transaction; what they do by
 * themselves is the {@link DeadlineWatch}'s. The terms of a kind are configuration: {@code neiqin.deadline.kind.<kind>}.
 */
@ApplicationScoped
public class Deadlines implements PanacheRepositoryBase<Deadline, UUID> {

    private static final Logger LOG = Logger.getLogger(Deadlines.class);

    /** No deadline reaches further than that many years beyond its beginning with a published calendar. */
    private static final int YEARS = 3;

    /** What a list can be narrowed by; null means any. */
    record Wanted(Deadline.State state, String kind, UUID subjectId, String ownerNo) {}

    private static final String OPEN =
            "subject.subjectType = ?1 and subject.subjectId = ?2 and kind = ?3 and stoppedAt is null";

    /** Its owner's, and that of those to whom it has climbed. */
    private static final String SEEN = """
            e.subject.ownerNo in :owners or e.subject.departmentId in :departments or e.escalatedTo in :owners""";

    private final Map<String, DeadlineTerms> terms;
    private final List<Opening> openings;
    private final WorkingCalendar calendar;
    private final Organisation organisation;
    private final BusinessClock clock;
    private final ZoneId zone;

    Deadlines(
            DeadlineSettings settings,
            WorkingCalendar calendar,
            Organisation organisation,
            BusinessClock clock,
            @ConfigProperty(name = "neiqin.zone") ZoneId zone) {
        this.terms = settings.kind().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, kind -> DeadlineTerms.of(kind.getValue())));
        this.openings = Opening.ofDay(settings.openings());
        this.calendar = calendar;
        this.organisation = organisation;
        this.clock = clock;
        this.zone = zone;
    }

    /** Terms that make no sense stop the start, and not the first command that needs them. */
    void start(@Observes StartupEvent starting) {
        LOG.debugf("deadlines: %s", terms);
    }

    /** Begins now; one of this kind that the subject still has open ends. Nothing begins with imported history. */
    public Uni<Void> start(Subject subject, String kind, CommandContext context) {
        return start(subject, kind, terms(kind), context.at(), context);
    }

    /**
     * As {@link #start}, such that it is due at that moment: it may have begun already, or begin later. For kinds of
     * ELAPSED_HOURS only: of working time there may be none before.
     */
    public Uni<Void> startUntil(Subject subject, String kind, Instant due, CommandContext context) {
        DeadlineTerms terms = terms(kind);
        if (terms.measure() != Measure.ELAPSED_HOURS) {
            throw new IllegalArgumentException(kind + " is not of " + Measure.ELAPSED_HOURS);
        }
        return start(subject, kind, terms, due.minus(terms.allowed()), context);
    }

    /**
     * As {@link #start}, for what lies ahead, such as an appointment: its owner is warned before it begins, and the time
     * that the kind allows runs from its end.
     *
     * @param ahead ends in the future
     */
    public Uni<Void> startAround(Subject subject, String kind, Span ahead, CommandContext context) {
        return start(subject, kind, terms(kind).around(ahead, context.at()), context.at(), context);
    }

    private Uni<Void> start(Subject subject, String kind, DeadlineTerms given, Instant from, CommandContext context) {
        if (context.importBatch().isPresent()) {
            return Uni.createFrom().voidItem();
        }
        return stop(subject.subjectType(), subject.subjectId(), kind, context)
                // Written before the new one, which the database would refuse beside it.
                .chain(this::flush)
                .chain(() -> reckoning(from))
                .map(reckoning -> new Deadline(Uuid7.next(), subject, kind, given, from, reckoning))
                .flatMap(this::persist)
                .replaceWithVoid();
    }

    /**
     * Of whom something is wanted, where several may be at once.
     *
     * @param number by which people call the subject
     */
    public record Open(String subjectType, UUID subjectId, String number, String kind) {

        private Subject by(String ownerNo, UUID departmentId) {
            return new Subject(subjectType, subjectId, number, ownerNo, departmentId);
        }
    }

    /**
     * One deadline for each of these people, and no other: begins what is missing, stops what is too many.
     *
     * @param anew whether those that run begin anew
     */
    public Uni<Void> keep(Open open, List<String> owners, boolean anew, CommandContext context) {
        return find(OPEN + " order by id", open.subjectType(), open.subjectId(), open.kind())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list()
                .flatMap(running -> {
                    Map<Boolean, List<Deadline>> kept = running.stream()
                            .collect(Collectors.partitioningBy(each ->
                                    !anew && owners.contains(each.subject().ownerNo())));
                    kept.get(false).forEach(each -> each.stop(context.at()));
                    Set<String> served = kept.get(true).stream()
                            .map(each -> each.subject().ownerNo())
                            .collect(Collectors.toSet());
                    List<String> missing = owners.stream()
                            .filter(owner -> !served.contains(owner))
                            .toList();
                    return missing.isEmpty()
                            ? Uni.createFrom().voidItem()
                            : flush().chain(() -> begin(open, missing, context));
                });
    }

    private Uni<Void> begin(Open open, List<String> owners, CommandContext context) {
        return reckoning(context.at())
                .flatMap(reckoning -> InTurn.each(
                        owners,
                        owner -> department(owner)
                                .map(his -> new Deadline(
                                        Uuid7.next(),
                                        open.by(owner, his.orElse(null)),
                                        open.kind(),
                                        terms(open.kind()),
                                        context.at(),
                                        reckoning))))
                .flatMap(this::persist);
    }

    /** Does not count until it is resumed. Does nothing where none is open. */
    public Uni<Void> pause(String subjectType, UUID subjectId, String kind, CommandContext context) {
        return open(subjectType, subjectId, kind)
                .invoke(all -> all.forEach(deadline -> deadline.pause(context.at())))
                .replaceWithVoid();
    }

    /** Counts again. Does nothing where none is paused. */
    public Uni<Void> resume(String subjectType, UUID subjectId, String kind, CommandContext context) {
        return open(subjectType, subjectId, kind)
                .flatMap(all -> InTurn.each(
                        all,
                        // From its beginning on, which may lie in the calendar of an earlier year.
                        deadline -> reckoning(deadline.startedAt())
                                .invoke(reckoning -> deadline.resume(context.at(), reckoning))))
                .replaceWithVoid();
    }

    /** Another has to act in somebody's place, in the time that is left. Does nothing where he has none open. */
    public Uni<Void> giveTo(String subjectType, UUID subjectId, String kind, String fromNo, String toNo) {
        return open(subjectType, subjectId, kind)
                .flatMap(all -> isOwner(all, toNo)
                        ? Uni.createFrom().voidItem()
                        : department(toNo)
                                .invoke(his -> all.stream()
                                        .filter(deadline -> isOwner(List.of(deadline), fromNo))
                                        .forEach(deadline -> deadline.giveTo(toNo, his.orElse(null)))))
                .replaceWithVoid();
    }

    /** Done, in time or not. Does nothing where none is open. */
    public Uni<Void> stop(String subjectType, UUID subjectId, String kind, CommandContext context) {
        return open(subjectType, subjectId, kind)
                .invoke(all -> all.forEach(deadline -> deadline.stop(context.at())))
                .replaceWithVoid();
    }

    private static boolean isOwner(List<Deadline> some, String employeeNo) {
        return some.stream().anyMatch(each -> each.subject().ownerNo().equals(employeeNo));
    }

    private Uni<Optional<UUID>> department(String employeeNo) {
        return organisation
                .person(employeeNo, clock.today())
                .map(person -> person.map(Organisation.Person::departmentId));
    }

    private DeadlineTerms terms(String kind) {
        return Optional.ofNullable(terms.get(kind))
                .orElseThrow(() -> new IllegalArgumentException("neiqin.deadline.kind." + kind + " is not set"));
    }

    /** Locked, or a step that one takes meanwhile would refuse this command. */
    private Uni<List<Deadline>> open(String subjectType, UUID subjectId, String kind) {
        return find(OPEN + " order by id", subjectType, subjectId, kind)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** By when the next owner has to act, by subject; none where nothing is open, or paused. */
    public Uni<Map<UUID, Instant>> dueAt(String subjectType, Collection<UUID> subjectIds) {
        return getSession()
                .flatMap(session -> session.createSelectionQuery("""
                                select d.subject.subjectId, min(d.dueAt) from Deadline d
                                where d.subject.subjectType = :type and d.subject.subjectId in :ids
                                  and d.stoppedAt is null and d.dueAt is not null
                                group by d.subject.subjectId""", Due.class)
                        .setParameter("type", subjectType)
                        .setParameter("ids", subjectIds)
                        .getResultList())
                .map(all -> all.stream().collect(Collectors.toMap(Due::subjectId, Due::at)));
    }

    private record Due(UUID subjectId, Instant at) {}

    /** By which time is counted from a moment on, for three years and more; in the caller's session. */
    public Uni<WorkingTime> workingTime(Instant from) {
        return reckoning(from).map(Reckoning::time);
    }

    /** What there is to compute with from a moment on; in the caller's session. */
    Uni<Reckoning> reckoning(Instant from) {
        int year = from.atZone(zone).getYear();
        // The number first: what is published in between is followed once more, and not missed.
        return calendar.changes()
                .flatMap(changes -> calendar.years(year, year + YEARS)
                        .map(years -> new Reckoning(new WorkingTime(years, openings, zone), changes)));
    }

    /** Those whose time has come, or whose calendar has changed: the next ones by their ids. */
    Uni<List<UUID>> due(Instant now, UUID after, int limit) {
        return calendar.changes()
                .flatMap(changes -> getSession()
                        .flatMap(session -> session.createSelectionQuery("""
                                select d.id from Deadline d
                                where d.id > :after
                                  and (d.nextAt <= :now or d.stoppedAt is null and d.calendarChanges < :changes)
                                order by d.id""", UUID.class)
                                .setParameter("after", after)
                                .setParameter("now", now)
                                .setParameter("changes", changes)
                                .setMaxResults(limit)
                                .getResultList()));
    }

    /** Null where another has it in hand. */
    Uni<Deadline> unlessInHand(UUID id) {
        return getSession()
                .flatMap(session -> session.createSelectionQuery("from Deadline d where d.id = :id", Deadline.class)
                        .setParameter("id", id)
                        .setLockMode(LockMode.UPGRADE_SKIPLOCKED)
                        .getSingleResultOrNull());
    }

    Uni<Page<DeadlineView>> page(Wanted wanted, Actor actor, PageRequest page) {
        Filter<Deadline> filter = Filter.of(Deadline.class)
                .and("e.kind = :kind", "kind", wanted.kind())
                .and("e.subject.subjectId = :subject", "subject", wanted.subjectId())
                .and("e.subject.ownerNo = :owner", "owner", wanted.ownerNo())
                .and(condition(wanted.state()));
        return filter.seenBy(actor.sees(), SEEN).page(page, Deadline::id, DeadlineView::of);
    }

    /** As {@link Deadline#state} has it. */
    private static String condition(Deadline.State state) {
        return state == null
                ? null
                : switch (state) {
                    case STOPPED -> "e.stoppedAt is not null";
                    case PAUSED -> "e.stoppedAt is null and e.dueAt is null";
                    case BREACHED -> "e.stoppedAt is null and e.dueAt is not null and e.breachedAt is not null";
                    case RUNNING -> "e.stoppedAt is null and e.dueAt is not null and e.breachedAt is null";
                };
    }
}
