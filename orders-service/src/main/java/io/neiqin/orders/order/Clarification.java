package io.neiqin.orders.order;

import java.time.Instant;
import java.util.List;

/**
 * What was unclear in an order, and what the customer said to it (ORD-3).
 *
 * @param answer null until he has answered
 */
public record Clarification(
        List<String> questions,
        String askedBy,
        Instant askedAt,
        String answer,
        String answeredBy,
        Instant answeredAt) {}
