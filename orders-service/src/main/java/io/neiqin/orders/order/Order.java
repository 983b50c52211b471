package io.neiqin.orders.order;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.Money;
import io.neiqin.events.orders.OrderEvent;
import io.neiqin.events.orders.OrderEvent.OrderAccepted;
import io.neiqin.events.orders.OrderEvent.OrderCancelled;
import io.neiqin.events.orders.OrderEvent.OrderClarificationAnswered;
import io.neiqin.events.orders.OrderEvent.OrderClarificationRequested;
import io.neiqin.events.orders.OrderEvent.OrderCompleted;
import io.neiqin.events.orders.OrderEvent.OrderConfirmed;
import io.neiqin.events.orders.OrderEvent.OrderDrafted;
import io.neiqin.events.orders.OrderEvent.OrderEntered;
import io.neiqin.events.orders.OrderEvent.OrderReceived;
import io.neiqin.events.orders.OrderEvent.OrderReturned;
import io.neiqin.events.orders.OrderEvent.OrderShipped;
import io.neiqin.events.orders.OrderEvent.OrderSubmitted;
import io.neiqin.events.orders.OrderEvent.OrderVerificationFailed;
import io.neiqin.events.orders.OrderEvent.OrderVerified;
import io.neiqin.orders.order.OrderStatus.Action;
import io.neiqin.orders.order.PriceBasis.Amounts;
import io.neiqin.platform.approval.ApprovalStatus;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Visibility;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.verification.Draw;
import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * A sales order (销售订单): what a customer wants, at which price and when, from the first note to the accepted goods.
 * Its verbs check the state and return what they caused.
 */
@Entity
@Table(name = "sales_order")
public class Order implements Recorded {

    /** What the mechanisms of platform call it. */
    static final String TYPE = "order";

    @Id
    private UUID id;

    @Version
    private int version;

    private String number;

    @Enumerated(EnumType.STRING)
    private OrderStatus status;

    @Embedded
    private Entry entry;

    @Embedded
    private Clearance clearance = Clearance.NOT_NEEDED;

    @Embedded
    private CustomerSnapshot customer;

    @Embedded
    private OrderOrigin origin;

    @Embedded
    private Terms terms;

    @Embedded
    private Amounts totals;

    @Embedded
    private Milestones milestones;

    /** As received over a structured channel; null for the others. */
    @JdbcTypeCode(SqlTypes.JSON)
    private OrderSource source;

    /** The last one is open in CLARIFYING; null where nothing was ever unclear. */
    @JdbcTypeCode(SqlTypes.JSON)
    private Clarifications clarifications;

    /** Null where there was never one. */
    @JdbcTypeCode(SqlTypes.JSON)
    private Papers papers;

    @OneToMany(mappedBy = "order", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderBy("lineNo")
    private List<OrderLine> lines = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "sales_order_salesperson", joinColumns = @JoinColumn(name = "order_id"))
    @OrderColumn(name = "place")
    private List<Attribution> salespersons = new ArrayList<>();

    protected Order() {}

    Order(UUID id, String number, OrderOrigin origin, OrderContent content, CommandContext context) {
        this.id = id;
        this.number = number;
        this.status = OrderStatus.DRAFT;
        this.origin = origin;
        this.source = origin.channel().isStructured() ? content.source() : null;
        take(content, context);
    }

    OrderDrafted asDrafted() {
        return new OrderDrafted(
                id,
                number,
                customer.asEvent(),
                origin.channel().name(),
                terms.customerPoNo(),
                attributions(),
                new Money(totals.net(), terms.currency()));
    }

    /** Replaces what the clerk entered, in DRAFT and RECEIVED; later only an order change may. */
    void edit(OrderOrigin noted, OrderContent content, CommandContext context) {
        moveTo(status, Action.EDIT, context);
        origin = noted;
        take(content, context);
    }

    OrderReceived receive(CommandContext context) {
        moveTo(OrderStatus.RECEIVED, Action.RECEIVE, context);
        return new OrderReceived(
                id, number, customer.asEvent(), origin.channel().name(), attributions());
    }

    /** Nothing unclear is entered (ORD-3). */
    OrderClarificationRequested requestClarification(List<String> questions, CommandContext context) {
        moveTo(OrderStatus.CLARIFYING, Action.REQUEST_CLARIFICATION, context);
        clarifications = clarifications().ask(questions, context);
        return new OrderClarificationRequested(
                id, number, questions, context.actor().employeeNo());
    }

    OrderClarificationAnswered answerClarification(String answer, CommandContext context) {
        moveTo(OrderStatus.RECEIVED, Action.ANSWER_CLARIFICATION, context);
        clarifications = clarifications().answer(answer, context);
        return new OrderClarificationAnswered(id, number, context.actor().employeeNo());
    }

