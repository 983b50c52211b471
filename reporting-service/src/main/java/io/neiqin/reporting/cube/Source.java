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
public record Source(UUID eventId, long position, Instant time, LocalDate day, UUID orderId, String orderNumber) {}
