package io.neiqin.journeys.load;

import java.util.List;
import java.util.Locale;

/** The commands on an order: what each tells, and where it leaves the order. */
public enum Verb {
    CREATE("DRAFT", "neiqin.orders.order-drafted.v1"),
    /** Tells nothing; leaves the status as it is. */
    EDIT(null),
    RECEIVE("RECEIVED", "neiqin.orders.order-received.v1"),
    ENTER("ENTERED", "neiqin.orders.order-entered.v1"),
    VERIFY("VERIFIED", "neiqin.orders.order-verified.v1"),
    CONFIRM("CONFIRMED", "neiqin.orders.order-confirmed.v1"),
    SHIP("CONFIRMED", "neiqin.orders.order-shipped.v1"),
    /** With the last goods the order is complete, and a second event says so. */
    ACCEPT("CONFIRMED", "neiqin.orders.order-accepted.v1", "neiqin.orders.order-completed.v1"),
    CANCEL("CANCELLED", "neiqin.orders.order-cancelled.v1");

    private final String leaves;
    private final List<String> events;

    Verb(String leaves, String... events) {
        this.leaves = leaves;
        this.events = List.of(events);
    }

    /** The types of the events that it may tell, the one that it always tells first. */
    public List<String> events() {
        return events;
    }

    /** Whether an answer to it may show this status. */
    public boolean mayShow(String status) {
        return this == EDIT
                ? List.of("DRAFT", "RECEIVED").contains(status)
                : leaves.equals(status) || this == ACCEPT && "COMPLETED".equals(status);
    }

    /** As in the path; null where the path is the order's or the collection's. */
    String path() {
        return this == CREATE || this == EDIT ? null : name().toLowerCase(Locale.ROOT);
    }
}