    /**
     * Completeness (ORD-2) is ensured by what {@link #take} accepts; from here a second person looks at it, or nobody has
     * to (DAT-2).
     */
    List<DomainEvent> enter(Draw draw, CommandContext context) {
        moveTo(OrderStatus.ENTERED, Action.ENTER, context);
        List<DomainEvent> told = new ArrayList<>(entry.corrections(this, context));
        entry = entry.entered(draw, context);
        told.add(new OrderEntered(id, number, entry.enteredBy()));
        if (!entry.drawn()) {
            told.addAll(verify(Verification.NOT_DRAWN, context));
        }
        return told;
    }

    /** ORD-4, DAT-2: the record equals the customer's order, as a second person or a comparison with it says. */
    List<DomainEvent> verify(Verification method, CommandContext context) {
        require(Action.VERIFY, context);
        method.check(this, context);
        moveTo(OrderStatus.VERIFIED, Action.VERIFY, context);
        entry = entry.verified(method, context);
        return List.of(
                entry.right(this, context),
                new OrderVerified(id, number, method.name(), entry.enteredBy(), entry.verifiedBy()));
    }

    /** Back to the clerk, with what differs; as little a matter of the enterer as the verification is (DAT-2). */
    List<DomainEvent> rejectVerification(List<String> differences, CommandContext context) {
        require(Action.REJECT_VERIFICATION, context);
        String verifier = context.actor().employeeNo();
        if (!mayJudge(context.actor())) {
            entry.enterers().refuse(verifier);
        }
        moveTo(OrderStatus.RECEIVED, Action.REJECT_VERIFICATION, context);
        entry = entry.rejected(Typed.of(this));
        return List.of(
                entry.wrong(this, differences, context),
                new OrderVerificationFailed(id, number, entry.enteredBy(), verifier, differences));
    }

    /** Beyond its limit an order is confirmed once somebody has approved it. */
    OrderSubmitted submit(UUID approvalId, CommandContext context) {
        moveTo(OrderStatus.PENDING_APPROVAL, Action.SUBMIT, context);
        clearance = Clearance.asked(approvalId);
        return new OrderSubmitted(id, number, approvalId, new Money(totals.gross(), terms.currency()));
    }

    /** What those who were asked have come to; without consent it goes back to its clerk. */
    List<OrderEvent> decided(ApprovalStatus outcome, CommandContext context) {
        if (!clearance.isAsked()) {
            return List.of();
        }
        clearance = clearance.decided(outcome);
        milestones = milestones.touched(context);
        return clearance.isGiven() ? List.of() : List.of(returned(outcome.name()));
    }

    /** Before it is confirmed, approved or not: its clerk has something to correct. */
    OrderReturned takeBack(CommandContext context) {
        moveTo(OrderStatus.RECEIVED, Action.TAKE_BACK, context);
        clearance = clearance.voided();
        return returned("TAKEN_BACK");
    }

    private OrderReturned returned(String outcome) {
        status = OrderStatus.RECEIVED;
        return new OrderReturned(id, number, outcome);
    }

    /** Whether somebody has to be asked, by the limits of the moment; nobody about past history, as it is taken over. */
    void limit(Limits limits, CommandContext context) {
        boolean history = origin.importBatch() != null
                && context.importBatch().isPresent()
                && limits.isPast(origin.businessDate());
        clearance = clearance.needed(!history && limits.isExceededBy(totals.gross(), terms.currency()));
    }

    /** The requested dates become the promised ones, and the order counts from the business date on. */
    OrderConfirmed confirm(CommandContext context) {
        moveTo(OrderStatus.CONFIRMED, Action.CONFIRM, context);
        milestones = milestones.confirmed(context);
        lines.forEach(OrderLine::commit);
        return asConfirmed();
    }

    /** What its confirmation tells or, before, would tell: the largest event of an order. */
    OrderConfirmed asConfirmed() {
        return new OrderConfirmed(
                id,
                number,
                customer.asEvent(),
                attributions(),
                lines.stream().map(line -> line.asConfirmed(terms.currency())).toList(),
                new Money(totals.net(), terms.currency()),
                new Money(totals.tax(), terms.currency()),
                new Money(totals.gross(), terms.currency()));
    }

    /** @param quantities by line number; empty for all that is open */
    OrderShipped ship(Map<Integer, BigDecimal> quantities, CommandContext context) {
        moveTo(status, Action.SHIP, context);
        goods().ship(quantities);
        return new OrderShipped(id, number, goods().progress());
    }

