package io.neiqin.platform.exporting;

import io.neiqin.events.platform.ExportEvent.DataExported;
import io.neiqin.events.platform.ExportEvent.Filter;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.table.TableWriter;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * That somebody takes data out as a file (导出): what he asked for, as whom, and how far it is. Its making is written past
 * this class ({@link ExportLease}), which sees only what became of it.
 */
@Entity
@Table(name = "data_export")
@DynamicUpdate
public class Export {

    /** Where it stands. */
    public enum Status {
        /** Waits for an instance to make it. */
        QUEUED,
        RUNNING,
        READY,
        FAILED,
        /** Was ready, and its time is over. */
        EXPIRED,
        CANCELLED
    }

    /** In which its head line is; without one it has the columns' keys, by which it can be imported again. */
    public enum Language {
        ZH,
        EN
    }

    /**
     * What the file is to hold.
     *
     * @param columns in the order of the file
     */
    record Asked(Map<String, String> filters, List<String> columns) {}

    private static final DateTimeFormatter IN_NAME = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss");
    private static final DateTimeFormatter IN_MARK = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    @Id
    private UUID id;

    @Version
    private int version;

    private String kind;

    @Enumerated(EnumType.STRING)
    private TableWriter.Format format;

    @Enumerated(EnumType.STRING)
    private Language language;

    @JdbcTypeCode(SqlTypes.JSON)
    private Asked asked;

    /** As he was when he asked: what he sees at another time, the file does not show. */
    @JdbcTypeCode(SqlTypes.JSON)
    private Actor asker;

    private String ownerNo;
    private UUID departmentId;
    private Instant askedAt;
    private String requestId;

    @Enumerated(EnumType.STRING)
    private Status status;

    private long total;
    private long rows;
    private String fileName;
    private Long size;
    private String sha256;
    private Instant endedAt;
    private Instant expiresAt;
    private String failure;
    private int leaseEpoch;

    protected Export() {}

    /**
     * @param total how many records there are
     * @param zone of the company, for the file's name
     * @param begun whether this instance makes it at once
     */
    Export(
            String kind,
            TableWriter.Format format,
            Language language,
            Asked asked,
            CommandContext context,
            long total,
            ZoneId zone,
            boolean begun) {
        this.id = Uuid7.next();
        this.kind = kind;
        this.format = format;
        this.language = language;
        this.asked = asked;
        this.asker = context.actor();
        this.ownerNo = asker.employeeNo();
        this.departmentId = asker.departmentId();
        this.askedAt = context.at();
        this.requestId = context.correlationId();
        this.total = total;
        this.fileName = kind + "-" + IN_NAME.format(askedAt.atZone(zone)) + "-"
                + ownerNo.replaceAll("[^A-Za-z0-9._-]", "_") + "." + format.extension();
        this.status = begun ? Status.RUNNING : Status.QUEUED;
        this.leaseEpoch = begun ? 1 : 0;
    }

    /** Also while it is being made: whoever makes it finds that out, and throws away what he has. */
    void cancel(CommandContext context) {
        if (!isOpen()) {
            throw Problem.illegalTransition("cancel", status, actionsFor(context.actor()));
        }
        status = Status.CANCELLED;
        endedAt = context.at();
    }

    /**
     * Refuses whoever may not fetch it: it is its asker's, and no more than he may still take out and still sees.
     *
     * @param roles that may take out such records
     */
    void requireFetchBy(Actor actor, Set<String> roles, Instant now) {
        requireAsker(actor);
        if (roles.stream().noneMatch(actor::has) || !actor.sees().includes(asker.sees())) {
            throw Problem.forbidden("export-rights-changed");
        }
        if (status == Status.EXPIRED || status == Status.READY && !expiresAt.isAfter(now)) {
            throw Problem.conflict("export-expired");
        }
        if (status != Status.READY) {
            throw Problem.conflict("export-not-ready", status).with("allowedActions", actionsFor(actor));
        }
    }

    /** Refuses whoever sees it, but has not asked for it. */
    void requireAsker(Actor actor) {
        if (!isOf(actor)) {
            throw Problem.forbidden("export-of-another");
        }
    }

    List<String> actionsFor(Actor actor) {
        if (!isOf(actor)) {
            return List.of();
        }
        return isOpen() ? List.of("cancel") : status == Status.READY ? List.of("content") : List.of();
    }

    private boolean isOf(Actor actor) {
        return ownerNo.equals(actor.employeeNo());
    }

    boolean isOpen() {
        return status == Status.QUEUED || status == Status.RUNNING;
    }

    /** Who made the file when, as it stands in it: a file that turns up somewhere says where it is from. */
    String mark(ZoneId zone) {
        String who = (asker.name() + " " + ownerNo).replaceAll("[\\p{Cntrl},;\"]", " ");
        String when = IN_MARK.format(askedAt.atZone(zone)) + " " + zone;
        return language == Language.EN
                ? "# exported by %s at %s, export %s".formatted(who, when, id).replace(",", "")
                : "# 导出人 %s 时间 %s 编号 %s".formatted(who, when, id);
    }

    DataExported exported(long allRows, String hash) {
        List<Filter> narrowed = new TreeMap<>(asked.filters())
                .entrySet().stream()
                        .map(filter -> new Filter(filter.getKey(), filter.getValue()))
                        .toList();
        return new DataExported(
                id,
                kind,
                format.name(),
                narrowed,
                asked.columns(),
                Math.toIntExact(allRows),
                ownerNo,
                departmentId,
                hash);
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

    TableWriter.Format format() {
        return format;
    }

    Language language() {
        return language;
    }

    Asked asked() {
        return asked;
    }

    Actor asker() {
        return asker;
    }

    String ownerNo() {
        return ownerNo;
    }

    Instant askedAt() {
        return askedAt;
    }

    String requestId() {
        return requestId;
    }

    Status status() {
        return status;
    }

    long total() {
        return total;
    }

    long rows() {
        return rows;
    }

    String fileName() {
        return fileName;
    }

    Long size() {
        return size;
    }

    String sha256() {
        return sha256;
    }

    Instant endedAt() {
        return endedAt;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    String failure() {
        return failure;
    }

    int leaseEpoch() {
        return leaseEpoch;
    }
}
