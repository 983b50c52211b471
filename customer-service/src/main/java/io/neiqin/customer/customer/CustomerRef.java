package io.neiqin.customer.customer;

import java.util.UUID;

/**
 * A customer as the records about it know it: its tickets, activities, surveys.
 *
 * @param number by which people call it
 * @param tier null while it is in none
 * @param ownerNo the salesperson who looks after it
 * @param departmentId his, null for one without
 */
public record CustomerRef(
        UUID id,
        String number,
        String name,
        String region,
        Particulars.Tier tier,
        CustomerStatus status,
        String ownerNo,
        UUID departmentId) {

    /**
     * Who sees a customer sees what is kept about it, whoever has made it; of what was merged, who sees the one that stands
     * for it now: HQL over {@code e.customerId} and the parameters
     * of {@link io.neiqin.platform.http.Filter#seenBy}.
     */
    public static final String SEEN = """
            exists (select 1 from Customer v join Customer c on c.id = coalesce(v.merging.survivorId, v.id)
                where v.id = e.customerId and (c.ownerNo in :owners or c.departmentId in :departments))""";

    /** What is kept about {@code :customer}, and about those that were merged into it: HQL over {@code e.customerId}. */
    public static final String OF = """
            e.customerId in (
                select v.id from Customer v where v.id = :customer or v.merging.survivorId = :customer)""";

    static CustomerRef of(Customer customer) {
        return new CustomerRef(
                customer.id(),
                customer.number(),
                customer.particulars().name(),
                customer.particulars().region(),
                customer.particulars().tier(),
                customer.status(),
                customer.ownerNo(),
                customer.departmentId());
    }
}
