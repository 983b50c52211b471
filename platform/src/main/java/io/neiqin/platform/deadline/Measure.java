package io.neiqin.platform.deadline;

/** Which time counts towards a deadline (期限). */
public enum Measure {
    /** Every hour, day and night. */
    ELAPSED_HOURS,

    /** The company's opening hours, on working days. */
    WORKING_HOURS,

    /** Working days from midnight to midnight, 24 hours each: a Friday at 15:00 and one day make Monday at 15:00. */
    WORKING_DAYS
}
