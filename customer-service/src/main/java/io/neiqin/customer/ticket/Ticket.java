package io.neiqin.customer.ticket;

import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.customer.ticket.TicketStatus.Action;
import io.neiqin.customer.ticket.course.Closing;
import io.neiqin.customer.ticket.course.Closing.CauseCategory;
import io.neiqin.customer.ticket.course.Closing.Way;
import io.neiqin.customer.ticket.course.Hand;
import io.neiqin.customer.ticket.course.Legs;
import io.neiqin.customer.ticket.course.Legs.Leg;
import io.neiqin.customer.ticket.course.Legs.Owner;
import io.neiqin.customer.ticket.course.Papers;
import io.neiqin.customer.ticket.course.Procedure;
import io.neiqin.customer.ticket.course.Trace;
import io.neiqin.customer.window.TicketType;
import io.neiqin.events.customers.TicketEvent;
import io.neiqin.events.customers.TicketEvent.Facts;
import io.neiqin.events.customers.TicketEvent.TicketAccepted;
import io.neiqin.events.customers.TicketEvent.TicketAssigned;
import io.neiqin.events.customers.TicketEvent.TicketCancelled;
import io.neiqin.events.customers.TicketEvent.TicketClosed;
import io.neiqin.events.customers.TicketEvent.TicketEscalated;
import io.neiqin.events.customers.TicketEvent.TicketEvaluated;
import io.neiqin.events.customers.TicketEvent.TicketHandedOver;
import io.neiqin.events.customers.TicketEvent.TicketOpened;
import io.neiqin.events.customers.TicketEvent.TicketReopened;
import io.neiqin.events.customers.TicketEvent.TicketReplied;
import io.neiqin.events.customers.TicketEvent.TicketResolved;
import io.neiqin.events.customers.TicketEvent.TicketResumed;
import io.neiqin.events.customers.TicketEvent.TicketWaiting;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.problem.Problem;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** Something that a customer or a colleague wants (工单), from its intake until he has said what he thinks of it. */
@Entity
public class Ticket implements Recorded {

    static final String TYPE = "ticket";

    /** What was ever found and said, as JSON is stored: an object, not a list. */
    record Rounds(List<Closing> past) {}

    @Id
    private UUID id;

    @Version
    private int version;

    private String number;

    @Enumerated(EnumType.STRING)
    private TicketStatus status;

    @Embedded
    private Matter matter;

    private UUID customerId;

    /** As it was when the ticket was opened, like the tier and the department. */
    private String customerRegion;

    private String customerTier;
    private UUID customerDepartmentId;

    @Embedded
    private TicketOrigin origin;

    @JdbcTypeCode(SqlTypes.JSON)
    private Legs legs;

    /** As the legs have it; null while it is nobody's. */
    private String ownerNo;

    private UUID departmentId;

    /** Everybody who ever had it, gave it, opened it, or before whom it was brought. */
    private List<String> people;

    private List<UUID> departments;

    /** Null until somebody has taken it for the first time. */
    private Instant acceptedAt;

    @JdbcTypeCode(SqlTypes.JSON)
    private Procedure procedure;

    @JdbcTypeCode(SqlTypes.JSON)
    private Closing closing = Closing.NONE;

    /** What came before it was opened again. */
    @JdbcTypeCode(SqlTypes.JSON)
    private Rounds rounds = new Rounds(List.of());

    @JdbcTypeCode(SqlTypes.JSON)
    private Trace trace = Trace.NONE;

    @JdbcTypeCode(SqlTypes.JSON)
    private Papers papers = Papers.NONE;

    /** The last one before whom it was brought (升级); null for nobody. */
    private String escalatedTo;

    /** Null while it is open. */
    private Instant closedAt;

    private String changedBy;
    private Instant changedAt;

    protected Ticket() {}

