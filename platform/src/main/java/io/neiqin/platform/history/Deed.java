package io.neiqin.platform.history;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Who did something, when and why: what an entry of the history says beside the changes.
 *
 * @param roles those he held, in alphabetical order
 * @param command as {@code confirm}; {@code create} and {@code edit} for those that have no name of their own
 * @param reason null when none was given
 * @param causationId the event that it reacts to; null for a caller's command
 */
public record Deed(
        String actor,
        List<String> roles,
        Instant at,
        LocalDate businessDate,
        String command,
        String reason,
        String requestId,
        String causationId) {}
