package io.neiqin.customer.survey;

import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.platform.database.TransactionSql;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** All surveys, each seen by whoever is to ask, his department, and whoever sees the customer. */
@ApplicationScoped
public class Surveys implements PanacheRepositoryBase<Survey, UUID> {

    /**
     * What a list can be narrowed by; null means any. Days are included.
     *
     * @param assigneeNo who is to ask
     * @param ownerNo who looks after the customer today
     * @param dueBefore planned for that day or an earlier one
     * @param scoreBelow scored less than that
     */
    record Wanted(
            Survey.Kind kind,
            SurveyStatus status,
            Occasion.Cause cause,
            UUID customerId,
            UUID orderId,
            String assigneeNo,
            String ownerNo,
            LocalDate dueBefore,
            Integer scoreBelow) {}

    /** A delivery about which its customer is to be asked. */
    record Delivered(UUID customerId, UUID orderId, String number) {}

    private static final String SEEN =
            "e.assigneeNo in :owners or e.departmentId in :departments or " + CustomerRef.SEEN;

    private static final String OWNED =
            "exists (select 1 from Customer o where o.id = e.customerId and o.ownerNo = :owner)";

    /** What was planned ahead; its deadline begins on its day. */
    private static final String WITHOUT_CLOCK = """
            select s.id from survey s
            where s.status = 'PLANNED' and s.planned_for <= $1 and s.import_batch is null
              and not exists (select 1 from deadline d where d.subject_id = s.id and d.stopped_at is null)
            order by s.id limit $2::int""";

    /** Who was to ask and is not here any more. */
    private static final String LEFT_BEHIND = """
            select s.id from survey s join org_employee e on e.employee_no = s.assignee_no
            where s.status = 'PLANNED' and e.left_on < $1 and s.import_batch is null
            order by s.id limit $2::int""";

    /** Not those who are lost, or gone into another one; and not more than their owners can do. */
    private static final String TO_VISIT = """
            select due.id from (
              select c.id, c.owner_no,
                     row_number() over (partition by c.owner_no order by c.owned_since, c.id) as place
              from customer c join unnest($1::text[], $2::date[]) as t(tier, since) on c.tier = t.tier
              where c.owned_since <= t.since and c.pool_state = 'OWNED'
                and c.status in ('PROSPECT', 'ACTIVE', 'DORMANT')
                and exists (select 1 from org_employee e
                            where e.employee_no = c.owner_no and (e.left_on is null or e.left_on >= $3))
                and not exists (select 1 from survey s where s.customer_id = c.id and s.kind = 'RETURN_VISIT'
                                  and (s.status <> 'CANCELLED' or s.cause = 'CADENCE') and (s.status = 'PLANNED' or s.planned_for > t.since))
            ) due
            where due.place <= $4::int - (
              select count(*) from survey o
              where o.assignee_no = due.owner_no and o.status = 'PLANNED' and o.cause = 'CADENCE')
            order by due.id limit $5::int""";

    /** Of several deliveries the last one, and nobody again who was asked not long ago, or is to be asked. */
    private static final String TO_ASK = """
            select distinct on (s.customer_id) s.customer_id, s.order_id, s.number
            from sale s join customer c on c.id = s.customer_id and c.status not in ('LOST', 'BLOCKED', 'MERGED')
            where s.delivered_live and not s.cancelled and s.delivered_on between $1 and $2
              and not exists (select 1 from survey v where v.order_id = s.order_id)
              and not exists (select 1 from survey v where v.customer_id = s.customer_id and v.kind = 'SATISFACTION'
                                and (v.status = 'PLANNED' or v.status = 'DONE' and v.planned_for > $3))
            order by s.customer_id, s.delivered_on desc, s.order_id limit $4::int""";

    private static final String LOAD = """
            select o.no, count(s.id) as planned from unnest($1::text[]) as o(no)
            left join survey s on s.assignee_no = o.no and s.status = 'PLANNED'
            group by o.no""";

    /** Refuses with 404, also outside the actor's sight. */
    Uni<Survey> get(UUID id, Actor actor) {
        return found(id, byId(id, actor).single());
    }

