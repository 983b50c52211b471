package io.neiqin.customer.plan;

import io.neiqin.customer.plan.PlanRequest.Amount;
import java.util.List;
import java.util.UUID;

/** The customers of a plan, in its order. As JSON is stored: an object, not a list. */
record Targets(List<Target> all) {

    /** How much it is worth by now. */
    public enum Kind {
        /** A key customer (重点客户). */
        KEY,
        /** A potential one (潜在客户). */
        POTENTIAL
    }

    /**
     * One of them.
     *
     * @param no from 1
     * @param name of the customer as it was then, or as it was typed
     */
    public record Target(
            int no,
            Kind kind,
            UUID customerId,
            UUID leadId,
            String name,
            Integer visits,
            Amount amount,
            String measures) {}

    int count(Kind kind) {
        return (int) all.stream().filter(target -> target.kind() == kind).count();
    }
}
