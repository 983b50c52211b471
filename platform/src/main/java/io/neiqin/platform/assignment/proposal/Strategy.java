package io.neiqin.platform.assignment.proposal;

/** How it is chosen who is offered a task of a kind (派单策略). */
public enum Strategy {
    /** Whom most speaks for, by the factors. */
    SCORED,
    /** Whose last offer is longest ago (轮流). */
    ROUND_ROBIN,
    /** Whom a lead names; until then it is nobody's. */
    MANUAL
}
