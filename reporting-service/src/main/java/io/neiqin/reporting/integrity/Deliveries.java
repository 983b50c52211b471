package io.neiqin.reporting.integrity;

import io.neiqin.platform.consumer.EventConsumer.ConsumedHour;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What one service has said, and what its consumers have taken, by hour of the events' time.
 *
 * @param outbox what it has not published yet; null where it does not tell
 */
record Deliveries(List<PublishedHour> published, Outbox outbox, List<Consumed> consumers) {

    /**
     * @param positions the sum of the events' positions
     * @param ids what their ids come to; null where the service does not tell
     */
    record PublishedHour(Instant hour, long events, BigDecimal positions, String ids) {}

    /** @param oldest when the oldest of them happened; null when there are none */
    record Outbox(long events, Instant oldest) {
        static final Outbox EMPTY = new Outbox(0, null);
    }

    /**
     * What one consumer has taken.
     *
     * @param producer the service whose events they are
     * @param parked how many events wait, of whatever hour
     */
    record Consumed(String consumer, String producer, List<ConsumedHour> hours, long parked) {}
}