    /** @param customer null for a matter that concerns none */
    Ticket(String number, TicketRequest request, CustomerRef customer, Procedure procedure, CommandContext context) {
        requireComplete(request, context);
        this.id = Uuid7.next();
        this.number = number;
        this.status = TicketStatus.NEW;
        this.matter = Matter.of(request);
        if (customer != null) {
            this.customerId = customer.id();
            this.customerRegion = customer.region();
            this.customerTier = customer.tier() == null ? null : customer.tier().name();
            this.customerDepartmentId = customer.departmentId();
        }
        this.origin = TicketOrigin.of(request.externalRef(), context);
        this.procedure = procedure;
        go(Legs.opened(context.at(), origin.openedBy()));
        this.changedBy = origin.openedBy();
        this.changedAt = context.at();
    }

    static void requireComplete(TicketRequest request, CommandContext context) {
        if (!request.type().isFor(context.actor())) {
            throw Problem.forbidden("role-missing");
        }
        Problem wrong = Problem.rule("ticket-invalid");
        if (request.type().needsCustomer() && request.customerId() == null) {
            wrong.at("/customerId", "ticket-needs-customer");
        }
        if (request.type() == TicketType.INQUIRY && request.customerId() == null && request.contactName() == null) {
            wrong.at("/contactName", "ticket-needs-contact");
        }
        wrong.throwIfAny();
    }

    TicketOpened opened() {
        return new TicketOpened(id, facts());
    }

    /** By hand, by one who leads. */
    TicketAssigned assign(Owner to, String words, Hand hand) {
        require(Action.ASSIGN, hand);
        return give(to, words, hand);
    }

    /**
     * Whoever has decided that: it is another's from here on, and his time begins.
     *
     * @param to {@link Owner#NOBODY} where nobody is left who could have it
     */
    TicketAssigned give(Owner to, String words, Hand hand) {
        new Rights(this, hand).requireState(Action.ASSIGN);
        return pass(to, words, hand);
    }

    /** Whoever was given it will not do it; why is between him and those who lead, and not said here. */
    TicketAssigned decline(Owner next, Hand hand) {
        require(Action.DECLINE, hand);
        return pass(next, null, hand);
    }

    private TicketAssigned pass(Owner to, String words, Hand hand) {
        requireOther(to);
        move(to.equals(Owner.NOBODY) ? TicketStatus.NEW : TicketStatus.ASSIGNED, hand);
        go(legs.to(to, hand.no(), words, null, hand.at()));
        return new TicketAssigned(id, facts(), hand.no());
    }

    /** What is nobody's is his who takes it. */
    TicketAccepted accept(Hand hand) {
        require(Action.ACCEPT, hand);
        move(TicketStatus.ACCEPTED, hand);
        if (ownerNo == null) {
            Owner taker = new Owner(hand.no(), hand.actor().departmentId());
            go(legs.to(taker, hand.no(), null, null, hand.at()));
        }
        acceptedAt = acceptedAt == null ? hand.at() : acceptedAt;
        return new TicketAccepted(id, facts(), hand.no());
    }

    void start(Hand hand) {
        require(Action.START, hand);
        move(TicketStatus.IN_PROGRESS, hand);
    }

    TicketWaiting waitForCustomer(String words, Hand hand) {
        require(Action.WAIT, hand);
        move(TicketStatus.WAITING_CUSTOMER, hand);
        legs = legs.waiting(hand.at());
        trace = trace.noted(words, hand);
        return new TicketWaiting(id, facts());
    }

    /** @param words what the customer has said */
    TicketResumed resume(String words, Hand hand) {
        require(Action.RESUME, hand);
        move(TicketStatus.IN_PROGRESS, hand);
        legs = legs.resumed(hand.at());
        trace = trace.noted(words, hand);
        return new TicketResumed(id, facts());
    }

