package io.neiqin.events.admin;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventType;
import java.time.LocalDate;
import java.util.UUID;

/** Who stands in for whom (委托). */
public sealed interface DelegationEvent extends DomainEvent {

    UUID delegationId();

    @Override
    default UUID aggregateId() {
        return delegationId();
    }

    /**
     * Somebody decides in place of another, for some days; all values as they are now.
     *
     * @param from the first day
     * @param to the last day; before the first one once nothing is left of it
     */
    @EventType("neiqin.admin.delegation-changed.v1")
    record DelegationChanged(UUID delegationId, String principalNo, String deputyNo, LocalDate from, LocalDate to)
            implements DelegationEvent {}
}
