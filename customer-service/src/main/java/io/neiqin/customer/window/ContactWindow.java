package io.neiqin.customer.window;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.problem.Problem;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Who takes what other departments hand to his (对接窗口), so that nobody has to ask around (TKT-6). */
@Entity
public class ContactWindow implements Recorded {

    @Id
    private UUID id;

    @Version
    private int version;

    private UUID departmentId;

    /** Null for whatever has no window of its own. */
    @Enumerated(EnumType.STRING)
    private TicketType type;

    private String employeeNo;

    /** Null for none. */
    private String deputyNo;

    private boolean open;
    private String changedBy;
    private Instant changedAt;

    protected ContactWindow() {}

    ContactWindow(UUID departmentId, TicketType type, String employeeNo, String deputyNo, CommandContext context) {
        this.id = Uuid7.next();
        this.departmentId = departmentId;
        this.type = type;
        this.open = true;
        staff(employeeNo, deputyNo, context);
    }

    /** @param deputy null for none */
    void staff(String employee, String deputy, CommandContext context) {
        requireOpen("edit");
        if (employee.equals(deputy)) {
            throw Problem.rule("window-invalid").at("/deputyNo", "deputy-of-himself");
        }
        employeeNo = employee;
        deputyNo = deputy;
        touch(context);
    }

    /** What comes to its department goes to its head from here on, or to its window for all other matters. */
    void close(CommandContext context) {
        requireOpen("close");
        open = false;
        touch(context);
    }

    private void requireOpen(String command) {
        if (!open) {
            throw Problem.illegalTransition(command, "CLOSED", List.of());
        }
    }

    private void touch(CommandContext context) {
        changedBy = context.actor().employeeNo();
        changedAt = context.at();
    }

    /** In the order in which they are asked for. */
    List<String> staff() {
        return Stream.of(employeeNo, deputyNo).filter(no -> no != null).toList();
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public int version() {
        return version;
    }

    UUID departmentId() {
        return departmentId;
    }

    TicketType type() {
        return type;
    }

    String employeeNo() {
        return employeeNo;
    }

    String deputyNo() {
        return deputyNo;
    }

    boolean isOpen() {
        return open;
    }

    String changedBy() {
        return changedBy;
    }

    Instant changedAt() {
        return changedAt;
    }

    @Override
    public String historyType() {
        return "contact-window";
    }

    @Override
    public ContactWindowView recorded() {
        return ContactWindowView.of(this);
    }
}
