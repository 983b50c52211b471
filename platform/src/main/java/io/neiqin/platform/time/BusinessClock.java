package io.neiqin.platform.time;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The only source of time: instants in UTC, days in the company's zone ({@code neiqin.zone}). */
@ApplicationScoped
public class BusinessClock {

    private final Clock clock;
    private final ZoneId zone;

    public BusinessClock(@ConfigProperty(name = "neiqin.zone") ZoneId zone) {
        this.clock = Clock.systemUTC();
        this.zone = zone;
    }

    /** At microseconds, as the database keeps it. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** The company's calendar day. */
    public LocalDate today() {
        return clock.instant().atZone(zone).toLocalDate();
    }
}
