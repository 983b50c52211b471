package io.neiqin.platform.consumer;

import io.neiqin.platform.consumer.EventConsumer.ConsumedHour;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.json.BoundedValues;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.relay.EventLog;
import io.neiqin.platform.relay.EventLog.PublishedHour;
import io.neiqin.platform.relay.EventLog.Unmoved;
import io.quarkus.arc.All;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What this service has told and taken, by hour of the events' time (UTC). Where a consumer's count and sum of positions
 * are its producer's, nothing is missing and nothing was taken twice. What was taken before these counts began does not
 * stand in them.
 */
@Path("/deliveries")
@RolesAllowed({Roles.SYSTEM, Roles.SYSTEM_ADMIN, Roles.AUDITOR})
public class DeliveryResource {

    private static final Duration LONGEST = Duration.ofDays(31);

    private final EventLog log;
    private final List<EventConsumer> consumers;

    public DeliveryResource(EventLog log, @All List<EventConsumer> consumers) {
        this.log = log;
        this.consumers = consumers;
    }

    /** @param parked how many events wait now, of whatever hour */
    public record Consumed(String consumer, String producer, List<ConsumedHour> hours, long parked) {}

    /**
     * Hours without events are left out.
     *
     * @param outbox what is told, but not published yet: it stands in no hour
     */
    public record Deliveries(List<PublishedHour> published, Unmoved outbox, List<Consumed> consumers) {}

    /** @param first a whole hour; {@code end} is the first that is not asked for any more */
    @GET
    @Blocking
    public Uni<Deliveries> deliveries(@QueryParam("from") String first, @QueryParam("to") String end)
            throws SQLException {
        Instant from = hour(first);
        Instant to = hour(end);
        if (!from.isBefore(to) || to.isAfter(from.plus(LONGEST))) {
            throw invalid();
        }
        // First the outbox: what is moved meanwhile is seen in the log, and perhaps twice, but never in neither.
        Unmoved outbox = log.unmoved();
        List<PublishedHour> published = log.hours(from, to);
        return Multi.createFrom()
                .iterable(consumers)
                .onItem()
                .transformToUniAndConcatenate(consumer -> consumed(consumer, from, to))
                .collect()
                .asList()
                .map(consumed -> new Deliveries(published, outbox, consumed));
    }

    private static Uni<Consumed> consumed(EventConsumer consumer, Instant from, Instant to) {
        return consumer.hours(from, to)
                .flatMap(hours -> consumer.waiting()
                        .map(parked -> new Consumed(consumer.name(), consumer.producer(), hours, parked)));
    }

    private static Instant hour(String text) {
        return Optional.ofNullable(text).flatMap(BoundedValues::hour).orElseThrow(DeliveryResource::invalid);
    }

    private static Problem invalid() {
        return Problem.badRequest("hours-invalid", LONGEST.toDays());
    }
}
