package io.neiqin.platform.time;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The only source of business time: instants in UTC, days in the company's zone ({@code neiqin.zone}). Can be
 * steered by a file ({@code neiqin.clock.file}) in tests and in the local run.
 */
@ApplicationScoped
public class BusinessClock {

    private final Clock clock;
    private final ZoneId zone;

    @Inject
    BusinessClock(
            @ConfigProperty(name = "neiqin.zone") ZoneId zone,
            @ConfigProperty(name = "neiqin.clock.file") Optional<Path> steeredBy) {
        this(
                steeredBy
                        .<Clock>map(file -> new SteeredClock(Clock.systemUTC(), file))
                        .orElse(Clock.systemUTC()),
                zone);
        requireUnsteered(ConfigUtils.getProfiles(), steeredBy);
    }

    /** Nobody moves the clock of a business: with profile {@code prod} a service that could be steered does not start. */
    void start(@Observes StartupEvent starting) {
        // Whatever is asked: the constructor refuses.
        today();
    }

    static void requireUnsteered(List<String> profiles, Optional<Path> steeredBy) {
        if (steeredBy.isPresent() && profiles.contains("prod")) {
            throw new IllegalStateException("neiqin.clock.file is for tests and the local run, not for profile prod");
        }
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