    /** The customer took goods over, all that is open when empty; with the last of them the order is complete. */
    List<OrderEvent> accept(Map<Integer, BigDecimal> quantities, CommandContext context) {
        moveTo(status, Action.ACCEPT, context);
        goods().accept(quantities);
        OrderAccepted accepted = new OrderAccepted(id, number, goods().progress());
        boolean done = goods().isDone();
        status = done ? OrderStatus.COMPLETED : status;
        return done ? List.of(accepted, new OrderCompleted(id, number)) : List.of(accepted);
    }

    /** Only while nothing has left the house. */
    OrderCancelled cancel(String reason, CommandContext context) {
        require(Action.CANCEL, context);
        if (goods().hasShipped()) {
            throw Problem.conflict("cancel-after-shipment").with("allowedActions", actionsFor(context.actor()));
        }
        boolean wasConfirmed = status == OrderStatus.CONFIRMED;
        moveTo(OrderStatus.CANCELLED, Action.CANCEL, context);
        lines.forEach(OrderLine::cancelRest);
        milestones = milestones.cancelled(reason, context);
        clearance = wasConfirmed ? clearance : clearance.voided();
        return new OrderCancelled(id, number, reason, wasConfirmed);
    }

    /** What may be brought or taken away is decided by {@link OrderPapers}. */
    void keep(Papers changed, CommandContext context) {
        papers = changed;
        milestones = milestones.touched(context);
    }

    private void take(OrderContent content, CommandContext context) {
        milestones = milestones == null ? Milestones.begun(context) : milestones.touched(context);
        entry = entry == null ? Entry.begun(context) : entry.edited(context);
        customer = CustomerSnapshot.of(content.customer());
        terms = content.source().terms();
        lines.clear();
        for (OrderContent.Line line : content.lines()) {
            lines.add(new OrderLine(this, lines.size() + 1, line, terms.priceBasis()));
        }
        totals = Amounts.total(lines.stream().map(OrderLine::amounts));
        salespersons.clear();
        salespersons.addAll(content.salespersons());
    }

    /** Refuses with 409 what the status does not allow. */
    void require(Action action, CommandContext context) {
        if (!status.allows(action)) {
            throw Problem.illegalTransition(action.command(), status, actionsFor(context.actor()));
        }
        if (!clearance.allows(action)) {
            throw clearance.refusal().with("allowedActions", actionsFor(context.actor()));
        }
    }

    /** What this person may do to the order as it is; in {@code allowedActions}. */
    List<String> actionsFor(Actor actor) {
        return status.actionsFor(actor).stream()
                .filter(action -> goods().allows(action)
                        && clearance.allows(action)
                        && (!action.isJudgement() || mayJudge(actor)))
                .map(Action::command)
                .toList();
    }

    private boolean mayJudge(Actor actor) {
        return isChecked() || !entry.enterers().include(actor.employeeNo());
    }

    /** By who took it down and who sells it, as {@link Orders} has it, but for the owner whom its customer has today. */
    boolean isSeenBy(Visibility sees) {
        return sees.covers(origin.createdBy(), null)
                || salespersons.stream().anyMatch(person -> sees.covers(person.employeeNo(), person.departmentId()));
    }

    /** Whether it is compared with its source: a machine has brought it, and nobody has typed anything since. */
    boolean isChecked() {
        return origin.channel().isStructured() && entry.isOfOneHand();
    }

    private Ledger goods() {
        return new Ledger(lines);
    }

    private void moveTo(OrderStatus next, Action action, CommandContext context) {
        require(action, context);
        status = next;
        milestones = milestones.touched(context);
    }

    private List<OrderEvent.Salesperson> attributions() {
        return salespersons.stream().map(Attribution::asEvent).toList();
    }

    /** The order as it stands, in the form in which it came in. */
    OrderSource asSource() {
        return new OrderSource(terms, lines.stream().map(OrderLine::asSource).toList());
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

    OrderStatus status() {
        return status;
    }

    Entry entry() {
        return entry;
    }

    Clearance clearance() {
        return clearance;
    }

    CustomerSnapshot customer() {
        return customer;
    }

    OrderOrigin origin() {
        return origin;
    }

    OrderSource source() {
        return source;
    }

    Milestones milestones() {
        return milestones;
    }

    Clarifications clarifications() {
        return clarifications == null ? Clarifications.NONE : clarifications;
    }

    Papers papers() {
        return papers == null ? Papers.NONE : papers;
    }

    Terms terms() {
        return terms;
    }

    Amounts totals() {
        return totals;
    }

    List<OrderLine> lines() {
        return lines;
    }

    List<Attribution> salespersons() {
        return salespersons;
    }

    @Override
    public String historyType() {
        return TYPE;
    }

    @Override
    public OrderView recorded() {
        return OrderView.of(this, Actor.NOBODY);
    }
}
