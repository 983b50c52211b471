package io.neiqin.events;

import java.util.UUID;

/**
 * Something that happened to one aggregate, told to the other services. A past-tense record of facts: resulting values,
 * self-contained for its consumers. Its type name stands in {@link EventType}; everything about the telling itself (id,
 * time, version, actor, business date) travels in the CloudEvents attributes, not here.
 */
public interface DomainEvent {

    /** The aggregate it happened to; also the key on the topic. */
    UUID aggregateId();
}
