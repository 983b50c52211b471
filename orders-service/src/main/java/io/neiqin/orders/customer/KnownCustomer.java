package io.neiqin.orders.customer;

import io.neiqin.events.customers.CustomerEvent.Profile;
import io.neiqin.platform.identity.Visibility;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;

/** What orders need to know of a customer; customer-service owns it. */
@Entity
public class KnownCustomer {

    @Id
    private UUID id;

    private String number;
    private String name;
    private String uscc;
    private String country;
    private String region;
    private String industry;
    private String tier;
    private String status;
    private String ownerNo;
    private UUID departmentId;
    private String externalSystem;
    private String externalId;
    private UUID mergedInto;

    /** Kept by {@link KnownCustomers} past this entity. */
    @Column(updatable = false)
    private UUID survivorId;

    protected KnownCustomer() {}

    KnownCustomer(UUID id, Profile profile) {
        this.id = id;
        this.survivorId = id;
        take(profile);
    }

    final void take(Profile profile) {
        number = profile.number();
        name = profile.name();
        uscc = profile.uscc();
        country = profile.country();
        region = profile.region();
        industry = profile.industry();
        tier = profile.tier();
        status = profile.status();
        ownerNo = profile.ownerNo();
        departmentId = profile.departmentId();
        externalSystem = profile.externalSystem();
        externalId = profile.externalId();
    }

    /** @param into null when it stands for itself again */
    void merged(UUID into) {
        mergedInto = into;
    }

    public UUID id() {
        return id;
    }

    public String number() {
        return number;
    }

    public String name() {
        return name;
    }

    /** Unified social credit code; null for a foreign customer. */
    public String uscc() {
        return uscc;
    }

    public String country() {
        return country;
    }

    public String region() {
        return region;
    }

    public String industry() {
        return industry;
    }

    public String tier() {
        return tier;
    }

    public String ownerNo() {
        return ownerNo;
    }

    /** Who stands for it: itself, or whom it was merged into (客户合并), at first or second hand. */
    public UUID survivorId() {
        return survivorId;
    }

    public boolean isMerged() {
        return !survivorId.equals(id);
    }

    /** Whether that system has it under {@link #externalId}. */
    public boolean isOf(String system) {
        return system.equals(externalSystem);
    }

    /** Null for who came from nowhere else. */
    public String externalId() {
        return externalId;
    }

    public boolean isSeenBy(Visibility sees) {
        return sees.covers(ownerNo, departmentId);
    }

    /** A blocked or merged customer takes no new order. */
    public boolean takesOrders() {
        return !status.equals("BLOCKED") && !status.equals("MERGED");
    }
}
