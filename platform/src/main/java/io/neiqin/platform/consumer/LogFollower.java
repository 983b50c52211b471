package io.neiqin.platform.consumer;

import io.neiqin.platform.event.ReceivedEvent;
import io.neiqin.platform.feed.EventFeed;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Looks through the producers' logs for what the topics should have brought by now and did not (NFR-4, DAT-4). A gap
 * shows when a later event comes; nothing comes after the last event of an aggregate, so only the log tells of it.
 *
 * <p>The position of a consumer stands before the first event that he neither consumed nor parked. What he lacks is left
 * to the topic for a while, then taken in as if the topic had brought it. Where nothing is amiss a sweep is one question
 * and one statement per page of new events. A consumer that is far behind, or whose broker is away, is fed from the log,
 * too: whichever comes first counts, once.
 */
@ApplicationScoped
public class LogFollower {

    private static final Logger LOG = Logger.getLogger(LogFollower.class);
    private static final int PAGE = 200;

    private static final String FIND = "select position, round from followed_log where consumer = $1 and producer = $2";

    /** Only from where it was read: somebody may have gone on, or begun anew, meanwhile. */
    private static final String ADVANCE = """
        insert into followed_log as f (consumer, producer, position) values ($1, $2, $3)
        on conflict (consumer, producer) do update set position = excluded.position
            where f.position = $4 and f.round = $5\
        """;

    /** The log has to be looked through from its beginning: the consumer's books are others now. */
    public static final String BEGIN_ANEW = """
        insert into public.followed_log as f (consumer, producer, position, round) values (?, ?, 0, 1)
        on conflict (consumer, producer) do update set position = 0, round = f.round + 1\
        """;

    /** How far a consumer has all of a log, and how often that was begun anew. */
    private record Mark(long position, long round) {
        static final Mark NONE = new Mark(0, 0);

        Mark at(long reached) {
            return new Mark(reached, round);
        }
    }

    /** Where a consumer stood still: what is before {@code end} is known to be in the log since then. */
    private record Standstill(long position, long end, Instant since) {}

    private final List<EventConsumer> consumers;
    private final EventFeed feed;
    private final Pool pool;
    private final Duration grace;
    private final int pages;
    private final OnceTold failures = new OnceTold();
    private final Map<String, Standstill> standstills = new ConcurrentHashMap<>();

    /**
     * @param grace how old an event is that a consumer should have by now
     * @param pages how many pages of a log are looked through per sweep and consumer, at most
     */
    public LogFollower(
            @All List<EventConsumer> consumers,
            EventFeed feed,
            Pool pool,
            @ConfigProperty(name = "neiqin.feed.grace") Duration grace,
            @ConfigProperty(name = "neiqin.feed.pages") int pages) {
        this.consumers = consumers;
        this.feed = feed;
        this.pool = pool;
        this.grace = grace;
        this.pages = pages;
    }

    @Scheduled(every = "${neiqin.feed.sweep}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return Multi.createFrom()
                .iterable(consumers)
                .filter(consumer -> feed.reaches(consumer.producer()))
                .onItem()
                .transformToUniAndConcatenate(consumer -> Uni.createFrom()
                        .deferred(() -> follow(consumer))
                        .invoke(() -> failures.over(consumer.name()))
                        .onFailure()
                        .recoverWithItem(failure -> waits(consumer, failure)))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> follow(EventConsumer consumer) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(consumer.name(), consumer.producer()))
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> new Mark(row.getLong("position"), row.getLong("round")))
                        .orElse(Mark.NONE))
                .flatMap(mark -> follow(consumer, mark));
    }

    /** Page by page, of which only one is in memory. */
    private Uni<Void> follow(EventConsumer consumer, Mark from) {
        AtomicReference<Mark> mark = new AtomicReference<>(from);
        return Multi.createBy()
                .repeating()
                .uni(() -> followPage(consumer, mark))
                .whilst(goesOn -> goesOn)
                .select()
                .first(pages)
                .onItem()
                .ignoreAsUni();
    }

    /** Returns whether there may be more for now. */
    private Uni<Boolean> followPage(EventConsumer consumer, AtomicReference<Mark> mark) {
        Mark from = mark.get();
        return feed.after(consumer.producer(), from.position(), PAGE).flatMap(page -> {
            if (page.isEmpty()) {
                return Uni.createFrom().item(false);
            }
            return takeWhatIsOverdue(consumer, page)
                    .call(reached -> advance(consumer, from, reached))
                    .invoke(reached -> mark.set(from.at(reached)))
                    .map(reached -> reached == end(page));
        });
    }

    /** Returns up to which position the consumer has all. */
    private Uni<Long> takeWhatIsOverdue(EventConsumer consumer, List<ReceivedEvent> page) {
        return consumer.lacking(page).flatMap(lacking -> {
            Optional<ReceivedEvent> early = lacking.stream()
                    .filter(event -> !isOverdue(consumer, event))
                    .findFirst();
            early.ifPresentOrElse(
                    event -> standStill(consumer, event.position(), end(page)),
                    () -> standstills.remove(consumer.name()));
            long reached = early.map(event -> event.position() - 1).orElse(end(page));
            List<ReceivedEvent> overdue = lacking.stream()
                    .filter(event -> event.position() <= reached)
                    .toList();
            return overdue.isEmpty()
                    ? Uni.createFrom().item(reached)
                    : consumer.fill(overdue)
                            .invoke(() -> report(consumer, overdue))
                            .replaceWith(reached);
        });
    }

    /** By the event's time; by ours where the producer's clock is ahead. */
    private boolean isOverdue(EventConsumer consumer, ReceivedEvent event) {
        Instant old = Instant.now().minus(grace);
        Standstill here = standstills.get(consumer.name());
        return event.time().isBefore(old)
                || here != null
                        && event.position() <= here.end()
                        && here.since().isBefore(old);
    }

    private void standStill(EventConsumer consumer, long position, long end) {
        standstills.compute(
                consumer.name(),
                (name, here) -> here != null && here.position() == position
                        ? here
                        : new Standstill(position, end, Instant.now()));
    }

    private Uni<Void> advance(EventConsumer consumer, Mark from, long reached) {
        return reached == from.position()
                ? Uni.createFrom().voidItem()
                : pool.preparedQuery(ADVANCE)
                        .execute(Tuple.of(consumer.name(), consumer.producer(), reached, from.position(), from.round()))
                        .replaceWithVoid();
    }

    private static void report(EventConsumer consumer, List<ReceivedEvent> taken) {
        LOG.infof(
                "%s has taken %d events from the log of %s that the topic had not brought, up to position %d",
                consumer.name(),
                taken.size(),
                consumer.producer(),
                taken.get(taken.size() - 1).position());
    }

    private Void waits(EventConsumer consumer, Throwable failure) {
        if (failures.isNews(consumer.name())) {
            LOG.warnf("%s cannot follow the log of %s: %s", consumer.name(), consumer.producer(), failure.getMessage());
        }
        return null;
    }

    private static long end(List<ReceivedEvent> page) {
        return page.get(page.size() - 1).position();
    }
}
