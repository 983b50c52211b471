package io.neiqin.platform.importing.batch;

import io.neiqin.platform.http.Aside;
import io.neiqin.platform.importing.Claims;
import io.neiqin.platform.importing.ImportKind;
import io.neiqin.platform.importing.Plan;
import io.neiqin.platform.importing.batch.ImportBatch.Reading;
import io.neiqin.platform.importing.reading.Portion;
import io.neiqin.platform.problem.DatabaseFaults;
import io.neiqin.platform.problem.Problem;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * A file on its way through: while portions are stored, the next one is planned and the one behind it read. They are
 * planned in the order of the file, so that of two records that claim the same thing the first one has it; they are
 * stored side by side, for each is a transaction of its own.
 */
final class ImportRun implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ImportRun.class);
    private static final long PATIENCE_MILLIS = 1_000;
    private static final int PATIENT_ATTEMPTS = 10;

    /** One waits for the database while the other one works. */
    private static final int SIDE_BY_SIDE = 2;

    /** And one being planned, and one that is planned already: more fill the memory. */
    private static final int AT_ONCE = SIDE_BY_SIDE + 2;

    private final ImportBatch batch;
    private final UUID instance;
    private final ImportKind kind;
    private final Reading reading;
    private final Portions portions;
    private final BooleanSupplier stopping;
    private final Claims claims = new Claims();
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final ExecutorService planning = Executors.newSingleThreadExecutor();
    private final ExecutorService storing = Executors.newFixedThreadPool(SIDE_BY_SIDE);
    private volatile boolean ours = true;
    private volatile Throwable broken;

    /** @param stopping whether the service is about to end */
    ImportRun(
            ImportBatch batch,
            UUID instance,
            ImportKind kind,
            Reading reading,
            Portions portions,
            BooleanSupplier stopping) {
        this.batch = batch;
        this.instance = instance;
        this.kind = kind;
        this.reading = reading;
        this.portions = portions;
        this.stopping = stopping;
    }

    /** Whether more of it is to be taken. */
    boolean goesOn() {
        return ours && broken == null && !stopping.getAsBoolean();
    }

    /** Takes a portion on its way, as soon as there is room for it. */
    void take(Portion portion) throws InterruptedException {
        room.acquire();
        try {
            Future<List<Plan>> plans = planning.submit(() -> goesOn() ? planPatiently(portion) : List.of());
            storing.submit(() -> {
                try {
                    settle(portion, plans);
                } catch (Exception | Error failed) {
                    broken = failed;
                } finally {
                    room.release();
                }
            });
        } catch (RuntimeException | Error noThread) {
            room.release();
            throw noThread;
        }
    }

    /**
     * Waits for what is on its way; true where all of the file was taken.
     *
     * @throws Exception what no portion could be taken for
     */
    boolean end() throws Exception {
        room.acquire(AT_ONCE);
        room.release(AT_ONCE);
        if (broken != null) {
            throw broken instanceof Exception failed ? failed : new IllegalStateException(broken);
        }
        return goesOn();
    }

    @Override
    public void close() {
        // What is on its way ends before: who comes next must find out how far this one came.
        room.acquireUninterruptibly(AT_ONCE);
        planning.shutdown();
        storing.shutdown();
    }

    /** Nobody behind it is planned before it: what it claims is its own. */
    private List<Plan> planPatiently(Portion portion) throws Exception {
        while (true) {
            try {
                return plan(portion);
            } catch (Exception failed) {
                if (!isPassing(failed) || !goesOn()) {
                    throw failed;
                }
                rest(failed);
            }
        }
    }

    private void rest(Exception failed) throws InterruptedException {
        LOG.warnf("import %s waits: %s", batch.id(), failed.getMessage());
        Thread.sleep(PATIENCE_MILLIS);
    }

    private List<Plan> plan(Portion portion) throws Exception {
        return Aside.await(() -> portions.plan(batch, kind, portion, claims));
    }

    /**
     * What cannot be stored together is stored one by one, so that one record does not refuse the others; what the database
     * has given up for the time it takes is planned and stored again.
     */
    private void settle(Portion portion, Future<List<Plan>> planned) throws Exception {
        if (!goesOn()) {
            return;
        }
        try {
            store(portion, planned.get());
        } catch (ExecutionException failed) {
            settleAgain(portion, failed.getCause() instanceof Exception cause ? cause : failed);
        } catch (Exception failed) {
            settleAgain(portion, failed);
        }
    }

    private void settleAgain(Portion portion, Exception first) throws Exception {
        boolean single = portion.records().size() == 1;
        Exception failed = first;
        for (int attempt = 1; isPassing(failed) && (attempt < PATIENT_ATTEMPTS || single) && goesOn(); attempt++) {
            rest(failed);
            try {
                store(portion, plan(portion));
                return;
            } catch (Exception again) {
                failed = again;
            }
        }
        if (!goesOn()) {
            return;
        }
        if (single) {
            store(portion.refused(problemOf(failed)), List.of());
        } else {
            settleSingly(portion);
        }
    }

    private void settleSingly(Portion portion) throws Exception {
        for (Portion single : portion.singly()) {
            if (!goesOn()) {
                return;
            }
            try {
                store(single, plan(single));
            } catch (Exception failed) {
                settleAgain(single, failed);
            }
        }
    }

    private void store(Portion portion, List<Plan> plans) throws Exception {
        if (!Aside.await(() -> portions.settle(batch, instance, portion, plans, reading))) {
            ours = false;
        }
    }

    private static boolean isPassing(Exception failed) {
        return failed instanceof Problem problem ? problem.status() == 503 : DatabaseFaults.isPassing(failed);
    }

    private Problem problemOf(Exception failed) {
        if (failed instanceof Problem refusal) {
            return refusal;
        }
        return DatabaseFaults.problemOf(failed).orElseGet(() -> {
            LOG.errorf(failed, "import %s refuses a record for an unknown reason", batch.id());
            return Problem.rule("import-broken");
        });
    }
}
