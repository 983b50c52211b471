package io.neiqin.admin.calendar;

import io.neiqin.admin.lock.Locks;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.identity.Visibility;
import io.neiqin.platform.outbox.Outbox;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** Use cases of working calendars. */
@ApplicationScoped
public class CalendarService {

    private static final Actor SERVICE =
            new Actor("admin-service", "admin-service", null, Set.of(Roles.SYSTEM), Visibility.ALL);

    private final WorkCalendars calendars;
    private final Locks locks;
    private final Outbox outbox;
    private final BusinessClock clock;

    public CalendarService(WorkCalendars calendars, Locks locks, Outbox outbox, BusinessClock clock) {
        this.calendars = calendars;
        this.locks = locks;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The year's first version, or its next one. */
    Uni<WorkCalendar> publish(CalendarRequest request, CommandContext context) {
        return locked(request.year())
                .map(known -> known == null ? new WorkCalendar(request.year(), context.at()) : known)
                .invoke(calendar -> context.requireVersion(calendar.version()))
                .flatMap(calendar -> publish(calendar, request, context));
    }

    /**
     * Publishes a calendar that comes with the software, unless the year has one: then it has been done before, by
     * another instance, or better by somebody here.
     */
    @WithTransaction
    public Uni<Void> publishIfNone(CalendarRequest shipped) {
        CommandContext context = CommandContext.ofSystem(
                SERVICE, clock.now(), clock.today(), Uuid7.next().toString(), null);
        return locked(shipped.year())
                .onItem()
                .ifNull()
                .switchTo(() -> publish(new WorkCalendar(shipped.year(), context.at()), shipped, context))
                .replaceWithVoid();
    }

    /** One publication of a year at a time, also between instances. */
    private Uni<WorkCalendar> locked(int year) {
        return locks.take("calendar " + year).chain(() -> calendars.ofYear(year));
    }

    private Uni<WorkCalendar> publish(WorkCalendar calendar, CalendarRequest request, CommandContext context) {
        var event = calendar.publish(request.source(), request.days(), context);
        return calendars.persist(calendar).call(() -> outbox.append(context, List.of(event)));
    }
}
