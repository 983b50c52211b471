package io.neiqin.platform.importing.batch;

import io.neiqin.platform.file.FileStore;
import io.neiqin.platform.http.Aside;
import io.neiqin.platform.importing.Claims;
import io.neiqin.platform.importing.ImportKind;
import io.neiqin.platform.importing.batch.ImportBatch.Reading;
import io.neiqin.platform.importing.batch.RecordReader.Found;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
    private static final int PATIENT_ATTEMPTS = 10;

    private final ImportKinds kinds;
    private final Portions portions;
    private final FileStore files;
    private final int rowsAtOnce;
    private final int maxRows;
    private final UUID me = UUID.randomUUID();
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

    void stop(@Observes ShutdownEvent ending) {
        stopping = true;
    }

    @Scheduled(every = "{neiqin.import.every}", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        if (kinds.isEmpty()) {
            return;
        }
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
        Path copy = Files.createTempFile("import", ".tmp");
        inHand = batch.id();
        try {
            try (InputStream content = files.open(batch.sha256())) {
                Files.copy(content, copy, StandardCopyOption.REPLACE_EXISTING);
            }
            read(batch, copy);
        } catch (Problem refusal) {
            if (refusal.status() == 503) {
                later(batch, refusal);
            } else {
                fail(batch, refusal);
            }
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError broken) {
            LOG.errorf(broken, "import %s cannot go on", batch.id());
            fail(batch, Problem.rule("import-broken"));
        } finally {
            inHand = null;
            Files.deleteIfExists(copy);
        }
    }

    private void read(ImportBatch batch, Path file) throws Exception {
        ImportKind kind = kinds.get(batch.kind());
        Map<String, Long> scattered;
        try (Table table = Table.open(file, kind.columns())) {
            scattered = RecordReader.scattered(table, kind, maxRows);
        }
        try (Table table = Table.open(file, kind.columns())) {
            RecordReader reader = new RecordReader(table, kind, scattered);
            Course course =
                    new Course(batch.id(), kind, new Claims(), new Reading(table.form(), table.unknownColumns()));
            reader.skip(batch.tally().rows());
            List<Found> portion = reader.next(rowsAtOnce);
            boolean ours = true;
            while (ours && !portion.isEmpty() && !stopping) {
                ours = take(course, portion);
                portion = reader.next(rowsAtOnce);
            }
            if (stopping) {
                Aside.await(() -> portions.leave(batch.id(), me));
            } else if (ours) {
                Aside.await(() -> portions.finish(batch.id(), me, course.reading()));
            }
        }
    }

    /** What all portions of a file share. */
    private record Course(UUID id, ImportKind kind, Claims claims, Reading reading) {}

    /**
     * What cannot be stored together is stored one by one, so that one record does not refuse the others; so is what the
     * database has given up for the time it takes.
     */
    private boolean take(Course course, List<Found> portion) throws Exception {
        for (int attempt = 1; !stopping; attempt++) {
            try {
                return Aside.await(() ->
                        portions.take(course.id(), me, course.kind(), portion, course.claims(), course.reading()));
            } catch (Exception failed) {
                boolean passing = isPassing(failed) && (attempt < PATIENT_ATTEMPTS || portion.size() == 1);
                if (passing) {
                    LOG.warnf("import %s waits: %s", course.id(), failed.getMessage());
                    Thread.sleep(PATIENCE_MILLIS);
                } else if (portion.size() == 1) {
                    Problem problem = problemOf(failed, course.id());
                    return Aside.await(
                            () -> portions.refuse(course.id(), me, portion.get(0), problem, course.reading()));
                } else {
                    return takeOneByOne(course, portion);
                }
            }
        }
        return true;
    }

    private boolean takeOneByOne(Course course, List<Found> portion) throws Exception {
        boolean ours = true;
        for (int i = 0; i < portion.size() && ours && !stopping; i++) {
            ours = take(course, List.of(portion.get(i)));
        }
        return ours;
    }

    private static boolean isPassing(Exception failed) {
        return failed instanceof Problem problem ? problem.status() == 503 : DatabaseFaults.isPassing(failed);
    }

    private static Problem problemOf(Exception failed, UUID id) {
        if (failed instanceof Problem refusal) {
            return refusal;
        }
        return DatabaseFaults.problemOf(failed).orElseGet(() -> {
            LOG.errorf(failed, "import %s refuses a record for an unknown reason", id);
            return Problem.rule("import-broken");
        });
    }

    /** The store of files is away. */
    private void later(ImportBatch batch, Problem away) throws Exception {
        LOG.warnf("import %s waits: %s", batch.id(), away.code());
        Aside.await(() -> portions.leave(batch.id(), me));
        Thread.sleep(PATIENCE_MILLIS);
    }

    private void fail(ImportBatch batch, Problem problem) throws Exception {
        Aside.await(() -> portions.fail(batch.id(), me, problem));
    }
}
