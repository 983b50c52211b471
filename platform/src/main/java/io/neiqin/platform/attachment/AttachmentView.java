package io.neiqin.platform.attachment;

import io.neiqin.platform.http.View;
import java.time.Instant;
import java.util.UUID;

/**
 * A paper as it is shown.
 *
 * @param mediaType by its content
 * @param size in bytes
 * @param removedAt null while it belongs to its record
 */
public record AttachmentView(
        UUID id,
        int version,
        String type,
        UUID record,
        String recordNumber,
        String purpose,
        String name,
        String mediaType,
        String sha256,
        long size,
        String addedBy,
        Instant addedAt,
        String removedBy,
        Instant removedAt,
        String removalReason)
        implements View {

    static AttachmentView of(Attachment attachment) {
        Attachment.Subject subject = attachment.subject();
        Paper paper = attachment.paper();
        return new AttachmentView(
                paper.id(),
                attachment.version(),
                subject.recordType(),
                subject.recordId(),
                subject.recordNumber(),
                paper.purpose(),
                paper.name(),
                paper.mediaType(),
                paper.sha256(),
                paper.size(),
                paper.addedBy(),
                paper.addedAt(),
                attachment.removedBy(),
                attachment.removedAt(),
                attachment.removalReason());
    }
}
