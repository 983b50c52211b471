package io.neiqin.customer.accuracy;

import java.util.Arrays;
import java.util.Optional;

/** What of a customer's file somebody looks at when he says whether it is right: its members in the API. */
enum CheckedField {
    NAME("name"),
    USCC("uscc"),
    COUNTRY("country"),
    TAX_ID("taxId"),
    REGION("region"),
    CITY("city"),
    ADDRESS("address"),
    POSTAL_CODE("postalCode"),
    INDUSTRY("industry"),
    BUSINESS_SCOPE("businessScope"),
    TIER("tier"),
    CONTACTS("contacts");

    private final String member;

    CheckedField(String member) {
        this.member = member;
    }

    static Optional<CheckedField> of(String member) {
        return Arrays.stream(values())
                .filter(field -> field.member.equals(member))
                .findFirst();
    }

    /** How many there are. */
    static int count() {
        return values().length;
    }
}
