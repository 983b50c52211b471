package io.neiqin.admin.calendar;

import io.neiqin.admin.lock.Locks;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.command.OwnWork;
import io.neiqin.platform.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Use cases of working calendars. */
@ApplicationScoped
public class CalendarService {

    private final WorkCalendars calendars;
    private final Locks locks;
    private final Outbox outbox;
    private final OwnWork work;

    public CalendarService(WorkCalendars calendars, Locks locks, Outbox outbox, OwnWork work) {
        this.calendars = calendars;
        this.locks = locks;
        this.outbox = outbox;
        this.work = work;
    }

    /** The year's first version, or its next one. */
    Uni<WorkCalendar> publish(CalendarRequest request, CommandContext context) {
        return locked(request.year())
                .map(known -> known == null ? new WorkCalendar(request.year(), context.at()) : context.watch(known))
                .invoke(calendar -> context.requireVersion(calendar.version()))
                .flatMap(calendar -> publish(calendar, request, context));
    }

    /**
     * Publishes a calendar that comes with the software, unless the year has one: then it has been done before, by
     * another instance, or better by somebody here.
     */
    public Uni<Void> publishIfNone(CalendarRequest shipped) {
        return work.run(
                        "publish-shipped",
                        context -> locked(shipped.year())
                                .onItem()
                                .ifNull()
                                .switchTo(() ->
                                        publish(new WorkCalendar(shipped.year(), context.at()), shipped, context)))
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
