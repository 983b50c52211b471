package io.neiqin.reporting.intake;

import io.neiqin.platform.event.ReceivedEvent;
import io.neiqin.platform.feed.EventFeed;
import io.neiqin.reporting.intake.FeedReading.Position;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Reads the producer's log into the live projection where the topic does not have everything. Every instance may: a
 * page counts for the one that writes it first.
 */
@ApplicationScoped
public class FeedReader {

    /** As many events as the feed gives at a time. */
    public static final int PAGE = 200;

    private static final Logger LOG = Logger.getLogger(FeedReader.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final IntakeService intake;
    private final EventFeed feed;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile boolean stopping;

    public FeedReader(IntakeService intake, EventFeed feed) {
        this.intake = intake;
        this.feed = feed;
    }

    void stop(@Observes ShutdownEvent stop) {
        stopping = true;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void read() {
        try {
            for (Position at = intake.reading(); !at.done() && !stopping; at = intake.reading()) {
                if (!feed.reaches(FeedReading.PRODUCER)) {
                    throw new IllegalStateException(
                            "neiqin.feed.url.orders and neiqin.machine.secret are not both set");
                }
                intake.fill(at, page(at.position()));
                waiting.set(false);
            }
        } catch (EventFeed.Unanswered | IllegalStateException | SQLException away) {
            // No news every second.
            if (!waiting.getAndSet(true)) {
                LOG.warnf("what the topic has lost waits for the log of orders: %s", away.getMessage());
            }
        }
    }

    /**
     * The producer's events after a position, in order.
     *
     * @throws EventFeed.Unanswered when it does not answer
     */
    public List<ReceivedEvent> page(long position) {
        return feed.after(FeedReading.PRODUCER, position, PAGE).await().atMost(PATIENCE);
    }
}
