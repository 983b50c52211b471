package io.neiqin.admin.calendar;

import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The calendars, one for each year that has been published. */
@ApplicationScoped
public class WorkCalendars implements PanacheRepositoryBase<WorkCalendar, UUID> {

    /** Refuses with 404. */
    Uni<WorkCalendar> get(UUID id) {
        return findById(id)
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notFound("calendar", id))
                .call(calendar -> Mutiny.fetch(calendar.versions()));
    }

    /** With all its versions; null for a year without a calendar. */
    Uni<WorkCalendar> ofYear(int year) {
        return find("forYear", year)
                .firstResult()
                .onItem()
                .ifNotNull()
                .call(calendar -> Mutiny.fetch(calendar.versions()));
    }
}
