package io.neiqin.customer.paper;

import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.id.Uuid7;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/** Where the paper file of a customer stands (纸质档案). */
@Entity
public class PaperFile implements Recorded {

    @Id
    private UUID id;

    @Version
    private int version;

    private UUID customerId;
    private String customerNumber;
    private String location;
    private String remark;
    private String createdBy;
    private Instant createdAt;
    private String changedBy;
    private Instant changedAt;

    protected PaperFile() {}

    PaperFile(CustomerRef customer, String location, String remark, CommandContext context) {
        this.id = Uuid7.next();
        this.customerId = customer.id();
        this.customerNumber = customer.number();
        this.createdBy = context.actor().employeeNo();
        this.createdAt = context.at();
        put(location, remark, context);
    }

    /** It stands there from now on. */
    void put(String where, String note, CommandContext context) {
        location = where;
        remark = note;
        changedBy = context.actor().employeeNo();
        changedAt = context.at();
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public int version() {
        return version;
    }

    UUID customerId() {
        return customerId;
    }

    String customerNumber() {
        return customerNumber;
    }

    String location() {
        return location;
    }

    String remark() {
        return remark;
    }

    String createdBy() {
        return createdBy;
    }

    Instant createdAt() {
        return createdAt;
    }

    String changedBy() {
        return changedBy;
    }

    Instant changedAt() {
        return changedAt;
    }

    @Override
    public String historyType() {
        return "paper-file";
    }

    @Override
    public PaperFileView recorded() {
        return PaperFileView.of(this);
    }
}
