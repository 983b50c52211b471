package io.neiqin.customer.lead;

import java.util.UUID;

/**
 * A lead as the records about it know it.
 *
 * @param customerId the customer that it has become; null for none
 */
public record LeadRef(UUID id, String number, String name, UUID customerId) {

    /**
     * Who sees a lead sees what is kept about it: HQL over {@code e.leadId} and the parameters of
     * {@link io.neiqin.platform.http.Filter#seenBy}.
     */
    public static final String SEEN = """
            exists (select 1 from Lead l where l.id = e.leadId
                and (l.ownerNo in :owners or l.departmentId in :departments or exists (
                    select 1 from Customer k where k.id = l.customerId
                        and (k.ownerNo in :owners or k.departmentId in :departments))))""";

    static LeadRef of(Lead lead) {
        return new LeadRef(lead.id(), lead.number(), lead.particulars().name(), lead.customerId());
    }
}