    /** @param step for which, as the house names it; null where nobody says */
    TicketHandedOver handOver(Owner to, String words, String step, Hand hand) {
        require(Action.HAND_OVER, hand);
        requireOther(to);
        Leg from = legs.last();
        move(TicketStatus.ASSIGNED, hand);
        go(legs.to(to, hand.no(), words, step, hand.at()));
        return new TicketHandedOver(id, facts(), from.ownerNo(), from.departmentId(), step);
    }

    void tick(String step, String note, Hand hand) {
        require(Action.TICK, hand);
        procedure = procedure.tick(step, note, hand);
        move(status, hand);
    }

    TicketResolved resolve(String solution, Hand hand) {
        require(Action.RESOLVE, hand);
        procedure.requireDone();
        move(TicketStatus.RESOLVED, hand);
        closing = closing.resolved(solution, hand);
        return new TicketResolved(id, facts(), hand.no());
    }

    /** From here on it is with whoever asked; the clock of its last owner ends. */
    TicketReplied reply(Way channel, String words, Hand hand) {
        require(Action.REPLY, hand);
        move(TicketStatus.REPLIED, hand);
        legs = legs.waiting(hand.at());
        closing = closing.replied(channel, words, hand);
        return new TicketReplied(id, facts(), hand.no(), channel.name());
    }

    void attempt(Way channel, String words, Hand hand) {
        require(Action.ATTEMPT, hand);
        closing = closing.attempted(channel, words, hand);
        move(status, hand);
    }

    /**
     * Nobody says it of what he has handled himself. An unsatisfied customer opens the ticket again.
     *
     * @param satisfaction 1 to 5; null for one who could not be reached
     */
    List<TicketEvent> evaluate(Integer satisfaction, String reason, Hand hand) {
        require(Action.EVALUATE, hand);
        closing = closing.evaluated(satisfaction, reason, hand);
        move(TicketStatus.EVALUATED, hand);
        TicketEvaluated told = new TicketEvaluated(id, facts(), satisfaction, satisfaction == null, hand.no());
        return closing.evaluation().wantsMore(hand.terms())
                ? List.of(told, again("UNSATISFIED", reason, hand))
                : List.of(told);
    }

    TicketReopened reopen(String words, Hand hand) {
        require(Action.REOPEN, hand);
        if (!isReopenable(hand)) {
            throw Problem.conflict("ticket-closed-for-good", number).with("allowedActions", actionsFor(hand));
        }
        return again("ASKED_FOR", words, hand);
    }

    private TicketReopened again(String cause, String words, Hand hand) {
        List<Closing> before = new ArrayList<>(rounds.past());
        before.add(closing.reopened(cause, words, hand));
        rounds = new Rounds(List.copyOf(before));
        closing = Closing.NONE;
        closedAt = null;
        move(TicketStatus.REOPENED, hand);
        go(legs.to(new Owner(ownerNo, departmentId), hand.no(), words, null, hand.at()));
        return new TicketReopened(id, facts(), cause, rounds.past().size());
    }

    /** A complaint says why, and whose step it was. */
    TicketClosed close(CauseCategory category, String cause, Integer responsibleLeg, Hand hand) {
        require(Action.CLOSE, hand);
        closing = closing.concluded(category, cause, responsibleLeg, matter.type() == TicketType.COMPLAINT, legs, hand);
        move(TicketStatus.CLOSED, hand);
        legs = legs.ended(hand.at());
        closedAt = hand.at();
        return TicketFacts.closed(this, hand);
    }

    TicketEscalated escalate(String toNo, String reason, Hand hand) {
        require(Action.ESCALATE, hand);
        if (toNo.equals(escalatedTo) || toNo.equals(ownerNo)) {
            throw Problem.conflict("ticket-escalated-already", toNo);
        }
        trace = trace.escalated(toNo, reason, hand);
        escalatedTo = toNo;
        move(status, hand);
        go(legs);
        return new TicketEscalated(id, facts(), hand.no(), toNo);
    }

