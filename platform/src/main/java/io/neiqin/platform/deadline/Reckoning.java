package io.neiqin.platform.deadline;

/**
 * What deadlines are computed with.
 *
 * @param calendarChanges how often the working calendar has changed so far
 */
record Reckoning(WorkingTime time, long calendarChanges) {}
