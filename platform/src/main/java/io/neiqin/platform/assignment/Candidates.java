package io.neiqin.platform.assignment;

import io.neiqin.platform.assignment.proposal.Candidate;
import io.neiqin.platform.database.TransactionSql;
import io.neiqin.platform.organisation.Organisation.Member;
import io.neiqin.platform.organisation.Roster;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Those who might do a task, as they stand now; in the caller's transaction. */
@ApplicationScoped
class Candidates {

    /**
     * Whether nobody else is offering work until his commit: two would both go to whoever has least to do. What is read
     * after it sees what the one before has committed. Nobody waits for it: a commit that takes long must not hold up all
     * others, see {@link #turn}.
     */
    static final String ALONE = "select pg_try_advisory_xact_lock(hashtextextended('work-task', 0))";

    private static final String TURN = "select nextval('work_task_turn')";

    /** What another has done, he was not quick with: it has no minutes. */
    private static final String STANDING = """
            select p.no, coalesce(o.load, 0), coalesce(k.done, 0), coalesce(h.done, 0), l.offered_at,
                   case when k.timed >= $6 then k.minutes end
            from unnest($1::text[]) p(no)
            left join (select assignee_no, sum(weight) as load from work_task
                       where state in ('OFFERED', 'ACCEPTED') and assignee_no = any($1) group by assignee_no) o
              on o.assignee_no = p.no
            left join (select done_by, count(*) as done, count(minutes) as timed,
                              percentile_disc(0.5) within group (order by minutes) as minutes
                       from (select done_by, minutes from work_task where kind = $2 and state = 'DONE'
                             order by id desc limit $4) lately group by done_by) k
              on k.done_by = p.no
            left join (select done_by, count(*) as done
                       from (select done_by from work_task where about = $3::text and state = 'DONE'
                             order by id desc limit $5) lately group by done_by) h
              on h.done_by = p.no
            left join lateral (select offered_at from work_task where assignee_no = p.no
                               order by offered_at desc limit 1) l on true""";

    private final Roster roster;

    Candidates(Roster roster) {
        this.roster = roster;
    }

    Uni<Boolean> alone() {
        return Panache.getSession()
                .flatMap(session -> TransactionSql.select(session, ALONE))
                .map(Unchecked.function(row -> {
                    row.next();
                    return row.getBoolean(1);
                }));
    }

    /** Counts those who offer beside others: they cannot see what these give away, and give to each in turn. */
    Uni<Long> turn() {
        return Panache.getSession()
                .flatMap(session -> TransactionSql.select(session, TURN))
                .map(Unchecked.function(row -> {
                    row.next();
                    return row.getLong(1);
                }));
    }

    /** Of the role that does it, all who are here. */
    Uni<List<Candidate>> of(WorkTask task, LocalDate on) {
        return roster.present(task.terms().role(), on).flatMap(members -> standing(task, members));
    }

    private static Uni<List<Candidate>> standing(WorkTask task, List<Member> members) {
        Map<String, Member> byNo = members.stream().collect(Collectors.toMap(Member::employeeNo, Function.identity()));
        String[] numbers = byNo.keySet().toArray(String[]::new);
        return Panache.getSession()
                .flatMap(session -> TransactionSql.select(
                        session,
                        STANDING,
                        numbers,
                        task.kind(),
                        task.need().about(),
                        Candidate.OF_KIND,
                        Candidate.OF_CUSTOMER,
                        Candidate.KNOWN))
                .map(Unchecked.function(row -> {
                    List<Candidate> candidates = new ArrayList<>();
                    while (row.next()) {
                        candidates.add(candidate(task, byNo.get(row.getString(1)), row));
                    }
                    return candidates;
                }));
    }

    private static Candidate candidate(WorkTask task, Member member, ResultSet row) throws SQLException {
        OffsetDateTime last = row.getObject(5, OffsetDateTime.class);
        Instant lastOffered = last == null ? null : last.toInstant();
        UUID department = member.departmentId();
        return new Candidate(
                member.employeeNo(),
                department,
                member.active(),
                member.roles(),
                task.need().isSeenBy(member.sees()),
                row.getInt(2),
                row.getInt(3),
                row.getInt(4),
                row.getObject(6, Integer.class),
                lastOffered);
    }
}
