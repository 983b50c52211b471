package io.neiqin.customer.plan;

import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.customer.customer.CustomerService;
import io.neiqin.customer.lead.LeadRef;
import io.neiqin.customer.lead.LeadService;
import io.neiqin.customer.plan.PlanStatus.Action;
import io.neiqin.events.DomainEvent;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.database.InTurn;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.numbering.Numbers;
import io.neiqin.platform.organisation.People;
import io.neiqin.platform.outbox.Outbox;
import io.neiqin.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Use cases of plans (CUS-19, CUS-21): their owner writes, submits and reports, a superior approves. */
@ApplicationScoped
public class PlanService {

    /**
     * A plan, and how this actor stands to it.
     *
     * @param leads whether he is above its owner
     */
    record Seen(Plan plan, Actor actor, boolean leads) {

        PlanView view() {
            return plan.view(plan.allowedActions(actor, leads));
        }
    }

    private final Plans plans;
    private final PlanReports reports;
    private final CustomerService customers;
    private final LeadService leads;
    private final People people;
    private final Numbers numbers;
    private final Outbox outbox;

    public PlanService(
            Plans plans,
            PlanReports reports,
            CustomerService customers,
            LeadService leads,
            People people,
            Numbers numbers,
            Outbox outbox) {
        this.plans = plans;
        this.reports = reports;
        this.customers = customers;
        this.leads = leads;
        this.people = people;
        this.numbers = numbers;
        this.outbox = outbox;
    }

    Uni<Seen> seen(UUID id, Actor actor) {
        return plans.get(id, actor).flatMap(plan -> seen(plan, actor));
    }

    Uni<Seen> create(PlanRequest request, CommandContext context) {
        return targets(request, context)
                .flatMap(targets -> numbers.next("plan", context.businessDate())
                        .map(number -> new Plan(number, request, targets, context)))
                .flatMap(plans::<Plan>persist)
                .flatMap(plan -> seen(plan, context.actor()));
    }

    Uni<Seen> edit(UUID id, PlanRequest request, CommandContext context) {
        return load(id, Action.EDIT, context)
                .call(seen ->
                        targets(request, context).invoke(targets -> seen.plan().edit(request, targets, context)));
    }

    Uni<Seen> submit(UUID id, CommandContext context) {
        return change(id, Action.SUBMIT, context, plan -> plan.submit(context));
    }

    Uni<Seen> approve(UUID id, CommandContext context) {
        return change(id, Action.APPROVE, context, plan -> plan.approve(context));
    }

    Uni<Seen> sendBack(UUID id, String reason, CommandContext context) {
        return change(id, Action.RETURN, context, plan -> plan.sendBack(reason, context));
    }

    Uni<Seen> close(UUID id, PlanResource.Closing said, CommandContext context) {
        return load(id, Action.CLOSE, context)
                .call(seen -> reports.of(seen.plan())
                        .map(report ->
                                report.assessed(said.remarks(), said.selfAssessment(), byLine(said, seen.plan())))
                        .flatMap(report ->
                                outbox.append(context, List.of(seen.plan().close(report, context)))));
    }

    /** As it was closed or, before, as it stands now. */
    Uni<PlanReport> report(UUID id, Actor actor) {
        return plans.get(id, actor)
                .flatMap(plan -> plan.report() == null
                        ? reports.of(plan)
                        : Uni.createFrom().item(plan.report()));
    }

    private Uni<Seen> change(UUID id, Action action, CommandContext context, Function<Plan, DomainEvent> verb) {
        return load(id, action, context).call(seen -> outbox.append(context, List.of(verb.apply(seen.plan()))));
    }

    private Uni<Seen> load(UUID id, Action action, CommandContext context) {
        return plans.toChange(id, context.actor())
                .map(context::watch)
                .flatMap(plan -> seen(plan, context.actor()))
                .invoke(seen -> requireHandsOf(seen, action))
                .invoke(seen -> context.requireVersion(seen.plan().version()));
    }

    private static void requireHandsOf(Seen seen, Action action) {
        if (action.isOfOwner() && !seen.plan().isOf(seen.actor())) {
            throw Problem.forbidden("not-your-plan");
        }
        if (!action.isOfOwner() && !seen.leads()) {
            throw Problem.forbidden("plan-of-superiors");
        }
    }

    /** Whoever stands in for a superior speaks for him; nobody for himself. */
    private Uni<Seen> seen(Plan plan, Actor actor) {
        return people.superiors(plan.ownerNo())
                .flatMap(above -> people.principals(actor.employeeNo()).map(principals -> {
                    boolean leads = !plan.isOf(actor)
                            && (above.contains(actor.employeeNo())
                                    || principals.stream().anyMatch(above::contains));
                    return new Seen(plan, actor, leads);
                }));
    }

    /** Named once each, by a customer in his sight, by a lead, or by name. */
    private Uni<Targets> targets(PlanRequest request, CommandContext context) {
        requireNamed(request.targets());
        return InTurn.each(
                        IntStream.range(0, request.targets().size()).boxed().toList(),
                        place -> target(place, request.targets().get(place), context))
                .map(ArrayList::new)
                .map(Targets::new);
    }

    private Uni<Targets.Target> target(int place, PlanRequest.Target named, CommandContext context) {
        return name(place, named, context.actor())
                .map(called -> new Targets.Target(
                        place + 1,
                        named.kind(),
                        named.customerId(),
                        named.leadId(),
                        called,
                        named.visits(),
                        named.amount(),
                        named.measures()));
    }

    private Uni<String> name(int place, PlanRequest.Target named, Actor actor) {
        if (named.customerId() != null) {
            return inSight(customers.inSight(named.customerId(), actor).map(CustomerRef::name), place, "customerId");
        }
        return named.leadId() == null
                ? Uni.createFrom().item(named.name())
                : inSight(leads.inSight(named.leadId(), actor).map(LeadRef::name), place, "leadId");
    }

    /** What is out of sight is not there; here it is a wrong value among others. */
    private static Uni<String> inSight(Uni<String> name, int place, String member) {
        return name.onFailure(Problem.class)
                .transform(unseen ->
                        Problem.rule("plan-invalid").at("/targets/" + place + "/" + member, "target-unknown"));
    }

    private static void requireNamed(List<PlanRequest.Target> targets) {
        Problem wrong = Problem.rule("plan-invalid");
        for (int i = 0; i < targets.size(); i++) {
            PlanRequest.Target target = targets.get(i);
            boolean nameless = target.name() == null || target.name().isBlank();
            if (target.customerId() == null && target.leadId() == null && nameless) {
                wrong.at("/targets/" + i + "/name", "target-nameless");
            }
            if (target.customerId() != null && target.leadId() != null) {
                wrong.at("/targets/" + i + "/leadId", "target-twice");
            }
        }
        wrong.throwIfAny();
    }

    private static Map<Integer, String> byLine(PlanResource.Closing said, Plan plan) {
        Map<Integer, String> remarks = new HashMap<>();
        for (PlanResource.LineRemark line : said.lines()) {
            if (line.no() > plan.targets().all().size() || remarks.put(line.no(), line.remark()) != null) {
                throw Problem.rule("unknown-target", line.no()).at("/lines", "unknown-target", line.no());
            }
        }
        return remarks;
    }
}
