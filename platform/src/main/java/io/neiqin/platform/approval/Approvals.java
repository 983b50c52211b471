package io.neiqin.platform.approval;

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
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** All requests for approval. */
@ApplicationScoped
class Approvals implements PanacheRepositoryBase<Approval, UUID> {

    /** Whose a list is. */
    enum Mine {
        /** Those that he can decide now, also in place of another (待办). */
        TODO("array_overlaps(e.asked, :mine) and not array_overlaps(e.own, :me)"),
        /** Those that he has said something to (已办). */
        DONE("array_overlaps(e.decided, :me)"),
        /** Those that he is told of (抄送). */
        CC("array_overlaps(e.copied, :me)"),
        REQUESTED("e.requester.employeeNo = :me");

        private final String condition;

        Mine(String condition) {
            this.condition = condition;
        }
    }

    /** What a list can be narrowed by; null means any. */
    record Wanted(Mine mine, ApprovalStatus status, String kind, UUID subjectId) {}

    private static final String SEEN = """
            e.requester.employeeNo in :owners or e.requester.departmentId in :departments
            or array_overlaps(e.involved, :people) or array_overlaps(e.copied, :people)
            or array_overlaps(e.asked, :names)""";

    private final People people;
    private final Deadlines deadlines;

    Approvals(People people, Deadlines deadlines) {
        this.people = people;
        this.deadlines = deadlines;
    }

    /** Refuses with 404, also what is out of sight. */
    Uni<Approval> get(UUID id, Actor actor) {
        return seen(id, actor).flatMap(filter -> found(id, filter.single()));
    }

    /** As {@link #get}, for a change: who else decides at the same moment waits. */
    Uni<Approval> toChange(UUID id, Actor actor) {
        return seen(id, actor).flatMap(filter -> found(id, filter.locked()));
    }

    /** What an approval is about. */
    record About(UUID id, String kind, UUID subjectId) {}

    /** Of those that there are, by subject; reads nothing that may change. */
    Uni<List<About>> about(Collection<UUID> ids) {
        return getSession()
                .flatMap(session -> session.createSelectionQuery("""
                        select a.id, a.kind, a.subject.subjectId from Approval a where a.id in :ids
                        order by a.subject.subjectId""", About.class)
                        .setParameter("ids", ids)
                        .getResultList());
    }

    /** To be changed, whoever asks; null for an unknown id. */
    Uni<Approval> locked(UUID id) {
        return Filter.of(Approval.class).and("e.id = :id", "id", id).locked();
    }

    /** By when the next of those who are asked has to have decided, by approval; none where nobody is. */
    Uni<Map<UUID, Instant>> dueAt(Collection<UUID> ids) {
        return deadlines.dueAt(ApprovalService.APPROVAL, ids);
    }

    Uni<Page<ApprovalView.Summary>> page(Wanted wanted, Actor actor, PageRequest page) {
        Filter<Approval> filter = Filter.of(Approval.class)
                .and("e.status = :status", "status", wanted.status())
                .and("e.kind = :kind", "kind", wanted.kind())
                .and("e.subject.subjectId = :subject", "subject", wanted.subjectId());
        return people.principals(actor.employeeNo())
                .flatMap(principals -> {
                    if (wanted.mine() != null) {
                        String me = actor.employeeNo();
                        filter.and(wanted.mine().condition, "me", wanted.mine() == Mine.REQUESTED ? me : array(me));
                    }
                    if (wanted.mine() == Mine.TODO) {
                        filter.with("mine", names(actor, principals).toArray(String[]::new));
                    }
                    return sight(filter, actor, principals).page(page, Approval::id, approval -> approval);
                })
                .flatMap(found -> dueAt(found.items().stream().map(Approval::id).toList())
                        .map(due -> found.map(approval -> ApprovalView.Summary.of(approval, due.get(approval.id())))));
    }

    private Uni<Filter<Approval>> seen(UUID id, Actor actor) {
        return people.principals(actor.employeeNo())
                .map(principals -> sight(Filter.of(Approval.class).and("e.id = :id", "id", id), actor, principals));
    }

    /** Those of his people, those that he or one of them had to do with, and what he may decide for somebody else. */
    private static Filter<Approval> sight(Filter<Approval> filter, Actor actor, List<String> principals) {
        if (actor.sees().all()) {
            return filter;
        }
        String[] people = Stream.concat(actor.sees().owners().stream(), Stream.of(actor.employeeNo()))
                .distinct()
                .toArray(String[]::new);
        return filter.with("people", people)
                .with("names", names(actor, principals).toArray(String[]::new))
                .seenBy(actor.sees(), SEEN);
    }

    private static String[] array(String name) {
        return new String[] {name};
    }

    private static List<String> names(Actor actor, List<String> principals) {
        return Stream.concat(Stream.of(actor.employeeNo()), principals.stream()).toList();
    }

    private static Uni<Approval> found(UUID id, Uni<Approval> approval) {
        return approval.onItem().ifNull().failWith(() -> Problem.notFound("approval", id));
    }
}
