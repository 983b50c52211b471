package io.neiqin.customer.activity;

import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.customer.customer.CustomerStatus;
import io.neiqin.customer.lead.LeadRef;
import java.util.UUID;

/**
 * Whom an activity is about.
 *
 * @param customerId null for a lead
 * @param leadId null for a customer
 * @param number of the one, as people call it
 * @param name of the one, as it was then
 * @param prospect whether nothing was ever ordered
 */
record About(UUID customerId, UUID leadId, String number, String name, boolean prospect) {

    static About of(CustomerRef customer) {
        return new About(
                customer.id(), null, customer.number(), customer.name(), customer.status() == CustomerStatus.PROSPECT);
    }

    static About of(LeadRef lead) {
        return new About(null, lead.id(), lead.number(), lead.name(), true);
    }
}
