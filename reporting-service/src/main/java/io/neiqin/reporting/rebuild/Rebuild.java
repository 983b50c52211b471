package io.neiqin.reporting.rebuild;

import io.neiqin.platform.feed.EventFeed;
import io.neiqin.reporting.rebuild.ShadowLease.Term;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Builds the shadow where there is one, by one instance at a time, and lets it follow the live projection until it is
 * switched or abandoned. A crash anywhere continues from the shadow's own offsets.
 */
@ApplicationScoped
public class Rebuild {

    private static final Logger LOG = Logger.getLogger(Rebuild.class);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration RENEW = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** SQLSTATE of a table that is not there. */
    private static final String GONE = "42P01";

    private final ShadowLease lease;
    private final CatchUp catchUp;
    private final Projections projections;
    private final String brokers;
    private final int batch;
    private final Duration poll;
    private final Semaphore told = new Semaphore(0);
    private volatile boolean running;
    private Thread loop;

    Rebuild(
            ShadowLease lease,
            CatchUp catchUp,
            Projections projections,
            @ConfigProperty(name = "kafka.bootstrap.servers") String brokers,
            @ConfigProperty(name = "neiqin.rebuild.batch") int batch,
            @ConfigProperty(name = "neiqin.rebuild.poll") Duration poll) {
        this.lease = lease;
        this.catchUp = catchUp;
        this.projections = projections;
        this.brokers = brokers;
        this.batch = batch;
        this.poll = poll;
    }

    void start(@Observes StartupEvent started) {
        running = true;
        loop = new Thread(this::run, "rebuild");
        loop.setDaemon(true);
        loop.start();
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        running = false;
        told.release();
        loop.join(PATIENCE.toMillis());
    }

    /** Says that there is something to do. */
    void wake() {
        told.release();
    }

    private void run() {
        while (running) {
            try {
                Optional<Term> term = lease.obtain();
                if (term.isPresent()) {
                    lead(term.get());
                } else {
                    pause(IDLE);
                }
            } catch (SQLException away) {
                LOG.warnf("the rebuild waits for the database: %s", away.getMessage());
                pause(IDLE);
            } catch (InterruptedException stop) {
                running = false;
            } catch (RuntimeException unexpected) {
                LOG.error("the rebuild goes on after an unexpected failure", unexpected);
                pause(IDLE);
            }
        }
    }

    private void lead(Term obtained) throws SQLException, InterruptedException {
        try (OrdersTopic topic = new OrdersTopic(brokers, batch)) {
            Term term = obtained;
            long renewed = System.nanoTime();
            while (running) {
                long taken = catchUp.run(term, topic);
                if (!term.ready() && taken < batch && !projections.isReading()) {
                    projections.finish(term);
                    LOG.info("the rebuilt projection is ready");
                    term = term.completed();
                } else if (taken == 0) {
                    if (System.nanoTime() - renewed > RENEW.toNanos()) {
                        projections.renew(term);
                        renewed = System.nanoTime();
                    }
                    pause(poll);
                }
            }
        } catch (ShadowLease.Lost lost) {
            LOG.info("the shadow is no longer this instance's");
        } catch (SQLException failed) {
            if (!GONE.equals(failed.getSQLState())) {
                lease.fault(obtained, failed.getMessage());
                throw failed;
            }
            LOG.info("the shadow is switched or abandoned");
        } catch (KafkaException | EventFeed.Unanswered | IllegalStateException unreadable) {
            LOG.warnf("the rebuild waits: %s", unreadable.getMessage());
            lease.fault(obtained, unreadable.getMessage());
            pause(IDLE);
        }
    }

    private void pause(Duration atMost) {
        try {
            if (told.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                told.drainPermits();
            }
        } catch (InterruptedException stop) {
            running = false;
        }
    }
}
