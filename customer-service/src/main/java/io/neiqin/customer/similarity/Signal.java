package io.neiqin.customer.similarity;

/**
 * A reason to take two customers for one.
 *
 * @param points what it is worth by itself, of 100; several add up to less than their sum
 */
public record Signal(Kind kind, int points) {

    /** What was compared. */
    public enum Kind {
        /** The same unified social credit code: one company by law. */
        SAME_USCC,
        SAME_TAX_ID,
        /** The same name but for legal form and writing, and the same place. */
        SAME_NAME,
        /** The same, and only one of the names has a place. */
        SAME_NAME_PLACE_UNKNOWN,
        /** The same, of another place: often another company. */
        SAME_NAME_ELSEWHERE,
        /** A letter or two differ. */
        NEAR_NAME,
        /** A contact's mobile. */
        SAME_MOBILE,
        /** Or a number that colleagues, and neighbours, share. */
        SAME_PHONE,
        /** The same key in two other systems. */
        SAME_EXTERNAL_ID,
        /** Two codes that are both right: two companies by law, whatever else says. Worth nothing, and limits the rest. */
        OTHER_USCC
    }
}
