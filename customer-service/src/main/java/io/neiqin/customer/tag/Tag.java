package io.neiqin.customer.tag;

import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.id.Uuid7;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.util.UUID;

/**
 * A word of the controlled vocabulary (标签, CUS-7) that is put on customers, so that those can be found. It is never
 * deleted, since customers have it; an inactive one is put on no other.
 */
@Entity
public class Tag implements Recorded {

    /** What a word speaks of. */
    public enum Kind {
        /** How much a customer wants to buy (意向程度). */
        INTENTION(true),
        /** How far we have come with it (合作阶段). */
        STAGE(true),
        OTHER(false);

        private final boolean exclusive;

        Kind(boolean exclusive) {
            this.exclusive = exclusive;
        }

        /** Whether a customer has one of this kind at most. */
        public boolean isExclusive() {
            return exclusive;
        }
    }

    @Id
    private UUID id;

    @Version
    private int version;

    private String code;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    private String zh;
    private String en;
    private boolean active;

    protected Tag() {}

    /** @param code as {@code INTENT_HIGH}; never changes, as the kind does not */
    Tag(String code, Kind kind, String zh, String en) {
        this.id = Uuid7.next();
        this.code = code;
        this.kind = kind;
        this.active = true;
        this.zh = zh;
        this.en = en;
    }

    /** Says it otherwise, or takes it out of use and into it again. */
    void change(String zh, String en, boolean active) {
        this.zh = zh;
        this.en = en;
        this.active = active;
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

    Kind kind() {
        return kind;
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
        return "tag";
    }

    @Override
    public TagResource.TagView recorded() {
        return TagResource.TagView.of(this);
    }
}
