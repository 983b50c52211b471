package io.neiqin.customer.activity;

import java.time.LocalDate;

/** What counts as a call to a new customer (新客户, CUS-24); see docs/decisions/0032. */
final class NewCustomerCall {

    private NewCustomerCall() {}

    /**
     * About a lead always; about a customer as long as nothing was ordered and nobody there was spoken to by phone on an
     * earlier day. What is reached today does not make old what is called again today.
     *
     * @param firstReachedOn when somebody there was first reached by a call, also while it was a lead; null for never
     * @param day on which it is called
     */
    static boolean isOne(About about, LocalDate firstReachedOn, LocalDate day) {
        boolean known = firstReachedOn != null && firstReachedOn.isBefore(day);
        return about.leadId() != null || about.prospect() && !known;
    }
}
