package io.neiqin.customer.customer;

import io.neiqin.events.customers.CustomerEvent.CustomerCreated;
import io.neiqin.events.customers.CustomerEvent.CustomerOwnerChanged;
import io.neiqin.events.customers.CustomerEvent.CustomerUpdated;
import io.neiqin.events.customers.CustomerEvent.Profile;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.http.ExternalRef;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.organisation.Organisation;
import io.neiqin.platform.problem.Problem;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** A customer (客户) with the people to talk to there, and the salesperson who owns it. */
@Entity
public class Customer implements Recorded {

    /** How alive the relation is. */
    public enum Status {
        PROSPECT,
        ACTIVE,
        DORMANT,
        LOST,
        BLOCKED,
        MERGED
    }

    private static final String[] SERVING = {
        Roles.CLERK,
        Roles.CLERK_LEAD,
        Roles.SERVICE,
        Roles.TELESALES,
        Roles.SALES_SUPERVISOR,
        Roles.SALES_MANAGER,
        Roles.SALES_DIRECTOR
    };

    @Id
    private UUID id;

    @Version
    private int version;

    private String number;

    @Enumerated(EnumType.STRING)
    private Status status;

    @Embedded
    private Particulars particulars;

    private String ownerNo;
    private UUID departmentId;

    @Embedded
    private CustomerOrigin origin;

    private String changedBy;
    private Instant changedAt;

    @ElementCollection
    @CollectionTable(name = "customer_contact", joinColumns = @JoinColumn(name = "customer_id"))
    @OrderColumn(name = "place")
    private List<Contact> contacts = new ArrayList<>();

    protected Customer() {}

    Customer(String number, CustomerRequest request, Organisation.Person owner, CommandContext context) {
        this.id = Uuid7.next();
        this.number = number;
        this.status = Status.PROSPECT;
        this.origin = CustomerOrigin.of(request.externalRef(), context);
        belongTo(owner);
        take(request, context);
    }

    CustomerCreated created() {
        return new CustomerCreated(id, profile());
    }

    /** Takes over everything but owner and external reference. */
    CustomerUpdated change(CustomerRequest request, CommandContext context) {
        take(request, context);
        return new CustomerUpdated(id, profile());
    }

    /** Gives the customer to a salesperson and his department; also when only his department is another by now. */
    CustomerOwnerChanged assign(Organisation.Person owner, CommandContext context) {
        if (ownerNo.equals(owner.employeeNo()) && Objects.equals(departmentId, owner.departmentId())) {
            throw Problem.conflict("already-owner", ownerNo).with("allowedActions", allowedActions(context.actor()));
        }
        String former = ownerNo;
        belongTo(owner);
        changedBy = context.actor().employeeNo();
        changedAt = context.at();
        return new CustomerOwnerChanged(id, profile(), former);
    }

    /** A salesperson changes his own customers only; whoever else may change customers, all he sees. */
    void requireChangeBy(Actor actor) {
        if (!isChangedBy(actor)) {
            throw Problem.forbidden("not-your-customer");
        }
    }

    /** Phones and addresses of its contacts are for its owner, and for those who lead and serve its sales. */
    void requireUnmaskingBy(Actor actor) {
        if (!isUnmaskedFor(actor)) {
            throw Problem.forbidden("unmask-forbidden");
        }
    }

    /**
     * Whose customers alone this actor may find by phone, an employee's number; null when any in his sight. To find by a
     * phone tells something of it, so it takes the right to see it: refuses who sees none.
     */
    static String ownPhonesOnly(Actor actor) {
        if (actor.hasAny(SERVING)) {
            return null;
        }
        if (!actor.has(Roles.SALESPERSON)) {
            throw Problem.forbidden("unmask-forbidden");
        }
        return actor.employeeNo();
    }

    private boolean isUnmaskedFor(Actor actor) {
        return actor.hasAny(SERVING) || isOwnedBy(actor);
    }

    /** What this actor may do with it. */
    List<String> allowedActions(Actor actor) {
        List<String> actions = new ArrayList<>();
        if (isChangedBy(actor)) {
            actions.add("edit");
        }
        if (actor.hasAny(Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER)) {
            actions.add("assign");
        }
        if (isUnmaskedFor(actor)) {
            actions.add("unmask");
        }
        return actions;
    }

    private boolean isChangedBy(Actor actor) {
        return actor.hasAny(Roles.CLERK, Roles.CLERK_LEAD, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER)
                || isOwnedBy(actor);
    }

    private boolean isOwnedBy(Actor actor) {
        return actor.has(Roles.SALESPERSON) && ownerNo.equals(actor.employeeNo());
    }

    private void take(CustomerRequest request, CommandContext context) {
        Problem wrong = Problem.rule("customer-invalid");
        particulars = Particulars.entered(request, wrong);
        List<Contact> entered = Contact.entered(request, List.copyOf(contacts), wrong);
        if (request.ownerNo() != null && !request.ownerNo().equals(ownerNo)) {
            wrong.at("/ownerNo", "owner-by-assign");
        }
        if (request.externalRef() != null && !request.externalRef().equals(externalRef())) {
            wrong.at("/externalRef", "external-ref-fixed");
        }
        wrong.throwIfAny();
        contacts.clear();
        contacts.addAll(entered);
        changedBy = context.actor().employeeNo();
        changedAt = context.at();
    }

    private void belongTo(Organisation.Person owner) {
        ownerNo = owner.employeeNo();
        departmentId = owner.departmentId();
    }

    private Profile profile() {
        return new Profile(
                number,
                particulars.name(),
                particulars.uscc(),
                particulars.country(),
                particulars.region(),
                particulars.industry(),
                particulars.tier() == null ? null : particulars.tier().name(),
                status.name(),
                ownerNo,
                departmentId,
                origin.externalSystem(),
                origin.externalId());
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

    Status status() {
        return status;
    }

    Particulars particulars() {
        return particulars;
    }

    String ownerNo() {
        return ownerNo;
    }

    UUID departmentId() {
        return departmentId;
    }

    CustomerOrigin origin() {
        return origin;
    }

    ExternalRef externalRef() {
        return origin.externalRef();
    }

    String changedBy() {
        return changedBy;
    }

    Instant changedAt() {
        return changedAt;
    }

    List<Contact> contacts() {
        return contacts;
    }

    @Override
    public String historyType() {
        return "customer";
    }

    @Override
    public CustomerView recorded() {
        return CustomerView.recorded(this);
    }
}
