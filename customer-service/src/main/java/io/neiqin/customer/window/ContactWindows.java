package io.neiqin.customer.window;

import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.UUID;

/** All contact windows; everybody may know them. */
@ApplicationScoped
class ContactWindows implements PanacheRepositoryBase<ContactWindow, UUID> {

    Uni<ContactWindow> get(UUID id) {
        return found(id, findById(id));
    }

    Uni<ContactWindow> toChange(UUID id) {
        return found(id, findById(id, LockModeType.PESSIMISTIC_WRITE));
    }

    private static Uni<ContactWindow> found(UUID id, Uni<ContactWindow> window) {
        return window.onItem().ifNull().failWith(() -> Problem.notFound("contact-window", id));
    }

    /** The open ones of a department for this matter, the one for nothing else before the one for all. */
    Uni<List<ContactWindow>> openFor(UUID departmentId, TicketType type) {
        return list(
                "open and departmentId = ?1 and (type = ?2 or type is null) order by type nulls last",
                departmentId,
                type);
    }

    /** The open one for exactly this; null for none. */
    Uni<ContactWindow> openOf(UUID departmentId, TicketType type) {
        return type == null
                ? find("open and departmentId = ?1 and type is null", departmentId)
                        .firstResult()
                : find("open and departmentId = ?1 and type = ?2", departmentId, type)
                        .firstResult();
    }

    Uni<Page<ContactWindowView>> page(UUID departmentId, TicketType type, Boolean open, PageRequest page) {
        return Filter.of(ContactWindow.class)
                .and("e.departmentId = :department", "department", departmentId)
                .and("e.type = :type", "type", type)
                .and(open == null ? null : open ? "e.open" : "not e.open")
                .page(page, ContactWindow::id, ContactWindowView::of);
    }
}
