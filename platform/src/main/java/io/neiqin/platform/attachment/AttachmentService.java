package io.neiqin.platform.attachment;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.file.FileUses;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Use cases of papers (附件): a record gets one, whose content is stored already, or loses it. */
@ApplicationScoped
class AttachmentService {

    /** What came, as far as it is known without its content; part of what an Idempotency-Key stands for. */
    record NewAttachment(
            String type, UUID record, String purpose, String name, String mediaType, String sha256, long size) {

        private Paper paper(CommandContext context) {
            return new Paper(
                    Uuid7.next(),
                    purpose,
                    name,
                    mediaType,
                    sha256,
                    size,
                    context.actor().employeeNo(),
                    context.at());
        }
    }

    private final Attachments attachments;
    private final FileUses files;
    private final Outbox outbox;

    AttachmentService(Attachments attachments, FileUses files, Outbox outbox) {
        this.attachments = attachments;
        this.files = files;
        this.outbox = outbox;
    }

    /** Before the file is read: may this actor bring this record such a paper? Refuses as the record does. */
    Uni<Void> requireAddable(String type, UUID recordId, String purpose, Actor actor) {
        return attachments
                .asked(type, recordId)
                .get(recordId, actor)
                .invoke(record -> record.requireAddable(purpose, actor))
                .replaceWithVoid();
    }

    /**
     * The same content once more, for the same purpose, is the paper that is there. The record is locked first: of two who
     * bring the same at the same time, the second finds the first one's.
     */
    Uni<Attachment> add(NewAttachment request, CommandContext context) {
        return attachments
                .asked(request.type(), request.record())
                .toChange(request.record(), context)
                .flatMap(record -> {
                    record.requireAddable(request.purpose(), context.actor());
                    return attachments
                            .same(request.record(), request.purpose(), request.sha256())
                            .flatMap(same -> same == null
                                    ? addNew(record, request.paper(context), context)
                                    : Uni.createFrom().item(same));
                });
    }

    private Uni<Attachment> addNew(Attachable record, Paper paper, CommandContext context) {
        Attachment attachment = new Attachment(record.subject(), paper);
        record.attach(paper, context);
        return files.keep(paper.sha256())
                .chain(() -> attachments.persist(attachment))
                .call(() -> outbox.append(context, List.of(attachment.added())));
    }

    /** The row stays; the content goes with the next sweep, unless another paper has the same. */
    Uni<Attachment> remove(UUID id, CommandContext context) {
        return attachments
                .toChange(id, context.actor())
                .map(context::watch)
                .call(attachment -> record(attachment, context).invoke(record -> {
                    record.requireRemovable(attachment.paper().purpose(), context.actor());
                    context.requireVersion(attachment.version());
                    attachment.requireThere();
                    context.requireReason();
                    record.detach(attachment.paper(), context);
                }))
                .call(attachment -> outbox.append(context, List.of(attachment.remove(context))));
    }

    private Uni<Attachable> record(Attachment attachment, CommandContext context) {
        Attachment.Subject subject = attachment.subject();
        return attachments.of(subject).toChange(subject.recordId(), context);
    }
}
