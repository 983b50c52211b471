package io.neiqin.events.platform;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventType;
import java.util.UUID;

/**
 * What happens to the papers (附件) of a record. Every service tells it on its own topic. The file's name stays with the
 * paper: it may name people.
 */
public sealed interface AttachmentEvent extends DomainEvent {

    UUID attachmentId();

    @Override
    default UUID aggregateId() {
        return attachmentId();
    }

    /**
     * A paper belongs to a record from now on.
     *
     * @param purpose as {@code SOURCE}: what the record was entered from
     * @param sha256 of its content, 64 hexadecimal digits in small letters
     * @param size in bytes
     */
    @EventType("neiqin.each.attachment-added.v1")
    record AttachmentAdded(
            UUID attachmentId, Subject subject, String purpose, String mediaType, String sha256, long size)
            implements AttachmentEvent {}

    /** It does not any more; its content is removed unless another paper has the same. */
    @EventType("neiqin.each.attachment-removed.v1")
    record AttachmentRemoved(UUID attachmentId, Subject subject, String purpose, String sha256, long size)
            implements AttachmentEvent {}

    /**
     * The record.
     *
     * @param type of the aggregate, as {@code order}
     * @param number by which people call it
     */
    record Subject(String type, UUID id, String number) {}
}
