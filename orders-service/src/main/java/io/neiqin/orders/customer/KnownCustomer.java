package io.neiqin.orders.customer;

import io.neiqin.events.customers.CustomerEvent.Profile;
import io.neiqin.platform.identity.Visibility;
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
    private String country;
    private String region;
    private String industry;
    private String tier;
    private String status;
    private String ownerNo;
    private UUID departmentId;

    protected KnownCustomer() {}

    KnownCustomer(UUID id, Profile profile) {
        this.id = id;
        take(profile);
    }

    final void take(Profile profile) {
        number = profile.number();
        name = profile.name();
        country = profile.country();
        region = profile.region();
        industry = profile.industry();
        tier = profile.tier();
        status = profile.status();
        ownerNo = profile.ownerNo();
        departmentId = profile.departmentId();
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

    public boolean isSeenBy(Visibility sees) {
        return sees.covers(ownerNo, departmentId);
    }

    /** A blocked or merged customer takes no new order. */
    public boolean takesOrders() {
        return !status.equals("BLOCKED") && !status.equals("MERGED");
    }
}
