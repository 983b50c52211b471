package io.neiqin.platform.importing.batch;

import io.neiqin.platform.file.StoredFile;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.importing.Claims;
import io.neiqin.platform.importing.ImportContext;
import io.neiqin.platform.importing.reading.Spans;
import io.neiqin.platform.numbering.Numbers;
import io.neiqin.platform.problem.Problem;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * A file that is taken over (导入批次): looked through first, which changes nothing, then taken portion by portion. Each
 * portion is one transaction with the count of rows that are done, so that it goes on where it was after a crash.
 */
@Entity
public class ImportBatch {

    /** How far it is, and the commands that it takes there. */
    public enum Status {
        /** Waits to be looked through, or is being. */
        UPLOADED("cancel"),
        /** Looked through: what would become of each row is known. */
        VALIDATED("validate", "commit", "cancel"),
        /** Waits to be taken, or is being. */
        COMMITTING("cancel"),
        COMMITTED,
        /** What was taken before stays. */
        CANCELLED,
        /** The file cannot be read; {@code problem} says why. */
        FAILED("validate");

        private final List<String> commands;

        Status(String... commands) {
            this.commands = List.of(commands);
        }
    }

    /**
     * What has become of rows and records so far, of the look or of the taking.
     *
     * @param done rows of the file
     * @param entered records that are or would be new
     * @param unchanged records that are there already
     * @param refused records that cannot be taken
     */
    public record Tally(Spans done, int entered, int unchanged, int refused) {

        static final Tally NONE = new Tally(Spans.NONE, 0, 0, 0);

        /** As instances wrote it that counted rows alone: what they have done is found there, and left alone. */
        public Tally {
            done = done == null ? Spans.NONE : done;
        }

        Tally and(Tally more) {
            return new Tally(
                    done.and(more.done), entered + more.entered, unchanged + more.unchanged, refused + more.refused);
        }
    }

    /** Why a file cannot be read: a code and the arguments of its sentence. */
    public record Fault(String code, List<String> arguments) {}

    /** As JSON is stored: objects, not lists. */
    public record Reading(String form, List<String> unknownColumns) {}

    /** What was told last: who waits for it in a read model finds what was told before there, too, or soon. */
    public record LastEvent(UUID aggregateId, long version) {}

    @Id
    private UUID id;

    @Version
    private int version;

    private String kind;
    private String source;
    private String fileName;
    private String sha256;
    private long size;

    @Enumerated(EnumType.STRING)
    private Status status;

    @JdbcTypeCode(SqlTypes.JSON)
    private Actor actor;

    private Integer rowsInFile;

    @JdbcTypeCode(SqlTypes.JSON)
    private Tally tally;

    @JdbcTypeCode(SqlTypes.JSON)
    private Reading reading;

    @JdbcTypeCode(SqlTypes.JSON)
    private Fault problem;

    @JdbcTypeCode(SqlTypes.JSON)
    private LastEvent lastEvent;

    private String createdBy;
    private Instant createdAt;
    private Instant changedAt;
    private UUID runner;
    private Instant runnerUntil;

    protected ImportBatch() {}

    ImportBatch(String kind, String source, String fileName, StoredFile file, Actor actor, Instant at) {
        this.id = Uuid7.next();
        this.kind = kind;
        this.source = source;
        this.fileName = fileName;
        this.sha256 = file.sha256();
        this.size = file.size();
        this.actor = actor;
        this.createdBy = actor.employeeNo();
        this.createdAt = at;
        begin(Status.UPLOADED, at);
    }

    /** Under which its next portion is planned. */
    ImportContext context(Instant at, LocalDate today, Claims claims, Numbers numbers) {
        return new ImportContext(actor, id, source, isForGood(), at, today, claims, numbers);
    }

    /** Looks through it again, as when what was missing has come. */
    void validateAgain(Actor caller, Instant at) {
        require("validate");
        actor = caller;
        rowsInFile = null;
        problem = null;
        begin(Status.UPLOADED, at);
    }

    /** @param skipRefused whether the rows that cannot be taken are left out; else there must be none */
    void commit(boolean skipRefused, Actor caller, Instant at) {
        require("commit");
        if (tally.refused() > 0 && !skipRefused) {
            throw Problem.rule("import-has-refused-rows", tally.refused());
        }
        actor = caller;
        begin(Status.COMMITTING, at);
    }

    void cancel(Instant at) {
        require("cancel");
        status = Status.CANCELLED;
        changedAt = at;
        takenBy(null, null);
    }

    /** Another portion is done. */
    void progressed(Tally more, Reading read, Instant at) {
        tally = tally.and(more);
        reading = read;
        changedAt = at;
    }

    /** @param event null where nothing was told */
    void told(LastEvent event) {
        lastEvent = event == null ? lastEvent : event;
    }

    /** The end of the file. */
    void finished(Reading read, Instant at) {
        reading = read;
        rowsInFile = tally.done().rows();
        status = status == Status.UPLOADED ? Status.VALIDATED : Status.COMMITTED;
        changedAt = at;
        takenBy(null, null);
    }

    void failed(Fault fault, Instant at) {
        problem = fault;
        status = Status.FAILED;
        changedAt = at;
        takenBy(null, null);
    }

    /** Whether none of its rows is done. A look that was broken off begins anew: what its records claim is forgotten. */
    boolean begins() {
        if (!isForGood()) {
            tally = Tally.NONE;
        }
        return tally.done().rows() == 0;
    }

    /** Taken in hand for a while. */
    void takenBy(UUID instance, Instant until) {
        runner = instance;
        runnerUntil = until;
    }

    /** Whether it takes what the file says, and does not only look. */
    boolean isForGood() {
        return status == Status.COMMITTING;
    }

    /** Whether this instance still has it in hand, and nobody has cancelled it. */
    boolean isInHandOf(UUID instance) {
        return instance.equals(runner) && (status == Status.UPLOADED || isForGood());
    }

    private void begin(Status next, Instant at) {
        status = next;
        tally = Tally.NONE;
        changedAt = at;
        takenBy(null, null);
    }

    private void require(String command) {
        if (!status.commands.contains(command)) {
            throw Problem.illegalTransition(command, status, allowedActions());
        }
    }

    List<String> allowedActions() {
        return status.commands;
    }

    UUID id() {
        return id;
    }

    int version() {
        return version;
    }

    String kind() {
        return kind;
    }

    String source() {
        return source;
    }

    String fileName() {
        return fileName;
    }

    String sha256() {
        return sha256;
    }

    long size() {
        return size;
    }

    Status status() {
        return status;
    }

    Integer rowsInFile() {
        return rowsInFile;
    }

    Tally tally() {
        return tally;
    }

    Reading reading() {
        return reading;
    }

    LastEvent lastEvent() {
        return lastEvent;
    }

    Fault problem() {
        return problem;
    }

    String createdBy() {
        return createdBy;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant changedAt() {
        return changedAt;
    }
}
