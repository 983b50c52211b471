package io.neiqin.reporting.kpi;

import io.neiqin.platform.problem.Problem;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lets a reader wait until the figures know of his own writes. */
@ApplicationScoped
public class Freshness {

    private static final Pattern MIN = Pattern.compile("([0-9a-fA-F-]{36}):(\\d{1,18})");
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private static final String REACHED = """
        select exists (select 1 from applied_version
            where aggregate_id = $1 and version >= $2) as reached\
        """;

    private final Pool pool;

    public Freshness(Pool pool) {
        this.pool = pool;
    }

    /**
     * True as soon as all are applied, false after two seconds.
     *
     * @param mins each as {@code <aggregate id>:<event version>}
     * @throws Problem 400 for anything else
     */
    public Uni<Boolean> reached(List<String> mins) {
        List<Tuple> wanted = mins.stream().map(Freshness::parse).toList();
        return Multi.createFrom()
                .iterable(wanted)
                .onItem()
                .transformToUniAndConcatenate(this::await)
                .collect()
                .last()
                .replaceWith(true)
                .ifNoItem()
                .after(PATIENCE)
                .recoverWithItem(false);
    }

    private Uni<Boolean> await(Tuple aggregateAndVersion) {
        return Uni.createFrom()
                .deferred(() -> pool.preparedQuery(REACHED).execute(aggregateAndVersion))
                .map(rows -> rows.iterator().next().getBoolean("reached"))
                .repeat()
                .withDelay(LOOK_EVERY)
                .indefinitely()
                .select()
                .where(reached -> reached)
                .toUni();
    }

    private static Tuple parse(String min) {
        Matcher matcher = MIN.matcher(min);
        if (!matcher.matches()) {
            throw Problem.badRequest("min-invalid", min);
        }
        try {
            return Tuple.of(UUID.fromString(matcher.group(1)), Long.parseLong(matcher.group(2)));
        } catch (IllegalArgumentException noUuid) {
            throw Problem.badRequest("min-invalid", min);
        }
    }
}
