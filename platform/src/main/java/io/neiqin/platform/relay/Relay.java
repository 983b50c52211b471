package io.neiqin.platform.relay;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Carries what transactions have said to Kafka: outbox → event log → topic, in order, by one instance of the service at
 * a time. Two plain loops on threads of their own: one holds the lease and moves batches into the log, the other sends
 * the log and notes how far. So the log fills while the broker is away. A crash anywhere repeats work and never skips
 * it.
 */
@ApplicationScoped
public class Relay {

    private static final Logger LOG = Logger.getLogger(Relay.class);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    /** Well within the lease; that it is still held, every write asks by itself. */
    private static final Duration RENEW_AFTER = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RelayLease lease;
    private final EventLog log;
    private final EventSender sender;
    private final int batch;
    private final Duration poll;
    private final Duration breath;
    private final Semaphore told = new Semaphore(0);
    private final Semaphore logged = new Semaphore(0);
    private volatile boolean running;
    private final AtomicReference<RelayLease.Term> term = new AtomicReference<>();
    private Thread mover;
    private Thread carrier;

    public Relay(
            RelayLease lease,
            EventLog log,
            EventSender sender,
            @ConfigProperty(name = "neiqin.relay.batch") int batch,
            @ConfigProperty(name = "neiqin.relay.poll") Duration poll,
            @ConfigProperty(name = "neiqin.relay.breath") Duration breath) {
        this.lease = lease;
        this.log = log;
        this.sender = sender;
        this.batch = batch;
        this.poll = poll;
        this.breath = breath;
    }

    /** Says that a transaction with events has committed here. Cheap; the poll finds what nobody announced. */
    public void wake() {
        told.release();
    }

    /** Whether this instance is the one that relays. */
    public boolean isLeading() {
        return term.get() != null;
    }

    void start(@Observes StartupEvent started) {
        running = true;
        carrier = begin("relay-send", this::send);
        mover = begin("relay-move", this::move);
    }

    private static Thread begin(String name, Runnable loop) {
        Thread thread = new Thread(loop, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) ShutdownEvent stopping)
            throws InterruptedException {
        running = false;
        told.release();
        logged.release();
        mover.join(PATIENCE.toMillis());
    }

    private void move() {
        while (running) {
            try {
                Optional<RelayLease.Term> obtained = lease.obtain();
                if (obtained.isPresent()) {
                    lead(obtained.get());
                } else {
                    // What is told here is the leader's to carry: no reason to look sooner.
                    TimeUnit.NANOSECONDS.sleep(poll.toNanos());
                    told.drainPermits();
                }
            } catch (SQLException away) {
                LOG.warnf("relay waits for the database: %s", away.getMessage());
                pause(told, AFTER_FAILURE);
            } catch (InterruptedException stop) {
                running = false;
            } catch (RuntimeException | Error unexpected) {
                LOG.error("relay goes on after an unexpected failure", unexpected);
                pause(told, AFTER_FAILURE);
            }
        }
    }

    private void lead(RelayLease.Term obtained) throws SQLException, InterruptedException {
        term.set(obtained);
        try {
            logged.release();
            long renewed = System.nanoTime();
            while (running && term.get() == obtained) {
                long began = System.nanoTime();
                if (began - renewed > RENEW_AFTER.toNanos()) {
                    if (!lease.renew(obtained)) {
                        break;
                    }
                    renewed = began;
                }
                int moved = log.move(obtained, batch);
                if (moved > 0) {
                    logged.release();
                } else {
                    pause(told, poll);
                }
                if (moved < batch) {
                    rest(began);
                }
            }
        } finally {
            term.set(null);
        }
        if (!running) {
            // What is on its way should arrive before the next one begins: else it is sent twice.
            carrier.join(PATIENCE.toMillis());
            lease.release(obtained);
        }
    }

    /** What commits meanwhile goes in one round: under load a round for every few events costs more than they do. */
    private void rest(long began) throws InterruptedException {
        long left = breath.toNanos() - (System.nanoTime() - began);
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }

    private void send() {
        while (running) {
            RelayLease.Term current = term.get();
            try {
                if (current == null || send(current) == 0) {
                    pause(logged, AFTER_FAILURE);
                }
            } catch (RelayLease.Lost other) {
                // The other loop may stand still in the middle of its renewal, and know nothing of it.
                term.compareAndSet(current, null);
                LOG.infof("relay steps down: %s", other.getMessage());
                pause(logged, AFTER_FAILURE);
            } catch (SQLException | EventSender.SendFailed away) {
                LOG.warnf("events wait in the log: %s", away.getMessage());
                pause(logged, AFTER_FAILURE);
            } catch (RuntimeException | Error unexpected) {
                // Without this thread the lease would be renewed, and nothing sent.
                LOG.error("sending goes on after an unexpected failure", unexpected);
                pause(logged, AFTER_FAILURE);
            }
        }
    }

    /** Sends what is unsent; while a full batch is on its way, the next one is read. */
    private int send(RelayLease.Term current) throws SQLException, EventSender.SendFailed, RelayLease.Lost {
        int sent = 0;
        List<LoggedEvent> unsent = log.unsent(current, batch);
        while (running && !unsent.isEmpty()) {
            long last = unsent.get(unsent.size() - 1).position();
            EventSender.Sending onTheWay = sender.begin(unsent);
            List<LoggedEvent> next = unsent.size() < batch ? List.of() : readAhead(last);
            onTheWay.await();
            // Who has lost the lease ends here, before the next batch, as if it had been read as unsent.
            log.sent(current, last);
            sent += unsent.size();
            unsent = next;
        }
        return sent;
    }

    /** What cannot be read is left to the next round, or what is on its way would not be noted, and sent again. */
    private List<LoggedEvent> readAhead(long last) {
        try {
            return log.after(last, batch);
        } catch (SQLException | RuntimeException unreadable) {
            LOG.debug("the next batch is read later", unreadable);
            return List.of();
        }
    }

    private void pause(Semaphore news, Duration atMost) {
        try {
            if (news.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                news.drainPermits();
            }
        } catch (InterruptedException stop) {
            running = false;
        }
    }
}
