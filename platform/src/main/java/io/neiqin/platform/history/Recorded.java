package io.neiqin.platform.history;

import java.util.UUID;

/**
 * An aggregate whose every change is kept in its history (变更历史). All aggregates of services are. Of platform's own, a
 * task and a deadline are not: the one keeps its turns itself, and the other tells each of its steps.
 */
public interface Recorded {

    UUID id();

    int version();

    /** What its history calls it, as {@code order}. Never changes. */
    String historyType();

    /**
     * All its values as they are now, unmasked, in a record that does not change with it; JSON makes the places of the
     * history out of it, so they had better be those of its view. Left out are {@code id}, {@code version},
     * {@code allowedActions}, {@code changedBy} and, everywhere, {@code changedAt}: the entry says that itself.
     */
    Object recorded();
}
