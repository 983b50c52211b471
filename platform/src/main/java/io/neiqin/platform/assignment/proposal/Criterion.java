package io.neiqin.platform.assignment.proposal;

/** What speaks for a person. */
public enum Criterion {
    /** Little open work. */
    LOAD,
    /** Has done much of this kind lately. */
    SKILL,
    /** Has served the same customer lately. */
    HISTORY,
    /** It is his own by its course. */
    OWN,
    /** Has been quick with this kind lately, compared with the others. */
    TIME,
    /** His last offer is longest ago: what the strategy ROUND_ROBIN asks, and nothing else. */
    TURN
}
