package io.neiqin.customer.similarity;

import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.UUID;

/**
 * A customer that may be the one in question, as somebody is told of it: whole where he sees it; otherwise only that it
 * exists and who looks after it, so that he asks him instead of entering it again.
 *
 * @param score 0 to 100
 * @param inSight whether the caller sees it; without, id, number, name and status are null
 * @param inPool whether it is nobody's at the moment (公海): the owner is the last one
 * @param ownerName null for one who is not known here
 */
public record Candidate(
        int score,
        @NotNull List<Signal> signals,
        boolean inSight,
        UUID id,
        String number,
        String name,
        String status,
        @NotNull String ownerNo,
        String ownerName,
        UUID departmentId,
        String departmentName,
        boolean inPool) {}
