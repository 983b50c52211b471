package io.neiqin.customer.customer;

/**
 * How long somebody owns a customer without doing anything for it.
 *
 * @param followUpDays so many days after the last time he was in touch with it, or it has ordered, it goes to the pool
 * @param dealDays so many days after its last order
 * @param warnDays so many days before he is warned, and at least so long after the warning it stays his
 */
public record PoolTerms(int followUpDays, int dealDays, int warnDays) {

    int daysOf(Pooling.Why why) {
        return why == Pooling.Why.NO_FOLLOW_UP ? followUpDays : dealDays;
    }
}
