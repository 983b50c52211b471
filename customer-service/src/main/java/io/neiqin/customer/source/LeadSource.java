package io.neiqin.customer.source;

import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.id.Uuid7;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.util.UUID;

/** A channel by which leads come (线索来源), one word of a controlled vocabulary. */
@Entity
public class LeadSource implements Recorded {

    @Id
    private UUID id;

    @Version
    private int version;

    private String code;
    private String zh;
    private String en;
    private boolean active;

    protected LeadSource() {}

    LeadSource(String code, String zh, String en) {
        this.id = Uuid7.next();
        this.code = code;
        change(zh, en, true);
    }

    /** The code stays: leads and events carry it. */
    void change(String chinese, String english, boolean inUse) {
        zh = chinese;
        en = english;
        active = inUse;
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public int version() {
        return version;
    }

    String code() {
        return code;
    }

    String zh() {
        return zh;
    }

    String en() {
        return en;
    }

    boolean active() {
        return active;
    }

    @Override
    public String historyType() {
        return "lead-source";
    }

    @Override
    public LeadSourceResource.LeadSourceView recorded() {
        return LeadSourceResource.LeadSourceView.of(this);
    }
}
