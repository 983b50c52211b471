package io.neiqin.customer.duplicate;

import io.neiqin.platform.http.View;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;

/**
 * A look through all customers for those that look like one.
 *
 * @param customersInFile when it began; null until then
 * @param customers of which what they are found by is noted
 * @param pairs that were compared
 * @param opened how many were new and alike enough to be judged
 * @param failure the code of what ended it; null for nothing
 */
public record ScanView(
        @NotNull UUID id,
        int version,
        @NotNull Status status,
        Phase phase,
        Long customersInFile,
        long customers,
        long pairs,
        long opened,
        @NotNull String askedBy,
        @NotNull Instant askedAt,
        Instant endedAt,
        String failure)
        implements View {

    /** How far. */
    public enum Status {
        QUEUED,
        RUNNING,
        DONE,
        FAILED
    }

    /** What it does. */
    public enum Phase {
        /** Notes for each customer by what it may be found. */
        KEYS,
        /** Compares those that are found by the same. */
        PAIRS
    }
}
