package io.neiqin.platform.assignment;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * Somebody who might do a task, as he stands.
 *
 * @param here whether he is at work (在岗)
 * @param skills rights that he holds
 * @param sees whether what the task is about is in his sight
 * @param load the weights of his open tasks together
 * @param done how many of this kind he has done lately
 * @param served how many for the same customer
 * @param lastOffered null for never
 */
public record Candidate(
        String employeeNo,
        UUID departmentId,
        boolean here,
        Set<String> skills,
        boolean sees,
        int load,
        int done,
        int served,
        Instant lastOffered) {}
