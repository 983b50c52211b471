package io.neiqin.platform.sample;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.sample.NoteEvent.NoteChanged;
import io.neiqin.platform.sample.NoteEvent.NoteWritten;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The smallest aggregate that needs everything of platform. */
@Entity
public class Note implements Recorded {

    static final int MOST_CHANGES = 1000;

    @Id
    private UUID id;

    @Version
    private int version;

    private String number;
    private String title;
    private BigDecimal amount;
    private LocalDate dueOn;
    private int changes;
    private String ownerNo;
    private UUID departmentId;
    private String importBatch;
    private UUID approvalId;

    protected Note() {}

    Note(String number, String title, BigDecimal amount, String ownerNo, UUID departmentId, CommandContext context) {
        this.id = Uuid7.next();
        this.number = number;
        this.title = title;
        this.amount = amount;
        this.dueOn = context.businessDate();
        this.ownerNo = ownerNo;
        this.departmentId = departmentId;
        this.importBatch = context.importBatch().orElse(null);
    }

    NoteEvent written() {
        return new NoteWritten(id, number, title);
    }

    /** One event per change: a command may cause several. */
    List<NoteEvent> change(String newTitle, int times) {
        if (changes + times > MOST_CHANGES) {
            throw Problem.rule("too-many-changes", MOST_CHANGES, changes);
        }
        List<NoteEvent> events = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            changes++;
            title = newTitle;
            events.add(new NoteChanged(id, changes, title));
        }
        return events;
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public int version() {
        return version;
    }

    String number() {
        return number;
    }

    String title() {
        return title;
    }

    BigDecimal amount() {
        return amount;
    }

    LocalDate dueOn() {
        return dueOn;
    }

    int changes() {
        return changes;
    }

    String ownerNo() {
        return ownerNo;
    }

    void submittedAs(UUID approval) {
        approvalId = approval;
    }

    UUID approvalId() {
        return approvalId;
    }

    UUID departmentId() {
        return departmentId;
    }

    String importBatch() {
        return importBatch;
    }

    @Override
    public String historyType() {
        return "note";
    }

    @Override
    public NoteResource.NoteView recorded() {
        return NoteResource.NoteView.of(this);
    }
}
