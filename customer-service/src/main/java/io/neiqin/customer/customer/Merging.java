package io.neiqin.customer.customer;

import jakarta.persistence.Embeddable;
import java.util.UUID;

/**
 * Into whom a customer was merged (合并).
 *
 * @param mergedInto the one it was merged into
 * @param survivorId who stands for it now: the same, or whom that one was merged into since
 */
@Embeddable
public record Merging(UUID mergedInto, UUID survivorId) {}
