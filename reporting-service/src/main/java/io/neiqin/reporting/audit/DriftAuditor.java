package io.neiqin.reporting.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/**
 * Audits some cells every hour, by one instance, and shows what is known of drift as {@code kpi_drift_cells}: NaN while
 * nobody knows, never the last good value.
 */
@ApplicationScoped
public class DriftAuditor {

    private static final Logger LOG = Logger.getLogger(DriftAuditor.class);

    private final AuditService audits;
    private final MeterRegistry metrics;
    private final Gauge gauge;
    private volatile double drifting = Double.NaN;

    public DriftAuditor(AuditService audits, MeterRegistry metrics) {
        this.audits = audits;
        this.metrics = metrics;
        this.gauge = Gauge.builder("kpi_drift_cells", this, it -> it.drifting).register(metrics);
    }

    /** The registry outlives an application; the next one's figures must not be these. */
    @PreDestroy
    void forget() {
        metrics.remove(gauge);
    }

    /** Looks more often than it audits: another instance may go away before its turn. */
    @Scheduled(every = "{neiqin.audit.look}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void audit() {
        try {
            audits.some();
        } catch (SQLException away) {
            LOG.warnf("the audit waits for the database: %s", away.getMessage());
        }
        look();
    }

    @Scheduled(every = "${neiqin.observation.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        try {
            drifting = audits.drifting();
        } catch (SQLException away) {
            drifting = Double.NaN;
        }
    }
}