    /** As {@link #get}, for a change: nobody else changes it until the commit. */
    Uni<Survey> toChange(UUID id, Actor actor) {
        return found(id, byId(id, actor).locked());
    }

    Uni<Page<SurveyView.Summary>> page(Wanted wanted, Actor actor, PageRequest page) {
        return Filter.of(Survey.class)
                .and("e.kind = :kind", "kind", wanted.kind())
                .and("e.status = :status", "status", wanted.status())
                .and("e.occasion.cause = :cause", "cause", wanted.cause())
                .and(CustomerRef.OF, "customer", wanted.customerId())
                .and("e.occasion.orderId = :order", "order", wanted.orderId())
                .and("e.assigneeNo = :assignee", "assignee", wanted.assigneeNo())
                .and(OWNED, "owner", wanted.ownerNo())
                .and("e.plannedFor <= :due", "due", wanted.dueBefore())
                .and("e.score < :score", "score", wanted.scoreBelow())
                .seenBy(actor.sees(), SEEN)
                .page(page, Survey::id, SurveyView.Summary::of);
    }

    /** How many each of them still has to ask. */
    Uni<Map<String, Long>> load(List<String> people) {
        return Panache.getSession()
                .flatMap(session -> TransactionSql.select(session, LOAD, (Object) people.toArray(String[]::new)))
                .map(Unchecked.function(row -> {
                    Map<String, Long> load = new TreeMap<>();
                    while (row.next()) {
                        load.put(row.getString("no"), row.getLong("planned"));
                    }
                    return load;
                }));
    }

    /** Whether the customer is to be asked for this already. */
    Uni<Boolean> isPlanned(UUID customerId, Survey.Kind kind) {
        return count("customerId = ?1 and kind = ?2 and status = ?3", customerId, kind, SurveyStatus.PLANNED)
                .map(planned -> planned > 0);
    }

    Uni<List<UUID>> withoutClock(LocalDate today, int limit) {
        return ids(WITHOUT_CLOCK, today, limit);
    }

    Uni<List<UUID>> leftBehind(LocalDate today, int limit) {
        return ids(LEFT_BEHIND, today, limit);
    }

    /**
     * Customers whom it is time to visit again.
     *
     * @param since by tier: the last visit was on that day or an earlier one
     * @param perOwner so many at most that were planned so are open for one person, with those that are found
     */
    Uni<List<UUID>> toVisit(Map<String, LocalDate> since, LocalDate today, int perOwner, int limit) {
        List<String> tiers = List.copyOf(since.keySet());
        return ids(
                TO_VISIT,
                tiers.toArray(String[]::new),
                tiers.stream().map(since::get).toArray(LocalDate[]::new),
                today,
                perOwner,
                limit);
    }

    /**
     * Deliveries that were accepted on these days, both included.
     *
     * @param rested asked after that day is not long ago
     */
    Uni<List<Delivered>> toAsk(LocalDate from, LocalDate to, LocalDate rested, int limit) {
        return Panache.getSession()
                .flatMap(session -> TransactionSql.select(session, TO_ASK, from, to, rested, limit))
                .map(Unchecked.function(row -> {
                    List<Delivered> found = new ArrayList<>();
                    while (row.next()) {
                        found.add(new Delivered(
                                row.getObject("customer_id", UUID.class),
                                row.getObject("order_id", UUID.class),
                                row.getString("number")));
                    }
                    return found;
                }));
    }

    private static Uni<List<UUID>> ids(String sql, Object... values) {
        return Panache.getSession()
                .flatMap(session -> TransactionSql.select(session, sql, values))
                .map(Unchecked.function(row -> {
                    List<UUID> found = new ArrayList<>();
                    while (row.next()) {
                        found.add(row.getObject(1, UUID.class));
                    }
                    return found;
                }));
    }

    private static Filter<Survey> byId(UUID id, Actor actor) {
        return Filter.of(Survey.class).and("e.id = :id", "id", id).seenBy(actor.sees(), SEEN);
    }

    private static Uni<Survey> found(UUID id, Uni<Survey> found) {
        return found.onItem().ifNull().failWith(() -> Problem.notFound("survey", id));
    }
}
