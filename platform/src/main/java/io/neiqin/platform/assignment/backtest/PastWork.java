package io.neiqin.platform.assignment.backtest;

import io.neiqin.platform.assignment.backtest.Observed.Task;
import io.neiqin.platform.database.TransactionSql;
import io.neiqin.platform.deadline.Deadlines;
import io.neiqin.platform.identity.Visibility;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The tasks that were done, for a back-test over them; in the caller's session. */
@ApplicationScoped
public class PastWork {

    /** Nobody took up himself what another has done. */
    private static final String DONE = """
            select kind, about, opened_at,
                   case when done_by = assignee_no then coalesce(accepted_at, offered_at) end, closed_at, done_by
            from work_task
            where state = 'DONE' and kind = any($1) and opened_at >= $2 and opened_at < $3
              and ($4 or assignee_no = any($5) or department_id = any($6))
            order by opened_at, id limit $7""";

    private final Deadlines deadlines;

    PastWork(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    /**
     * Tasks of these kinds that were opened in a period and are done, as far as they are in sight.
     *
     * @param to the first moment after it
     * @param limit how many at most, the first ones
     */
    public Uni<Observed> done(Collection<String> kinds, Instant from, Instant to, Visibility sees, int limit) {
        return Panache.getSession()
                .flatMap(session -> TransactionSql.select(
                        session,
                        DONE,
                        kinds.toArray(String[]::new),
                        from.atOffset(ZoneOffset.UTC),
                        to.atOffset(ZoneOffset.UTC),
                        sees.all(),
                        sees.owners().toArray(String[]::new),
                        sees.departments().toArray(UUID[]::new),
                        (long) limit))
                .map(Unchecked.function(PastWork::tasks))
                .flatMap(tasks -> deadlines.workingTime(from).map(time -> new Observed(tasks, time)));
    }

    private static List<Task> tasks(ResultSet row) throws SQLException {
        List<Task> tasks = new ArrayList<>();
        while (row.next()) {
            tasks.add(
                    new Task(row.getString(1), row.getString(2), at(row, 3), at(row, 4), at(row, 5), row.getString(6)));
        }
        return tasks;
    }

    private static Instant at(ResultSet row, int column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
