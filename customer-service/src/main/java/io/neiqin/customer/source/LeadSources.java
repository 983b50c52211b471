package io.neiqin.customer.source;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The vocabulary of lead sources. Everybody in the house reads it. */
@ApplicationScoped
public class LeadSources implements PanacheRepositoryBase<LeadSource, UUID> {

    /** Refuses with 422 what is no word of the vocabulary, or none any more; another's field is {@code /source}. */
    public Uni<Void> requireActive(String code) {
        return find("code = ?1 and active", code)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(() -> Problem.rule("unknown-lead-source", code).at("/source", "unknown-lead-source", code))
                .replaceWithVoid();
    }

    /** Refuses with 404. */
    Uni<LeadSource> get(UUID id) {
        return findById(id).onItem().ifNull().failWith(() -> Problem.notFound("lead-source", id));
    }

    Uni<LeadSource> add(LeadSourceResource.NewLeadSource request) {
        return persist(new LeadSource(request.code(), request.zh(), request.en()));
    }

    Uni<LeadSource> change(UUID id, LeadSourceResource.LeadSourceChange request, CommandContext context) {
        return get(id).map(context::watch)
                .invoke(source -> context.requireVersion(source.version()))
                .invoke(source -> source.change(request.zh(), request.en(), request.active()));
    }

    Uni<Page<LeadSourceResource.LeadSourceView>> page(String code, Boolean active, PageRequest page) {
        return Filter.of(LeadSource.class)
                .and("e.code = :code", "code", code)
                .and("e.active = :active", "active", active)
                .page(page, LeadSource::id, LeadSourceResource.LeadSourceView::of);
    }
}
