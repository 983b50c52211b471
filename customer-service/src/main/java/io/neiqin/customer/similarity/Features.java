package io.neiqin.customer.similarity;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of a customer is compared.
 *
 * @param uscc null while unknown
 * @param taxId null for none
 * @param phones in the form of E.164; without those that nobody may learn of by this comparison
 * @param externalId its key in another system, null for none
 */
public record Features(
        CompanyName name, String uscc, String taxId, Set<String> phones, String externalSystem, String externalId) {

    public Features {
        taxId = taxId == null ? null : taxId.replaceAll("[^\\p{L}\\p{N}]+", "").toUpperCase(Locale.ROOT);
        taxId = taxId == null || taxId.isEmpty() ? null : taxId;
        phones = new TreeSet<>(phones);
    }

    /** The same, to somebody from whom the phones are kept. */
    public Features withoutPhones() {
        return new Features(name, uscc, taxId, Set.of(), externalSystem, externalId);
    }
}
