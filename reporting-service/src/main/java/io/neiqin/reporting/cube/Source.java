package io.neiqin.reporting.cube;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * The event a figure comes from, kept with it so that every figure can be traced.
 *
 * @param position in the event log of the producing service
 * @param day the event's business date, stamped by its producer
 */
public record Source(
        UUID eventId, long position, Instant time, LocalDate day, UUID orderId, String orderNumber, Origin origin) {

    /**
     * Where the event comes from.
     *
     * @param type of the event, as in {@code neiqin.orders.order-confirmed.v1}
     * @param actor who caused it, null where it does not say
     * @param correlationId of the request that caused it, null where it does not say
     * @param importBatch null except for imported history
     */
    public record Origin(String type, String actor, String correlationId, String importBatch) {}
}
