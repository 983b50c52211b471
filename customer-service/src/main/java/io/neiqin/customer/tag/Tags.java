package io.neiqin.customer.tag;

import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The vocabulary. Everybody in the house sees all of it. */
@ApplicationScoped
public class Tags implements PanacheRepositoryBase<Tag, UUID> {

    /** Refuses with 404. */
    Uni<Tag> get(UUID id) {
        return findById(id).onItem().ifNull().failWith(() -> Problem.notFound("tag", id));
    }

    /** Of these codes, active or not; unknown ones are absent. */
    Uni<List<Tag>> byCode(Collection<String> codes) {
        return codes.isEmpty() ? Uni.createFrom().item(List.of()) : list("code in ?1", codes);
    }

    /** Each null for any. */
    Uni<Page<TagResource.TagView>> page(Tag.Kind kind, Boolean active, PageRequest page) {
        return Filter.of(Tag.class)
                .and("e.kind = :kind", "kind", kind)
                .and("e.active = :active", "active", active)
                .page(page, Tag::id, TagResource.TagView::of);
    }
}
