package io.neiqin.admin.calendar;

import io.neiqin.platform.command.Commands;
import io.neiqin.platform.history.History;
import io.neiqin.platform.history.HistoryView;
import io.neiqin.platform.http.ETags;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.organisation.WorkingCalendar.DayType;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Working calendars over HTTP; everybody in the house reads them. */
@Path("/calendars")
@Produces(MediaType.APPLICATION_JSON)
public class CalendarResource {

    private static final String YEAR = "/{year: [0-9]{4}}";

    private final Commands commands;
    private final CalendarService service;
    private final WorkCalendars calendars;
    private final History history;
    private final CurrentActor actor;

    public CalendarResource(
            Commands commands, CalendarService service, WorkCalendars calendars, History history, CurrentActor actor) {
        this.commands = commands;
        this.service = service;
        this.calendars = calendars;
        this.history = history;
        this.actor = actor;
    }

    @POST
    @RolesAllowed(Roles.SYSTEM_ADMIN)
    @APIResponseSchema(value = CalendarView.class, responseCode = "201")
    public Uni<Response> publish(@NotNull @Valid CalendarRequest request) {
        Actor caller = actor.get();
        return commands.create(
                request, context -> service.publish(request, context), calendar -> CalendarView.of(calendar, caller));
    }

    @GET
    @Path(YEAR)
    @RolesAllowed({Roles.EMPLOYEE, Roles.SYSTEM_ADMIN})
    @WithSession
    @APIResponseSchema(CalendarView.class)
    public Uni<Response> ofYear(@Min(CalendarRequest.FIRST_YEAR) @Max(CalendarRequest.LAST_YEAR) int year) {
        Actor caller = actor.get();
        // Without a calendar there is nothing an ETag could stand for.
        return calendars
                .ofYear(year)
                .map(calendar -> calendar == null
                        ? Response.ok(CalendarView.provisional(year, caller)).build()
                        : ETags.ok(CalendarView.of(calendar, caller)));
    }

    /** Where the Location of a publication points to. */
    @GET
    @Path("/{id: [0-9a-fA-F-]{36}}")
    @RolesAllowed({Roles.EMPLOYEE, Roles.SYSTEM_ADMIN})
    @WithSession
    @APIResponseSchema(CalendarView.class)
    public Uni<Response> get(UUID id) {
        Actor caller = actor.get();
        return calendars
                .get(id)
                .map(calendar -> CalendarView.of(calendar, caller))
                .map(ETags::ok);
    }

    @GET
    @Path("/{id: [0-9a-fA-F-]{36}}/history")
    @RolesAllowed({Roles.EMPLOYEE, Roles.SYSTEM_ADMIN})
    @WithSession
    public Uni<Page<HistoryView>> history(UUID id, @BeanParam PageRequest page) {
        return calendars.get(id).chain(() -> history.page(id, page));
    }

    @GET
    @Path(YEAR + "/versions")
    @RolesAllowed({Roles.EMPLOYEE, Roles.SYSTEM_ADMIN})
    @WithSession
    @Operation(operationId = "listCalendarVersions")
    public Uni<Page<CalendarView.Published>> versions(
            @Min(CalendarRequest.FIRST_YEAR) @Max(CalendarRequest.LAST_YEAR) int year) {
        return calendars
                .ofYear(year)
                .map(calendar -> calendar == null ? List.<CalendarVersion>of() : calendar.versions())
                .map(versions -> new Page<>(
                        versions.stream().map(CalendarView.Published::of).toList(), null, null));
    }

    /** Every day of the year, or those between two days, both included. */
    @GET
    @Path(YEAR + "/days")
    @RolesAllowed({Roles.EMPLOYEE, Roles.SYSTEM_ADMIN})
    @WithSession
    public Uni<CalendarView.Days> days(
            @Min(CalendarRequest.FIRST_YEAR) @Max(CalendarRequest.LAST_YEAR) int year,
            @QueryParam("from") LocalDate from,
            @QueryParam("to") LocalDate to,
            @QueryParam("type") String type) {
        DayType wanted = Filter.oneOf(DayType.class, "type", type);
        return calendars.ofYear(year).map(calendar -> {
            List<CalendarDay> published =
                    calendar == null ? List.of() : calendar.current().days();
            List<CalendarDay> days = new CalendarYear(year, published)
                    .days().stream()
                            .filter(day -> from == null || !day.date().isBefore(from))
                            .filter(day -> to == null || !day.date().isAfter(to))
                            .filter(day -> wanted == null || day.type() == wanted)
                            .toList();
            return new CalendarView.Days(year, calendar == null, days);
        });
    }
}
