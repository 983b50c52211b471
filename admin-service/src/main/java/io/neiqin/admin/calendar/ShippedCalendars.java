package io.neiqin.admin.calendar;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Calendars that come with the software, so that a new installation counts working days right from its first day. */
@ApplicationScoped
public class ShippedCalendars {

    private static final List<Integer> YEARS = List.of(2026);

    private final CalendarService service;
    private final ObjectMapper json;

    public ShippedCalendars(CalendarService service, ObjectMapper json) {
        this.service = service;
        this.json = json;
    }

    void publish(@Observes StartupEvent started) throws Throwable {
        for (int year : YEARS) {
            CalendarRequest shipped = read(year);
            VertxContextSupport.subscribeAndAwait(() -> service.publishIfNone(shipped));
        }
    }

    CalendarRequest read(int year) throws IOException {
        try (InputStream file =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("calendars/" + year + ".json")) {
            return json.readValue(file, CalendarRequest.class);
        }
    }
}
