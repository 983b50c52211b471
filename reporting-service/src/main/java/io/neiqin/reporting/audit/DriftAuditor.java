package io.neiqin.reporting.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Audits some cells every hour, by one instance, and shows what is known of drift as {@code kpi_drift_cells}. */
@ApplicationScoped
public class DriftAuditor {

    private static final Logger LOG = Logger.getLogger(DriftAuditor.class);

    private final AuditService audits;
    private final AtomicLong drifting = new AtomicLong();

    public DriftAuditor(AuditService audits, MeterRegistry metrics) {
        this.audits = audits;
        metrics.gauge("kpi_drift_cells", drifting);
    }

    /** Looks more often than it audits: another instance may go away before its turn. */
    @Scheduled(every = "{neiqin.audit.look}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void audit() {
        try {
            audits.some();
            drifting.set(audits.drifting());
        } catch (SQLException away) {
            LOG.warnf("the audit waits for the database: %s", away.getMessage());
        }
    }
}
