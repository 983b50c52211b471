package io.neiqin.reporting.integrity;

import io.neiqin.platform.consumer.EventConsumer.ConsumedHour;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** What one service has said, and what its consumers have taken, by hour of the events' time. */
record Deliveries(List<PublishedHour> published, List<Consumed> consumers) {

    /** @param positions the sum of the events' positions */
    record PublishedHour(Instant hour, long events, BigDecimal positions) {}

    /**
     * What one consumer has taken.
     *
     * @param producer the service whose events they are
     * @param parked how many events wait, of whatever hour
     */
    record Consumed(String consumer, String producer, List<ConsumedHour> hours, long parked) {}
}
