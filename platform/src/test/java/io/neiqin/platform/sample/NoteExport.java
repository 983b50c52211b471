package io.neiqin.platform.sample;

import io.neiqin.platform.exporting.ExportColumn;
import io.neiqin.platform.exporting.ExportFilters;
import io.neiqin.platform.exporting.ExportKind;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.personal.Personal;
import io.neiqin.platform.sample.NoteResource.NoteView;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** Notes as a table; as slow, as long and as broken as a test needs them. */
@ApplicationScoped
class NoteExport implements ExportKind<NoteView> {

    private final Notes notes;

    NoteExport(Notes notes) {
        this.notes = notes;
    }

    @Override
    public String name() {
        return "notes";
    }

    @Override
    public Set<String> roles() {
        return Set.of(Roles.CLERK, Roles.SALESPERSON);
    }

    @Override
    public List<ExportColumn<NoteView>> columns() {
        return List.of(
                ExportColumn.of("number", "编号", "Number", NoteView::number),
                ExportColumn.of("title", "标题", "Title", NoteView::title),
                ExportColumn.of("amount", "金额", "Amount", NoteView::amount),
                ExportColumn.of("due_on", "到期日", "Due on", NoteView::dueOn),
                ExportColumn.of("owner_no", "负责人", "Owner", NoteView::ownerNo),
                ExportColumn.of("phone", "电话", "Phone", note -> Personal.of("13812345678")));
    }

    @Override
    public Set<String> filters() {
        return Set.of("q", "owner", "seconds", "twice", "broken");
    }

    @Override
    public Uni<Long> count(ExportFilters filters, Actor actor) {
        return page(filters, actor, PageRequest.ofCount()).map(Page::total);
    }

    @Override
    public Uni<Part<NoteView>> part(ExportFilters filters, Actor actor, PageRequest page) {
        if (filters.text("broken") != null) {
            throw new IllegalStateException("broken as asked");
        }
        return page(filters, actor, page)
                .map(found ->
                        filters.text("twice") == null ? Part.of(found) : Part.of(found, note -> List.of(note, note)))
                .call(() -> sleep(filters.text("seconds")));
    }

    private Uni<Page<NoteView>> page(ExportFilters filters, Actor actor, PageRequest page) {
        return notes.page(filters.text("q"), filters.text("owner"), actor, page);
    }

    private static Uni<?> sleep(String seconds) {
        return seconds == null
                ? Uni.createFrom().voidItem()
                : Panache.getSession()
                        .flatMap(session -> session.createNativeQuery(
                                        "select cast(pg_sleep(" + Double.parseDouble(seconds) + ") as text)",
                                        String.class)
                                .getSingleResult());
    }
}
