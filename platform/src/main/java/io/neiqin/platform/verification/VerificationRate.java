package io.neiqin.platform.verification;

import io.neiqin.events.platform.VerificationRateEvent.VerificationRateSet;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.id.Uuid7;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** How much of what a person enters is checked by another (抽检比例), set by a third. */
@Entity
public class VerificationRate implements Recorded {

    @Id
    private UUID id;

    @Version
    private int version;

    private String entity;
    private String entererNo;

    /** The enterer's, when the rate was set; null for none. */
    private UUID departmentId;

    private BigDecimal percent;
    private String setBy;
    private Instant setAt;

    protected VerificationRate() {}

    VerificationRate(String entity, String entererNo) {
        this.id = Uuid7.next();
        this.entity = entity;
        this.entererNo = entererNo;
    }

    VerificationRateSet set(BigDecimal rate, UUID department, CommandContext context) {
        BigDecimal was = percent;
        percent = rate;
        departmentId = department;
        setBy = context.actor().employeeNo();
        setAt = context.at();
        return new VerificationRateSet(id, entity, entererNo, was, percent, setBy);
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public int version() {
        return version;
    }

    /** How often it was set: 0 is the default, which has no row. */
    int times() {
        return version + 1;
    }

    String entity() {
        return entity;
    }

    String entererNo() {
        return entererNo;
    }

    BigDecimal percent() {
        return percent;
    }

    String setBy() {
        return setBy;
    }

    Instant setAt() {
        return setAt;
    }

    @Override
    public String historyType() {
        return "verification-rate";
    }

    /** Its values in its history. */
    record Values(String entity, String entererNo, UUID departmentId, BigDecimal percent) {}

    @Override
    public Values recorded() {
        return new Values(entity, entererNo, departmentId, percent);
    }
}
