package io.neiqin.platform.assignment;

/** What speaks for a person. */
public enum Criterion {
    /** Little open work. */
    LOAD,
    /** Has done much of this kind lately. */
    SKILL,
    /** Has served the same customer lately. */
    HISTORY,
    /** It is his own by its course. */
    OWN
}
