package io.neiqin.platform.importing.batch;

import io.neiqin.platform.file.FileStore;
import io.neiqin.platform.file.Incoming;
import io.neiqin.platform.http.Aside;
import io.neiqin.platform.importing.ImportKind;
import io.neiqin.platform.importing.batch.ImportBatch.Reading;
import io.neiqin.platform.importing.reading.Portion;
import io.neiqin.platform.importing.reading.RecordReader;
import io.neiqin.platform.importing.reading.Spans;
import io.neiqin.platform.problem.DatabaseFaults;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.table.Table;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Looks through files and takes them, one after the other, in a thread of its own: reading waits for the disk, and memory
 * holds a portion. What a crash leaves is gone on with by the next instance that looks.
 */
@ApplicationScoped
class ImportRunner {

    private static final Logger LOG = Logger.getLogger(ImportRunner.class);
    private static final long PATIENCE_MILLIS = 1_000;
    private static final Duration PATIENCE_AT_END = Duration.ofSeconds(10);

    private final ImportKinds kinds;
    private final Portions portions;
    private final FileStore files;
    private final int rowsAtOnce;
    private final int maxRows;
    private final UUID me = UUID.randomUUID();
    private final ExecutorService looking = Executors.newSingleThreadExecutor();
    private final AtomicBoolean awake = new AtomicBoolean();
    private volatile boolean stopping;
    private volatile UUID inHand;

    ImportRunner(
            ImportKinds kinds,
            Portions portions,
            FileStore files,
            @ConfigProperty(name = "neiqin.import.portion") int rowsAtOnce,
            @ConfigProperty(name = "neiqin.import.max-rows") int maxRows) {
        this.kinds = kinds;
        this.portions = portions;
        this.files = files;
        this.rowsAtOnce = rowsAtOnce;
        this.maxRows = maxRows;
    }

    /** What is in hand ends with the portions that are on their way. */
    void stop(@Observes ShutdownEvent ending) throws InterruptedException {
        stopping = true;
        looking.shutdown();
        looking.awaitTermination(PATIENCE_AT_END.toSeconds(), TimeUnit.SECONDS);
    }

    /** Says that a file may wait; what nobody announced is found all the same, a moment later. */
    @Scheduled(every = "{neiqin.import.every}")
    void wake() {
        if (!kinds.isEmpty() && awake.compareAndSet(false, true)) {
            try {
                looking.execute(this::look);
            } catch (RejectedExecutionException stopping) {
                // The next start looks, or another instance.
            }
        }
    }

    private void look() {
        awake.set(false);
        try {
            ImportBatch next = stopping ? null : Aside.await(() -> portions.begin(me));
            while (next != null) {
                run(next);
                next = stopping ? null : Aside.await(() -> portions.begin(me));
            }
        } catch (Exception away) {
            LOG.warnf("imports wait: %s", away.getMessage());
        }
    }

    /** Longer steps than a portion, as the download of a file, do not lose it to another instance. */
    @Scheduled(every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void hold() {
        UUID held = inHand;
        if (held != null) {
            try {
                Aside.await(() -> portions.hold(held, me));
            } catch (Exception away) {
                LOG.warnf("import %s is not held: %s", held, away.getMessage());
            }
        }
    }

    private void run(ImportBatch batch) throws Exception {
        inHand = batch.id();
        try (InputStream content = files.open(batch.sha256());
                Incoming copy = files.receive(content, Long.MAX_VALUE)) {
            read(batch, copy.path());
        } catch (Problem refusal) {
            if (refusal.status() == 503) {
                later(batch, refusal.code());
            } else {
                fail(batch, refusal);
            }
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError broken) {
            if (DatabaseFaults.isPassing(broken)) {
                later(batch, broken.getMessage());
                return;
            }
            LOG.errorf(broken, "import %s cannot go on", batch.id());
            fail(batch, Problem.rule("import-broken"));
        } finally {
            inHand = null;
        }
    }

    private void read(ImportBatch batch, Path file) throws Exception {
        ImportKind kind = kinds.get(batch.kind());
        Map<String, RecordReader.Scattered> scattered;
        try (Table table = Table.open(file, kind.columns())) {
            scattered = RecordReader.scattered(table.only(kind.key()), kind, maxRows);
        }
        try (Table table = Table.open(file, kind.columns())) {
            RecordReader reader = new RecordReader(table, kind, scattered);
            Reading reading = new Reading(table.form(), table.unknownColumns());
            Spans done = batch.tally().done();
            boolean whole;
            try (ImportRun run = new ImportRun(batch, me, kind, reading, portions, () -> stopping)) {
                Portion portion = reader.next(rowsAtOnce, done);
                while (!portion.isEmpty() && run.goesOn()) {
                    run.take(portion);
                    portion = reader.next(rowsAtOnce, done);
                }
                whole = run.end();
            }
            if (stopping) {
                Aside.await(() -> portions.leave(batch.id(), me));
            } else if (whole) {
                Aside.await(() -> portions.finish(batch.id(), me, reading));
            }
        }
    }

    /** The store of files is away, or the database; it is gone on with where it is. */
    private void later(ImportBatch batch, String reason) throws Exception {
        LOG.warnf("import %s waits: %s", batch.id(), reason);
        Aside.await(() -> portions.leave(batch.id(), me));
        Thread.sleep(PATIENCE_MILLIS);
    }

    private void fail(ImportBatch batch, Problem problem) throws Exception {
        Aside.await(() -> portions.fail(batch.id(), me, problem));
    }
}
