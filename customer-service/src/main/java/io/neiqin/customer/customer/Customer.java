package io.neiqin.customer.customer;

import io.neiqin.customer.customer.CustomerStatus.Action;
import io.neiqin.customer.customer.Particulars.Tier;
import io.neiqin.customer.similarity.CompanyName;
import io.neiqin.customer.tag.TagService.Word;
import io.neiqin.events.customers.CustomerEvent;
import io.neiqin.events.customers.CustomerEvent.CustomerCreated;
import io.neiqin.events.customers.CustomerEvent.CustomerTagged;
import io.neiqin.events.customers.CustomerEvent.CustomerTierChanged;
import io.neiqin.events.customers.CustomerEvent.CustomerUpdated;
import io.neiqin.events.customers.CustomerEvent.CustomerVerified;
import io.neiqin.events.customers.CustomerEvent.Profile;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.http.ExternalRef;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.organisation.Organisation;
import io.neiqin.platform.problem.Problem;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.Formula;

/**
 * A customer (客户) with the people to talk to there, the salesperson who owns it, its life ({@link Standing}) and whether
 * it lies in the pool ({@link Pooling}).
 */
@Entity
public class Customer implements Recorded {

    @Id
    private UUID id;

    @Version
    private int version;

    private String number;

    @Embedded
    private Particulars particulars;

    @Embedded
    private Standing standing;

    @Embedded
    private Pooling pooling;

    private String ownerNo;
    private UUID departmentId;
    private List<String> tags = List.of();
    private String nameCore;

    @Embedded
    private Merging merging;

    @Embedded
    private CustomerOrigin origin;

    /** When somebody has last said that the file is right, or put it right; null for never. Kept by package accuracy. */
    @Formula("(select a.verified_on from customer_accuracy a where a.customer_id = id)")
    private LocalDate verifiedOn;

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
        this.standing = Standing.prospect(context.businessDate());
        this.origin = CustomerOrigin.of(request.externalRef(), context);
        // Whoever gets it with a stack of old ones is not late at once.
        this.pooling = Pooling.ownedSince(origin.enteredOn());
        goesTo(owner);
        take(request, context);
    }

    CustomerCreated created() {
        return new CustomerCreated(id, profile());
    }

    /** Takes over everything but owner and external reference. */
    List<CustomerEvent> change(CustomerRequest request, CommandContext context) {
        require(Action.EDIT, context);
        Tier former = particulars.tier();
        take(request, context);
        CustomerUpdated updated = new CustomerUpdated(id, profile());
        return former == particulars.tier()
                ? List.of(updated)
                : List.of(updated, new CustomerTierChanged(id, profile(), nameOf(former)));
    }

    /** Somebody has looked whether its file is right (CUS-5). */
    CustomerVerified verified(CustomerService.Verified by) {
        return new CustomerVerified(id, profile(), by.taskId(), by.outcome(), by.wrong(), by.checked(), by.by());
    }

    /**
     * Puts words on it and takes others off (CUS-7); of an exclusive kind the new word takes the place of the old one.
     *
     * @param known the words that are named, and those it has
     */
    List<CustomerEvent> tag(List<String> add, List<String> remove, Map<String, Word> known, CommandContext context) {
        require(Action.TAG, context);
        List<String> next = Tagging.of(tags, known).with(add).without(remove).tags();
        if (next.equals(tags)) {
            return List.of();
        }
        List<String> added = next.stream().filter(tag -> !tags.contains(tag)).toList();
        List<String> removed = tags.stream().filter(tag -> !next.contains(tag)).toList();
        tags = next;
        touched(context);
        return List.of(new CustomerTagged(id, profile(), tags, added, removed));
    }

    /** What becomes of it with orders, with time, and by what people say of it. */
    CustomerLife life() {
        return new CustomerLife(this);
    }

    /** Whose it is, or nobody's. */
    CustomerPool pool() {
        return new CustomerPool(this);
    }

    /** How it becomes one with another, and is itself again. */
    CustomerMerger merger() {
        return new CustomerMerger(this);
    }

    /** For its merging; null when it stands for itself. */
    Customer standsFor(Merging next) {
        merging = next;
        return this;
    }

    /** For its merging, and whenever it is entered. */
    Customer becomes(Particulars next, List<Contact> people) {
        particulars = next;
        nameCore = CompanyName.of(next.name()).core();
        contacts.clear();
        contacts.addAll(people);
        return this;
    }

    /** Refuses with 409 what was merged, naming who stands for it now. */
    void requireUnmerged() {
        if (isMerged()) {
            throw Problem.conflict("customer-merged", merging.survivorId()).with("mergedInto", merging.survivorId());
        }
    }

    boolean isMerged() {
        return merging != null;
    }

    /** Null unless it was merged. */
    Merging merging() {
        return merging;
    }

    /** For its life. */
    Customer stands(Standing next) {
        standing = next;
        return this;
    }

    /** For its pool. */
    Customer lies(Pooling next) {
        pooling = next;
        return this;
    }

    /** To another one, or to the same one in another department. */
    final Customer goesTo(Organisation.Person owner) {
        ownerNo = owner.employeeNo();
        departmentId = owner.departmentId();
        return this;
    }

    /** What people may do to it in the state it is in, whoever asks. */
    List<Action> actions() {
        return status().actions().stream().filter(pooling::allows).toList();
    }

    CustomerRights rightsOf(Actor actor) {
        return new CustomerRights(this, actor);
    }

    List<String> allowedActions(Actor actor) {
        return rightsOf(actor).actions();
    }

    /** Refuses with 409 what the state does not allow. */
    void require(Action action, CommandContext context) {
        requireUnmerged();
        if (!actions().contains(action)) {
            String state = status() + (pooling.isInPool() ? ", " + pooling.poolState() : "");
            throw Problem.illegalTransition(action.command(), state, allowedActions(context.actor()));
        }
    }

    private void take(CustomerRequest request, CommandContext context) {
        CustomerRights.requireTier(tier(), request.tier(), context.actor());
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
        becomes(particulars, entered);
        touched(context);
    }

    /** Somebody, or the service itself, has done something to it. */
    void touched(CommandContext context) {
        changedBy = context.actor().employeeNo();
        changedAt = context.at();
    }

    Profile profile() {
        return new Profile(
                number,
                particulars.name(),
                particulars.uscc(),
                particulars.country(),
                particulars.region(),
                particulars.industry(),
                nameOf(tier()),
                status().name(),
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

    CustomerStatus status() {
        return standing.status();
    }

    Standing standing() {
        return standing;
    }

    Pooling pooling() {
        return pooling;
    }

    List<String> tags() {
        return tags;
    }

    Tier tier() {
        return particulars == null ? null : particulars.tier();
    }

    private static String nameOf(Tier tier) {
        return tier == null ? null : tier.name();
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

    LocalDate verifiedOn() {
        return verifiedOn;
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
