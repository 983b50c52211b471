package io.neiqin.customer.callsheet;

import io.neiqin.customer.activity.Call;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Calls as a call sheet counts them: one for each customer or lead that was called, however often.
 *
 * @param calls to new customers and to others
 * @param newCalls of these, to new customers
 */
public record Tally(int calls, int newCalls) {

    static final Tally NONE = new Tally(0, 0);

    /** Of one person on one day. */
    static Tally of(Collection<Call> calls) {
        Set<UUID> called = new HashSet<>();
        Set<UUID> fresh = new HashSet<>();
        for (Call call : calls) {
            called.add(call.about());
            if (call.newCustomer()) {
                fresh.add(call.about());
            }
        }
        return new Tally(called.size(), fresh.size());
    }

    /** What is missing of this where so much is done; more than enough of the one does not stand in for the other. */
    Tally without(Tally done) {
        return new Tally(Math.max(0, calls - done.calls), Math.max(0, newCalls - done.newCalls));
    }
}
