package io.neiqin.platform.consumer;

import io.neiqin.platform.consumer.EventConsumer.Gap;
import io.neiqin.platform.event.ReceivedEvent;
import io.neiqin.platform.feed.EventFeed;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Gets what the topic did not bring from the producer's log: at once when a gap has been parked, and again and again
 * for those that are still open, since the producer may be away. One round at a time; what is asked for meanwhile is
 * the next round.
 */
@ApplicationScoped
public class GapFill {

    private static final Logger LOG = Logger.getLogger(GapFill.class);
    private static final int AT_ONCE = 200;

    private final List<EventConsumer> consumers;
    private final EventFeed feed;
    private final AtomicInteger asked = new AtomicInteger();
    private final OnceTold failures = new OnceTold();

    public GapFill(@All List<EventConsumer> consumers, EventFeed feed) {
        this.consumers = consumers;
        this.feed = feed;
    }

    void start(@Observes StartupEvent started) {
        consumers.stream()
                .filter(consumer -> !feed.reaches(consumer.producer()))
                .forEach(consumer -> LOG.warnf(
                        "gaps of %s stay open: neiqin.feed.url.%s and neiqin.machine.secret are not both set",
                        consumer.name(), consumer.producer()));
    }

    @Scheduled(every = "${neiqin.feed.sweep}")
    void sweep() {
        wake();
    }

    /** Looks for gaps soon. Returns at once. */
    public void wake() {
        if (asked.getAndIncrement() == 0) {
            round();
        }
    }

    private void round() {
        int seen = asked.get();
        Multi.createFrom()
                .iterable(consumers)
                .onItem()
                .transformToUniAndConcatenate(consumer -> Uni.createFrom()
                        .deferred(() -> fill(consumer))
                        .invoke(() -> failures.over(consumer.name()))
                        .onFailure()
                        .recoverWithItem(failure -> waits(consumer, failure)))
                .collect()
                .with(Collectors.reducing(false, Boolean::logicalOr))
                .subscribe()
                .with(more -> next(seen, more), broken -> {
                    // Or nobody would ever look again.
                    LOG.error("a round of filling gaps has ended early", broken);
                    next(seen, false);
                });
    }

    private void next(int seen, boolean more) {
        if (more || !asked.compareAndSet(seen, 0)) {
            round();
        }
    }

    /** Whether anything was filled, so that it is worth looking again: a long gap is more than one page. */
    private Uni<Boolean> fill(EventConsumer consumer) {
        return consumer.gaps(AT_ONCE)
                .onItem()
                .transformToMulti(gaps -> Multi.createFrom().iterable(gaps))
                .filter(gap -> gap.from() < gap.to() && feed.reaches(consumer.producer()))
                .onItem()
                .transformToUniAndConcatenate(gap -> fill(consumer, gap))
                .collect()
                .with(Collectors.reducing(false, Boolean::logicalOr));
    }

    private Uni<Boolean> fill(EventConsumer consumer, Gap gap) {
        return feed.ofAggregate(consumer.producer(), gap.aggregateId(), gap.from())
                .map(events -> events.stream()
                        .filter(event -> event.aggregateVersion() < gap.to())
                        .toList())
                .call(consumer::fill)
                .invoke(events -> report(consumer, gap, events))
                .map(events -> !events.isEmpty());
    }

    private static void report(EventConsumer consumer, Gap gap, List<ReceivedEvent> events) {
        if (!events.isEmpty()) {
            LOG.infof(
                    "%s has got %d missing events of aggregate %s from the log of %s",
                    consumer.name(), events.size(), gap.aggregateId(), consumer.producer());
        }
    }

    private boolean waits(EventConsumer consumer, Throwable failure) {
        if (failures.isNews(consumer.name())) {
            LOG.warnf(
                    "gaps of %s wait for the log of %s: %s",
                    consumer.name(), consumer.producer(), failure.getMessage());
        }
        return false;
    }
}
