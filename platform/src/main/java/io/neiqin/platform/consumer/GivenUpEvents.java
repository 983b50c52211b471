package io.neiqin.platform.consumer;

import io.neiqin.platform.consumer.EventConsumer.Discard;
import io.neiqin.platform.consumer.EventConsumer.Forgotten;
import io.neiqin.platform.event.ReceivedEvent;
import io.neiqin.platform.feed.EventFeed;
import io.neiqin.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Giving up events that wait: whether the producer said them decides how, and its log decides that (decision 16). */
@ApplicationScoped
class GivenUpEvents {

    private final EventFeed feed;

    GivenUpEvents(EventFeed feed) {
        this.feed = feed;
    }

    /**
     * Gives up a refused event that the producer said.
     *
     * @throws Problem 503 when the producer does not answer, and as {@link EventConsumer#discard} says
     */
    Uni<Optional<Integer>> discard(EventConsumer consumer, UUID aggregateId, long version, Discard discard) {
        return answer(consumer, feed.ofAggregate(consumer.producer(), aggregateId, version))
                .flatMap(told -> consumer.discard(aggregateId, version, ids(told), discard));
    }

    /**
     * Gives up what waits of an aggregate from a version on and does not stand in its producer's log; what stands there is
     * taken. Returns how many were given up.
     *
     * @throws Problem 503 when the producer does not answer, 404 when nothing waits at the version, 409 when the producer
     *     said what waits there
     */
    Uni<Long> forget(EventConsumer consumer, UUID aggregateId, long version, Discard discard) {
        // Asked anew by every subscriber.
        Uni<List<ReceivedEvent>> said = answer(
                consumer,
                Uni.createFrom().deferred(() -> feed.restOfAggregate(consumer.producer(), aggregateId, version)));
        return said.flatMap(told -> consumer.forget(aggregateId, version, ids(told), discard))
                // Asked again: what was said since was dropped, if it came while another stood in its place. Taken also
                // when nothing was found: then a repetition mends what the first one did not come to.
                .call(gone ->
                        said.flatMap(told -> told.isEmpty() ? Uni.createFrom().voidItem() : consumer.fill(told)))
                .map(gone -> forgotten(aggregateId, version, gone));
    }

    private static Uni<List<ReceivedEvent>> answer(EventConsumer consumer, Uni<List<ReceivedEvent>> asked) {
        return asked.onFailure(EventFeed.Unanswered.class)
                .transform(away -> Problem.unavailable("producer-unavailable", consumer.producer()));
    }

    private static Set<UUID> ids(List<ReceivedEvent> events) {
        return events.stream().map(ReceivedEvent::id).collect(Collectors.toSet());
    }

    private static long forgotten(UUID aggregateId, long version, Forgotten gone) {
        if (!gone.found()) {
            throw Problem.notFound("parked-event", aggregateId);
        }
        if (gone.events() == 0) {
            throw Problem.conflict("forget-was-said", version);
        }
        return gone.events();
    }
}
