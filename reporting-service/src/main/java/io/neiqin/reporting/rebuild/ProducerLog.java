package io.neiqin.reporting.rebuild;

import io.neiqin.platform.consumer.EventConsumer.Gap;
import io.neiqin.platform.event.ReceivedEvent;
import io.neiqin.platform.feed.EventFeed;
import io.neiqin.reporting.intake.FeedReader;
import io.neiqin.reporting.intake.FeedReading;
import io.neiqin.reporting.intake.FeedReading.Position;
import io.neiqin.reporting.intake.Versions;
import io.neiqin.reporting.intake.WaitingRoom;
import io.neiqin.reporting.rebuild.ShadowLease.Term;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What the shadow takes out of the producer's log, since the live projection has got it there, too: as much of a reading
 * as the live one has read, and the gaps that were filled in it. So the shadow knows what the live one knows, and no more
 * (RPT-10).
 */
@ApplicationScoped
class ProducerLog {

    private static final int GAPS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration AGAIN = Duration.ofSeconds(10);

    /** Where what was read goes. */
    interface Writing {
        void take(Portion portion) throws SQLException;
    }

    private final Transactions transactions;
    private final ShadowLease lease;
    private final FeedReading reading;
    private final FeedReader reader;
    private final EventFeed feed;
    private final WaitingRoom waitingRoom;
    private final Versions versions;

    /** When a producer that did not answer is asked for gaps again: the topic goes on meanwhile. */
    private Instant asks = Instant.MIN;

    ProducerLog(
            Transactions transactions,
            ShadowLease lease,
            FeedReading reading,
            FeedReader reader,
            EventFeed feed,
            WaitingRoom waitingRoom,
            Versions versions) {
        this.transactions = transactions;
        this.lease = lease;
        this.reading = reading;
        this.reader = reader;
        this.feed = feed;
        this.waitingRoom = waitingRoom;
        this.versions = versions;
    }

    /**
     * Reads as far as the live projection has read. Returns the number of events.
     *
     * @throws EventFeed.Unanswered when the producer does not answer
     * @throws IllegalStateException when its log ends earlier than it did
     */
    long follow(Term term, Writing writing) throws SQLException {
        Position live = transactions.in(Place.LIVE, reading::load);
        Position mine = transactions.in(Place.SHADOW, reading::load);
        if (mine.round() < live.round()) {
            mine = transactions.in(Place.SHADOW, connection -> {
                lease.renew(connection, term, 0);
                reading.follow(connection, Place.SHADOW.schema(), Place.LIVE.schema());
                return reading.load(connection);
            });
        }
        long taken = 0;
        while (mine.round() == live.round() && mine.position() < live.position()) {
            List<ReceivedEvent> page = reader.page(mine.position()).stream()
                    .filter(event -> event.position() <= live.position())
                    .toList();
            if (page.isEmpty()) {
                throw new IllegalStateException("the log of orders ends before position " + live.position());
            }
            writing.take(new Portion.OfLog(reading, mine, page));
            taken += page.size();
            mine = transactions.in(Place.SHADOW, reading::load);
        }
        if (live.done() && !mine.done() && mine.round() == live.round()) {
            Position end = mine;
            transactions.in(Place.SHADOW, connection -> {
                lease.renew(connection, term, 0);
                return reading.advance(connection, end, end.position(), true);
            });
        }
        return taken;
    }

    /** Fills gaps that the live projection does not have. Returns the number of events. */
    long fillGaps(Writing writing) throws SQLException {
        List<Gap> gaps = transactions.in(Place.SHADOW, connection -> waitingRoom.gaps(connection, GAPS));
        if (gaps.isEmpty()
                || !feed.reaches(FeedReading.PRODUCER)
                || Instant.now().isBefore(asks)) {
            return 0;
        }
        try {
            return fill(gaps, writing);
        } catch (EventFeed.Unanswered away) {
            asks = Instant.now().plus(AGAIN);
            return 0;
        }
    }

    private long fill(List<Gap> gaps, Writing writing) throws SQLException {
        List<UUID> aggregates = gaps.stream().map(Gap::aggregateId).toList();
        Map<UUID, Long> live = transactions.in(Place.LIVE, connection -> versions.load(connection, aggregates));
        long taken = 0;
        for (Gap gap : gaps) {
            long known = Math.min(gap.to() - 1, live.getOrDefault(gap.aggregateId(), 0L));
            List<ReceivedEvent> missing = known < gap.from() ? List.of() : missing(gap, known);
            if (!missing.isEmpty()) {
                writing.take(new Portion.OfGap(missing));
                taken += missing.size();
            }
        }
        return taken;
    }

    private List<ReceivedEvent> missing(Gap gap, long known) {
        return feed.ofAggregate(FeedReading.PRODUCER, gap.aggregateId(), gap.from()).await().atMost(PATIENCE).stream()
                .filter(event -> event.aggregateVersion() <= known)
                .toList();
    }
}