    /** Another clock runs from here on. */
    void prioritise(Matter.Priority priority, String reason, Hand hand) {
        require(Action.PRIORITISE, hand);
        if (priority == matter.priority()) {
            throw Problem.conflict("ticket-priority-already", priority.name());
        }
        matter = matter.with(priority);
        trace = trace.noted(reason, hand);
        move(status, hand);
    }

    void note(String words, Hand hand) {
        require(Action.NOTE, hand);
        trace = trace.noted(words, hand);
        move(status, hand);
    }

    /** @param duplicateOf the ticket that goes on in its place; null for a mistake */
    TicketCancelled cancel(String reason, UUID duplicateOf, Hand hand) {
        require(Action.CANCEL, hand);
        if (id.equals(duplicateOf)) {
            throw Problem.rule("ticket-duplicate-of-itself").at("/duplicateOf", "ticket-duplicate-of-itself");
        }
        move(TicketStatus.CANCELLED, hand);
        legs = legs.ended(hand.at());
        closedAt = hand.at();
        trace = trace.cancelled(reason, duplicateOf, hand);
        return new TicketCancelled(id, facts(), hand.no(), duplicateOf);
    }

    /** What may be brought or taken away is decided by {@link TicketPapers}. */
    void keep(Papers changed, CommandContext context) {
        papers = changed;
        changedBy = context.actor().employeeNo();
        changedAt = context.at();
    }

    private void requireOther(Owner to) {
        if (Objects.equals(to.employeeNo(), ownerNo)) {
            throw Problem.conflict("ticket-owner-already", ownerNo);
        }
    }

    private void require(Action action, Hand hand) {
        new Rights(this, hand).require(action);
    }

    /** Refuses with 403 whom this is not for, whatever the status. */
    void requirePermission(Action action, Hand hand) {
        new Rights(this, hand).requirePermission(action);
    }

    /** What this person may do with it as it is; in {@code allowedActions}. */
    List<String> actionsFor(Hand hand) {
        return new Rights(this, hand).actions();
    }

    /** Whether it has not been over for too long. */
    boolean isReopenable(Hand hand) {
        return closedAt == null || !hand.at().isAfter(closedAt.plus(hand.terms().reopenWithin()));
    }

    private void move(TicketStatus to, Hand hand) {
        status = to;
        changedBy = hand.no();
        changedAt = hand.at();
    }

    private void go(Legs further) {
        legs = further;
        ownerNo = legs.last().ownerNo();
        departmentId = legs.last().departmentId();
        people = Stream.concat(
                        legs.people().stream(), trace.escalations().stream().map(Trace.Escalation::toNo))
                .distinct()
                .toList();
        departments = Stream.concat(Stream.of(origin.openedDepartmentId()), legs.departments().stream())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private Facts facts() {
        return TicketFacts.of(this);
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

    TicketStatus status() {
        return status;
    }

    Matter matter() {
        return matter;
    }

    UUID customerId() {
        return customerId;
    }

    String customerRegion() {
        return customerRegion;
    }

    String customerTier() {
        return customerTier;
    }

    UUID customerDepartmentId() {
        return customerDepartmentId;
    }

    TicketOrigin origin() {
        return origin;
    }

    Legs legs() {
        return legs;
    }

    String ownerNo() {
        return ownerNo;
    }

    UUID departmentId() {
        return departmentId;
    }

    Instant acceptedAt() {
        return acceptedAt;
    }

    Procedure procedure() {
        return procedure;
    }

    Closing closing() {
        return closing;
    }

    List<Closing> rounds() {
        return rounds.past();
    }

    Trace trace() {
        return trace;
    }

    Papers papers() {
        return papers;
    }

    String escalatedTo() {
        return escalatedTo;
    }

    Instant closedAt() {
        return closedAt;
    }

    String changedBy() {
        return changedBy;
    }

    Instant changedAt() {
        return changedAt;
    }

    @Override
    public String historyType() {
        return TYPE;
    }

    @Override
    public TicketView recorded() {
        return TicketView.recorded(this);
    }
}
