package io.neiqin.platform.handover;

import io.neiqin.platform.deadline.Deadlines;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.organisation.People;
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** All hand-overs. */
@ApplicationScoped
class HandOvers implements PanacheRepositoryBase<HandOver, UUID> {

    /** Whose a list is. */
    enum Mine {
        /** Those that he has to answer, also in place of another (待办). */
        TODO("e.ownerNo in :mine"),
        /** Those that have gone through his hands. */
        ANY("array_overlaps(e.people, :mine)");

        private final String condition;

        Mine(String condition) {
            this.condition = condition;
        }
    }

    /** What a list can be narrowed by; null means any. */
    record Wanted(Mine mine, Boolean open, String kind, UUID subjectId) {}

    private static final String ALL_OPEN =
            "ownerNo is not null and kind = ?1 and subject.subjectType = ?2 and subject.subjectId = ?3 order by id";

    private static final String SEEN =
            "array_overlaps(e.people, :people) or array_overlaps(e.departments, :inDepartments) or e.ownerNo in :names";

    private final People people;
    private final Deadlines deadlines;

    HandOvers(People people, Deadlines deadlines) {
        this.people = people;
        this.deadlines = deadlines;
    }

    /** Refuses with 404, also what is out of sight. */
    Uni<HandOver> get(UUID id, Actor actor) {
        return seen(id, actor).flatMap(filter -> found(id, filter.single()));
    }

    Uni<HandOver> toChange(UUID id, Actor actor) {
        return seen(id, actor).flatMap(filter -> found(id, filter.locked()));
    }

    /** The open one of this kind about something, to be changed; null where there is none. */
    Uni<HandOver> open(String kind, UUID subjectId) {
        return Filter.of(HandOver.class)
                .and("e.ownerNo is not null")
                .and("e.kind = :kind", "kind", kind)
                .and("e.subject.subjectId = :subject", "subject", subjectId)
                .locked();
    }

    /** All open ones of this kind about something, to be changed; in one order, or two could wait for each other. */
    Uni<List<HandOver>> allOpen(String kind, String subjectType, UUID subjectId) {
        return find(ALL_OPEN, kind, subjectType, subjectId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    Uni<Page<HandOver>> page(Wanted wanted, Actor actor, PageRequest page) {
        Filter<HandOver> filter = Filter.of(HandOver.class)
                .and("e.kind = :kind", "kind", wanted.kind())
                .and("e.subject.subjectId = :subject", "subject", wanted.subjectId())
                .and(wanted.open() == null ? null : wanted.open() ? "e.ownerNo is not null" : "e.ownerNo is null");
        return people.principals(actor.employeeNo()).flatMap(principals -> {
            if (wanted.mine() != null) {
                List<String> names = names(actor, principals);
                filter.and(
                        wanted.mine().condition,
                        "mine",
                        wanted.mine() == Mine.TODO ? names : names.toArray(String[]::new));
            }
            return sight(filter, actor, principals).page(page, HandOver::id, handOver -> handOver);
        });
    }

    /** By when its owner has to answer, by hand-over. */
    Uni<Map<UUID, Instant>> dueAt(Collection<UUID> ids) {
        return deadlines.dueAt(HandOverService.HAND_OVER, ids);
    }

    private Uni<Filter<HandOver>> seen(UUID id, Actor actor) {
        return people.principals(actor.employeeNo())
                .map(principals -> sight(Filter.of(HandOver.class).and("e.id = :id", "id", id), actor, principals));
    }

    /** Those that have gone through the hands of his people or his departments, and what he may answer for another. */
    private static Filter<HandOver> sight(Filter<HandOver> filter, Actor actor, List<String> principals) {
        if (actor.sees().all()) {
            return filter;
        }
        return filter.with("people", actor.sees().owners().toArray(String[]::new))
                .with("names", names(actor, principals))
                .with("inDepartments", actor.sees().departments().toArray(UUID[]::new))
                .and(SEEN);
    }

    private static List<String> names(Actor actor, List<String> principals) {
        return Stream.concat(Stream.of(actor.employeeNo()), principals.stream()).toList();
    }

    private static Uni<HandOver> found(UUID id, Uni<HandOver> handOver) {
        return handOver.onItem().ifNull().failWith(() -> Problem.notFound("hand-over", id));
    }
}
