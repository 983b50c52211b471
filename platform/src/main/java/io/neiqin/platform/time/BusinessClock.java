package io.neiqin.platform.time;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The only source of business time: instants in UTC, days in the company's zone ({@code neiqin.zone}). */
@ApplicationScoped
public class BusinessClock {

    private final Clock clock;
    private final ZoneId zone;

    @Inject
    public BusinessClock(@ConfigProperty(name = "neiqin.zone") ZoneId zone) {
        this(Clock.systemUTC(), zone);
    }

    /** With another clock, for tests that cannot wait for tomorrow. */
    public BusinessClock(Clock clock, ZoneId zone) {
        this.clock = clock;
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
