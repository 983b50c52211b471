package io.neiqin.customer.anomaly;

import io.neiqin.customer.anomaly.AnomalyStatus.Action;
import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.customer.customer.CustomerService;
import io.neiqin.events.DomainEvent;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.deadline.Deadline.Subject;
import io.neiqin.platform.deadline.Deadlines;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.numbering.Numbers;
import io.neiqin.platform.organisation.Organisation;
import io.neiqin.platform.organisation.People;
import io.neiqin.platform.outbox.Outbox;
import io.neiqin.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Use cases of reports of anomalies (CUS-20): whoever sees the customer reports, and the superiors of whoever looks after it
 * see to it.
 */
@ApplicationScoped
public class AnomalyService {

    /**
     * A report, and how this actor stands to it.
     *
     * @param leads whether he is above whoever looks after the customer
     * @param owns whether he looks after it
     */
    record Seen(Anomaly anomaly, boolean leads, boolean owns) {

        AnomalyView view() {
            return AnomalyView.of(anomaly, anomaly.allowedActions(leads, owns));
        }
    }

    private final Anomalies anomalies;
    private final CustomerService customers;
    private final Organisation organisation;
    private final People people;
    private final Numbers numbers;
    private final Deadlines deadlines;
    private final Outbox outbox;

    public AnomalyService(
            Anomalies anomalies,
            CustomerService customers,
            Organisation organisation,
            People people,
            Numbers numbers,
            Deadlines deadlines,
            Outbox outbox) {
        this.anomalies = anomalies;
        this.customers = customers;
        this.organisation = organisation;
        this.people = people;
        this.numbers = numbers;
        this.deadlines = deadlines;
        this.outbox = outbox;
    }

    Uni<Seen> seen(UUID id, Actor actor) {
        return anomalies.get(id, actor).flatMap(anomaly -> seen(anomaly, actor));
    }

    Uni<Seen> report(UUID customerId, Finding finding, CommandContext context) {
        return customers
                .inSight(customerId, context.actor())
                .invoke(() -> requirePast(finding, context))
                .flatMap(customer -> superiors(customer).flatMap(above -> {
                    String supervisor = supervisor(above, customer, context);
                    return numbers.next("anomaly", context.businessDate())
                            .map(number -> new Anomaly(number, customer, finding, supervisor, context))
                            .flatMap(anomalies::<Anomaly>persist)
                            .call(anomaly -> outbox.append(context, List.of(anomaly.reported(customer))))
                            .call(anomaly -> startClock(anomaly, context));
                }))
                .flatMap(anomaly -> seen(anomaly, context.actor()));
    }

    /** Above whom nobody is, he looks at it himself. */
    private static String supervisor(List<String> above, CustomerRef customer, CommandContext context) {
        if (!above.isEmpty()) {
            return above.get(0);
        }
        return customer.ownerNo() == null ? context.actor().employeeNo() : customer.ownerNo();
    }

    private Uni<Void> startClock(Anomaly anomaly, CommandContext context) {
        return organisation
                .person(anomaly.supervisorNo(), context.businessDate())
                .flatMap(person -> deadlines.start(
                        new Subject(
                                Anomaly.TYPE,
                                anomaly.id(),
                                anomaly.number(),
                                anomaly.supervisorNo(),
                                person.map(Organisation.Person::departmentId).orElse(null)),
                        anomaly.finding().severity().deadline(),
                        context));
    }

    Uni<Seen> see(UUID id, CommandContext context) {
        return change(id, Action.SEE, context, anomaly -> anomaly.see(context))
                .call(seen -> deadlines.stop(
                        Anomaly.TYPE, id, seen.anomaly().finding().severity().deadline(), context));
    }

    Uni<Seen> act(UUID id, String measures, CommandContext context) {
        return change(id, Action.ACT, context, anomaly -> anomaly.act(measures, context));
    }

    Uni<Seen> note(UUID id, String remark, CommandContext context) {
        return change(id, Action.NOTE, context, anomaly -> anomaly.note(remark, context));
    }

    private Uni<Seen> change(
            UUID id, Action action, CommandContext context, Function<Anomaly, ? extends DomainEvent> verb) {
        return anomalies
                .toChange(id, context.actor())
                .map(context::watch)
                .flatMap(anomaly -> seen(anomaly, context.actor()))
                .invoke(seen -> requireHandsOf(seen, action))
                .invoke(seen -> context.requireVersion(seen.anomaly().version()))
                .call(seen -> outbox.append(context, List.of(verb.apply(seen.anomaly()))));
    }

    private static void requireHandsOf(Seen seen, Action action) {
        if (!seen.leads() && !(seen.owns() && action == Action.ACT)) {
            throw Problem.forbidden("anomaly-of-superiors");
        }
    }

    /** Those above him and their deputies, whoever had to look at it, and whoever looks after the customer. */
    private Uni<Seen> seen(Anomaly anomaly, Actor actor) {
        return customers
                .known(anomaly.customerId())
                .flatMap(customer -> people.principals(actor.employeeNo())
                        .flatMap(principals -> superiors(customer).map(above -> {
                            List<String> hands = new ArrayList<>(principals);
                            hands.add(actor.employeeNo());
                            boolean leads = hands.contains(anomaly.supervisorNo())
                                    || hands.stream().anyMatch(above::contains);
                            return new Seen(anomaly, leads, actor.employeeNo().equals(customer.ownerNo()));
                        })));
    }

    /** Above whoever looks after the customer; where that is nobody, or nobody is above him, the heads of its department. */
    private Uni<List<String>> superiors(CustomerRef customer) {
        Uni<List<String>> above =
                customer.ownerNo() == null ? Uni.createFrom().item(List.of()) : people.superiors(customer.ownerNo());
        return above.flatMap(found -> found.isEmpty() && customer.departmentId() != null
                ? people.heads(customer.departmentId())
                : Uni.createFrom().item(found));
    }

    private static void requirePast(Finding finding, CommandContext context) {
        if (finding.since() != null && finding.since().isAfter(context.businessDate())) {
            throw Problem.rule("since-in-the-future", finding.since())
                    .at("/since", "since-in-the-future", finding.since());
        }
    }
}
