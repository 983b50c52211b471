package io.neiqin.customer.ticket;

import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.customer.window.TicketType;
import io.neiqin.platform.database.TransactionSql;
import io.neiqin.platform.deadline.Deadlines;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.organisation.People;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * All tickets, each seen by whoever has opened it or ever had it, by their departments, by those before whom it was brought
 * or its clock has climbed, and by whoever sees its customer.
 */
@ApplicationScoped
public class Tickets implements PanacheRepositoryBase<Ticket, UUID> {

    /**
     * What a list can be narrowed by; null means any.
     *
     * @param text words, each a fragment of subject, number, order number or product
     * @param open whether there is something left to do
     * @param mine that the actor has in hand, himself or for another
     * @param overdue of a leg that has lasted too long
     * @param left that somebody has in hand who is not here any more
     */
    record Wanted(
            String text,
            TicketType type,
            TicketStatus status,
            Boolean open,
            Matter.Priority priority,
            String ownerNo,
            boolean mine,
            String openedBy,
            UUID departmentId,
            UUID customerId,
            String orderNumber,
            boolean overdue,
            boolean escalated,
            boolean left,
            String externalSystem,
            String externalId) {}

    private static final String SEEN = """
            array_overlaps(e.people, :people) or array_overlaps(e.departments, :inDepartments) or e.ownerNo in :names
            or exists (select 1 from Deadline d where d.subject.subjectType = 'ticket' and d.subject.subjectId = e.id
                and d.stoppedAt is null and d.escalatedTo in :names)
            or\s""" + CustomerRef.SEEN;

    /** Whoever has to answer a question about it reads it, too; to change it is another matter. */
    private static final String READ = SEEN + """

            or exists (select 1 from HandOver h where h.subject.subjectId = e.id
                and (h.ownerNo in :owners or h.ownerNo in :names))""";

    private static final String OVER = "('CLOSED', 'CANCELLED')";

    private static final String OVERDUE = """
            exists (select 1 from Deadline d where d.subject.subjectType = 'ticket' and d.subject.subjectId = e.id
                and d.stoppedAt is null and d.dueAt < :now)""";

    private static final String LEAVERS = """
            select distinct t.owner_no from ticket t join org_employee e on e.employee_no = t.owner_no
            where t.closed_at is null and e.left_on < $1""";

    private final People people;
    private final Deadlines deadlines;
    private final BusinessClock clock;

    Tickets(People people, Deadlines deadlines, BusinessClock clock) {
        this.people = people;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    /** Refuses with 404, also outside the actor's sight. */
    Uni<Ticket> get(UUID id, Actor actor) {
        return sight(Filter.of(Ticket.class).and("e.id = :id", "id", id), READ, actor)
                .flatMap(filter -> found(id, filter.single()));
    }

    /** As {@link #get}, for a change: nobody else changes it until the commit. */
    Uni<Ticket> toChange(UUID id, Actor actor) {
        return sight(Filter.of(Ticket.class).and("e.id = :id", "id", id), SEEN, actor)
                .flatMap(filter -> found(id, filter.locked()));
    }

    /** As {@link #toChange}, whoever sees it: its task has come into other hands. */
    Uni<Ticket> toFollow(UUID id) {
        return found(id, Filter.of(Ticket.class).and("e.id = :id", "id", id).locked());
    }

    private static Uni<Ticket> found(UUID id, Uni<Ticket> ticket) {
        return ticket.onItem().ifNull().failWith(() -> Problem.notFound("ticket", id));
    }

    Uni<Ticket> byExternalRef(String system, String externalId) {
        return find("origin.externalSystem = ?1 and origin.externalId = ?2", system, externalId)
                .firstResult();
    }

    /** By when the leg of each is due; none of those whose clock stands still or is over. */
    Uni<Map<UUID, Instant>> dueAt(Collection<UUID> ids) {
        return deadlines.dueAt(Ticket.TYPE, ids);
    }

    Uni<Page<Ticket>> page(Wanted wanted, Actor actor, PageRequest page) {
        return people.principals(actor.employeeNo())
                .map(principals -> seen(narrowed(wanted, actor, principals), READ, actor, principals))
                .flatMap(filter -> wanted.left()
                        ? leavers().map(left -> filter.with("left", left).and("e.ownerNo in :left"))
                        : Uni.createFrom().item(filter))
                .flatMap(filter -> filter.page(page, Ticket::id, ticket -> ticket));
    }

    /** Who has something in hand and is not here any more. */
    private Uni<List<String>> leavers() {
        return getSession()
                .flatMap(session -> TransactionSql.select(session, LEAVERS, clock.today()))
                .map(Unchecked.function(row -> {
                    List<String> found = new ArrayList<>();
                    while (row.next()) {
                        found.add(row.getString(1));
                    }
                    return found;
                }));
    }

    private Filter<Ticket> narrowed(Wanted wanted, Actor actor, List<String> principals) {
        return Filter.of(Ticket.class)
                .finding(wanted.text())
                .and("e.matter.type = :type", "type", wanted.type())
                .and("e.status = :status", "status", wanted.status())
                .and(wanted.open() == null ? null : "e.status " + (wanted.open() ? "not in " : "in ") + OVER)
                .and("e.matter.priority = :priority", "priority", wanted.priority())
                .and("e.ownerNo = :owner", "owner", wanted.ownerNo())
                .and("e.ownerNo in :mine", "mine", wanted.mine() ? names(actor, principals) : null)
                .and("e.origin.openedBy = :opener", "opener", wanted.openedBy())
                .and("e.departmentId = :department", "department", wanted.departmentId())
                .and(CustomerRef.OF, "customer", wanted.customerId())
                .and("e.matter.orderNumber = :orderNumber", "orderNumber", wanted.orderNumber())
                .and(OVERDUE, "now", wanted.overdue() ? clock.now() : null)
                .and(wanted.escalated() ? "e.escalatedTo is not null" : null)
                .and("e.origin.externalSystem = :system", "system", wanted.externalSystem())
                .and("e.origin.externalId = :externalId", "externalId", wanted.externalId());
    }

    private Uni<Filter<Ticket>> sight(Filter<Ticket> filter, String condition, Actor actor) {
        return actor.sees().all()
                ? Uni.createFrom().item(filter)
                : people.principals(actor.employeeNo()).map(principals -> seen(filter, condition, actor, principals));
    }

    private static Filter<Ticket> seen(Filter<Ticket> filter, String condition, Actor actor, List<String> principals) {
        return actor.sees().all()
                ? filter
                : filter.with("people", actor.sees().owners().toArray(String[]::new))
                        .with("inDepartments", actor.sees().departments().toArray(UUID[]::new))
                        .with("names", names(actor, principals))
                        .seenBy(actor.sees(), condition);
    }

    private static List<String> names(Actor actor, List<String> principals) {
        return Stream.concat(Stream.of(actor.employeeNo()), principals.stream()).toList();
    }
}
