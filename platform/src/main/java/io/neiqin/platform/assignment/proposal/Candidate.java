package io.neiqin.platform.assignment.proposal;

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
 * @param minutes what one of this kind has taken him lately, the middle one of those; null where too few are known
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
        Integer minutes,
        Instant lastOffered) {

    /** Of what was done only so many last pieces of a kind count, so that it costs the same next year. */
    public static final long OF_KIND = 200;

    /** And so many for a customer. */
    public static final long OF_CUSTOMER = 20;

    /** Of fewer pieces nobody knows how quick somebody is. */
    public static final long KNOWN = 3;
}
