package io.neiqin.reporting.integrity;

import static io.neiqin.platform.identity.Roles.AUDITOR;
import static io.neiqin.platform.identity.Roles.GENERAL_MANAGER;
import static io.neiqin.platform.identity.Roles.SALES_DIRECTOR;
import static io.neiqin.platform.identity.Roles.STATISTICIAN;
import static io.neiqin.platform.identity.Roles.SYSTEM_ADMIN;

import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.json.BoundedValues;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.time.BusinessClock;
import io.neiqin.reporting.audit.Audit;
import io.neiqin.reporting.audit.AuditService;
import io.neiqin.reporting.integrity.Integrity.Drift;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whether what all services have said has arrived everywhere, once: "no gap, no double", or where. */
@Path("/integrity")
@RolesAllowed({STATISTICIAN, AUDITOR, SYSTEM_ADMIN, GENERAL_MANAGER, SALES_DIRECTOR})
public class IntegrityResource {

    private static final Duration USUAL = Duration.ofHours(24);
    private static final Duration LONGEST = Duration.ofDays(31);

    private final DeliveryReports reports;
    private final AuditService audits;
    private final BusinessClock clock;
    private final CurrentActor actor;

    /** Every question asks all services twice: one at a time is enough for those who look. */
    private final AtomicBoolean asking = new AtomicBoolean();

    public IntegrityResource(DeliveryReports reports, AuditService audits, BusinessClock clock, CurrentActor actor) {
        this.reports = reports;
        this.audits = audits;
        this.clock = clock;
        this.actor = actor;
    }

    /**
     * The causes of what waits are for those who run the system: they may quote what is in an event.
     *
     * @param from an instant on the hour; 24 hours before the end when missing
     * @param to an instant on the hour; the end of the present hour when missing
     */
    @GET
    public Uni<Integrity> integrity(@QueryParam("from") String from, @QueryParam("to") String to) {
        Instant now = clock.now();
        Instant end = to == null ? now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS) : hour("to", to);
        Instant begin = from == null ? end.minus(USUAL) : hour("from", from);
        if (!begin.isBefore(end) || Duration.between(begin, end).compareTo(LONGEST) > 0) {
            throw Problem.badRequest("span-invalid", LONGEST.toDays());
        }
        boolean causes = actor.get().has(SYSTEM_ADMIN);
        if (!asking.compareAndSet(false, true)) {
            throw Problem.unavailable("integrity-busy");
        }
        return drift().flatMap(drift ->
                        reports.ask(begin, end, causes).map(answers -> Integrity.of(begin, end, now, answers, drift)))
                .onTermination()
                .invoke(() -> asking.set(false));
    }

    private Uni<Drift> drift() {
        return Uni.createFrom()
                .item(() -> {
                    try {
                        Instant last = audits.last().stream()
                                .findFirst()
                                .map(Audit::at)
                                .orElse(null);
                        return new Drift(audits.drifting(), last);
                    } catch (SQLException away) {
                        throw new IllegalStateException(away);
                    }
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private static Instant hour(String name, String text) {
        return BoundedValues.hour(text).orElseThrow(() -> Problem.badRequest("hour-invalid", name, text));
    }
}
