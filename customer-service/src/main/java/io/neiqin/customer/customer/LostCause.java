package io.neiqin.customer.customer;

/** Why a customer does not buy from us any more. */
public enum LostCause {
    /** What people did, ours or theirs (人为). */
    HUMAN,
    /** Its own market is gone (市场). */
    MARKET,
    /** It buys from another one (竞争对手). */
    COMPETITOR,
    OTHER,
    /** It only has not ordered for so long; nobody declares that. */
    NO_ORDER
}
