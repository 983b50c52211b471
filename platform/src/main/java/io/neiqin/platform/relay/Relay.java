package io.neiqin.platform.relay;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Carries what transactions have said to Kafka: outbox → event log → topic, in order, by one instance of the service at
 * a time. A plain loop on a thread of its own: move a batch, send a batch, note how far. A crash anywhere repeats work
 * and never skips it.
 */
@ApplicationScoped
public class Relay {

    private static final Logger LOG = Logger.getLogger(Relay.class);

    private final RelayLease lease;
    private final EventLog log;
    private final EventSender sender;
    private final int batch;
    private final Duration poll;
    private final Semaphore work = new Semaphore(0);
    private volatile boolean running;
    private Thread thread;

    public Relay(
            RelayLease lease,
            EventLog log,
            EventSender sender,
            @ConfigProperty(name = "neiqin.relay.batch") int batch,
            @ConfigProperty(name = "neiqin.relay.poll") Duration poll) {
        this.lease = lease;
        this.log = log;
        this.sender = sender;
        this.batch = batch;
        this.poll = poll;
    }

    /** Says that a transaction with events has committed here. Cheap; the poll finds what nobody announced. */
    public void wake() {
        work.release();
    }

    void start(@Observes StartupEvent started) {
        running = true;
        thread = new Thread(this::loop, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) ShutdownEvent stopping)
            throws InterruptedException {
        running = false;
        wake();
        thread.join(TimeUnit.SECONDS.toMillis(10));
    }

    private void loop() {
        while (running) {
            try {
                Optional<RelayLease.Term> term = lease.obtain();
                if (term.isPresent()) {
                    lead(term.get());
                } else {
                    pause(poll);
                }
            } catch (SQLException | EventSender.SendFailed away) {
                LOG.warnf("relay waits: %s", away.getMessage());
                pause(Duration.ofSeconds(1));
            } catch (RuntimeException unexpected) {
                LOG.error("relay goes on after an unexpected failure", unexpected);
                pause(Duration.ofSeconds(1));
            }
        }
    }

    private void lead(RelayLease.Term term) throws SQLException, EventSender.SendFailed {
        while (running && lease.renew(term)) {
            int moved = log.move(term, batch);
            int sent = send(term);
            if (moved == 0 && sent == 0) {
                pause(poll);
            }
        }
        if (!running) {
            lease.release(term);
        }
    }

    private int send(RelayLease.Term term) throws SQLException, EventSender.SendFailed {
        var unsent = log.unsent(batch);
        if (!unsent.isEmpty()) {
            sender.send(unsent);
            log.sent(term, unsent.get(unsent.size() - 1).position());
        }
        return unsent.size();
    }

    private void pause(Duration atMost) {
        try {
            if (work.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                work.drainPermits();
            }
        } catch (InterruptedException stop) {
            running = false;
        }
    }
}
