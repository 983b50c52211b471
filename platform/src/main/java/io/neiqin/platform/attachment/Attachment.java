package io.neiqin.platform.attachment;

import io.neiqin.events.platform.AttachmentEvent;
import io.neiqin.events.platform.AttachmentEvent.AttachmentAdded;
import io.neiqin.events.platform.AttachmentEvent.AttachmentRemoved;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.problem.Problem;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/** A paper of a record. What it is never changes; it can be taken away, and then says by whom and why. */
@Entity
public class Attachment implements Recorded {

    /**
     * The record that it belongs to.
     *
     * @param recordType of the aggregate, as {@code order}
     * @param recordNumber by which people call it
     */
    @Embeddable
    public record Subject(String recordType, UUID recordId, String recordNumber) {

        private AttachmentEvent.Subject asEvent() {
            return new AttachmentEvent.Subject(recordType, recordId, recordNumber);
        }
    }

    @Id
    private UUID id;

    @Version
    private int version;

    @Embedded
    private Subject subject;

    private String purpose;
    private String name;
    private String mediaType;
    private String sha256;
    private long size;
    private String addedBy;
    private Instant addedAt;

    private String removedBy;
    private Instant removedAt;
    private String removalReason;

    protected Attachment() {}

    Attachment(Subject subject, Paper paper) {
        this.id = paper.id();
        this.subject = subject;
        this.purpose = paper.purpose();
        this.name = paper.name();
        this.mediaType = paper.mediaType();
        this.sha256 = paper.sha256();
        this.size = paper.size();
        this.addedBy = paper.addedBy();
        this.addedAt = paper.addedAt();
    }

    AttachmentAdded added() {
        return new AttachmentAdded(id, subject.asEvent(), purpose, mediaType, sha256, size);
    }

    /** Needs a reason: papers prove things. */
    AttachmentRemoved remove(CommandContext context) {
        requireThere();
        removalReason = context.requireReason();
        removedBy = context.actor().employeeNo();
        removedAt = context.at();
        return new AttachmentRemoved(id, subject.asEvent(), purpose, sha256, size);
    }

    /** Refuses with 409 one that was removed. */
    void requireThere() {
        if (removedAt != null) {
            throw Problem.conflict("attachment-removed");
        }
    }

    /** Refuses with 404 one that was removed: the content is nobody's any more. */
    Paper paperThere() {
        if (removedAt != null) {
            throw Problem.notFound("attachment", id);
        }
        return paper();
    }

    Paper paper() {
        return new Paper(id, purpose, name, mediaType, sha256, size, addedBy, addedAt);
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public int version() {
        return version;
    }

    Subject subject() {
        return subject;
    }

    String removedBy() {
        return removedBy;
    }

    Instant removedAt() {
        return removedAt;
    }

    String removalReason() {
        return removalReason;
    }

    @Override
    public String historyType() {
        return "attachment";
    }

    @Override
    public AttachmentView recorded() {
        return AttachmentView.of(this);
    }
}
