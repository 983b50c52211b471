package io.neiqin.platform.attachment;

import io.neiqin.platform.file.FileUse;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.problem.Problem;
import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** All papers. Each is in sight of whoever sees its record. */
@ApplicationScoped
class Attachments implements PanacheRepositoryBase<Attachment, UUID> {

    private static final String SAME = "subject.recordId = ?1 and purpose = ?2 and sha256 = ?3 and removedAt is null";

    private final Map<String, AttachmentKind> kinds;

    Attachments(@All List<AttachmentKind> kinds) {
        this.kinds = kinds.stream().collect(Collectors.toMap(AttachmentKind::type, kind -> kind));
    }

    @Produces
    @Singleton
    FileUse use() {
        return new FileUse("select sha256 from attachment where removed_at is null and sha256 = any (?)");
    }

    /** As a request names it; refuses with 400 one that names no record, or a type that has no papers here. */
    AttachmentKind asked(String type, UUID recordId) {
        if (type == null || type.isBlank()) {
            throw Problem.badRequest("parameter-missing", "type");
        }
        if (!kinds.containsKey(type)) {
            throw Problem.badRequest("parameter-invalid", "type", type);
        }
        if (recordId == null) {
            throw Problem.badRequest("parameter-missing", "record");
        }
        return kinds.get(type);
    }

    /** Of a paper that is here; refuses with 404 one of a type that has no papers here any more. */
    AttachmentKind of(Attachment.Subject subject) {
        AttachmentKind kind = kinds.get(subject.recordType());
        if (kind == null) {
            throw Problem.notFound("attachment", subject.recordId());
        }
        return kind;
    }

    /** Refuses with 404, also where the record is out of sight. */
    Uni<Attachment> get(UUID id, Actor actor) {
        return seen(
                id,
                actor,
                Filter.of(Attachment.class).and("e.id = :id", "id", id).single());
    }

    /** As {@link #get}, for a change. */
    Uni<Attachment> toChange(UUID id, Actor actor) {
        return seen(
                id,
                actor,
                Filter.of(Attachment.class).and("e.id = :id", "id", id).locked());
    }

    private Uni<Attachment> seen(UUID id, Actor actor, Uni<Attachment> found) {
        return found.onItem().ifNull().failWith(() -> notFound(id)).call(attachment -> {
            Attachment.Subject subject = attachment.subject();
            return of(subject)
                    .get(subject.recordId(), actor)
                    .onFailure(Attachments::isNotFound)
                    .transform(unseen -> notFound(id));
        });
    }

    /** The one with this content, for this purpose; null where there is none. */
    Uni<Attachment> same(UUID recordId, String purpose, String sha256) {
        return find(SAME, recordId, purpose, sha256).firstResult();
    }

    /** Of one record; empty where it is out of sight. Refuses as {@link #asked}. */
    Uni<Page<AttachmentView>> page(String type, UUID recordId, boolean removed, Actor actor, PageRequest page) {
        Filter<Attachment> filter = Filter.of(Attachment.class)
                .with("record", recordId)
                .and("e.subject.recordId = :record")
                .and(removed ? null : "e.removedAt is null");
        return Uni.createFrom()
                .deferred(() -> asked(type, recordId).get(recordId, actor))
                .flatMap(seen -> filter.page(page, Attachment::id, AttachmentView::of))
                .onFailure(Attachments::isNotFound)
                .recoverWithItem(() -> new Page<>(List.of(), null, page.exactCount() ? 0L : null));
    }

    private static boolean isNotFound(Throwable failure) {
        return failure instanceof Problem problem && problem.status() == 404;
    }

    private static Problem notFound(UUID id) {
        return Problem.notFound("attachment", id);
    }
}
