package io.neiqin.events.platform;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventType;
import java.math.BigDecimal;
import java.util.UUID;

/** How much of somebody's work is checked (抽检比例). Every service tells it on its own topic. */
public sealed interface VerificationRateEvent extends DomainEvent {

    /**
     * Somebody else has decided how much.
     *
     * @param entity of the records, as {@code order}
     * @param was percent; null where the default held
     * @param rate percent from now on
     */
    @EventType("neiqin.each.verification-rate-set.v1")
    record VerificationRateSet(
            UUID rateId, String entity, String entererNo, BigDecimal was, BigDecimal rate, String setBy)
            implements VerificationRateEvent {

        @Override
        public UUID aggregateId() {
            return rateId;
        }
    }
}
