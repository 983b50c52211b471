package io.neiqin.customer.ticket.assignment;

import io.neiqin.customer.ticket.assignment.SimulationRequest.Rules;
import io.neiqin.platform.assignment.WorkTasks;
import io.neiqin.platform.assignment.backtest.Figures;
import io.neiqin.platform.assignment.backtest.Observed;
import io.neiqin.platform.assignment.backtest.PastWork;
import io.neiqin.platform.assignment.backtest.Policy;
import io.neiqin.platform.assignment.backtest.Replay;
import io.neiqin.platform.assignment.backtest.Workload;
import io.neiqin.platform.assignment.proposal.AssignmentTerms;
import io.neiqin.platform.assignment.proposal.Strategy;
import io.neiqin.platform.http.Aside;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tries other rules on the tickets that were done (派单回测). */
@ApplicationScoped
public class TicketAssignmentService {

    static final String KINDS = "ticket-";

    /** More would keep a thread for too long. */
    static final int MOST = 20_000;

    private final WorkTasks tasks;
    private final PastWork past;
    private final ZoneId zone;

    TicketAssignmentService(WorkTasks tasks, PastWork past, @ConfigProperty(name = "neiqin.zone") ZoneId zone) {
        this.tasks = tasks;
        this.past = past;
        this.zone = zone;
    }

    /** Of what the actor sees; refuses with 422 what is too much, or nothing. Changes nothing. */
    Uni<SimulationView> simulate(SimulationRequest request, Actor actor) {
        request.requireSensible();
        Map<String, AssignmentTerms> set = set();
        Instant from = start(request.from());
        Instant to = start(request.to().plusDays(1));
        // Its connection is given back before the long part.
        return Panache.withSession(() -> past.done(set.keySet(), from, to, actor.sees(), MOST + 1))
                .invoke(TicketAssignmentService::requireSome)
                .flatMap(observed -> Aside.run(() -> simulated(request, set, observed)));
    }

    private Map<String, AssignmentTerms> set() {
        return tasks.terms().entrySet().stream()
                .filter(kind -> kind.getKey().startsWith(KINDS))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    private static void requireSome(Observed observed) {
        if (observed.tasks().isEmpty()) {
            throw Problem.rule("simulation-of-nothing");
        }
        if (observed.tasks().size() > MOST) {
            throw Problem.rule("simulation-too-large", MOST);
        }
    }

    private static SimulationView simulated(
            SimulationRequest request, Map<String, AssignmentTerms> set, Observed observed) {
        Workload work = observed.workload(set);
        Figures policy = Replay.of(work, policy(request.policy(), set));
        Figures other = Replay.of(work, policy(request.other(), set));
        return new SimulationView(
                request.from(), request.to(), observed.figures(), policy, other, policy.soonerThan(other));
    }

    /** What is given by hand today, is replayed by its factors. */
    private static Policy policy(Rules rules, Map<String, AssignmentTerms> set) {
        return Policy.of(set.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, kind -> replayable(rules.over(kind.getValue())))));
    }

    private static AssignmentTerms replayable(AssignmentTerms terms) {
        return terms.strategy() == Strategy.MANUAL ? terms.by(Strategy.SCORED, terms.factors(), terms.cap()) : terms;
    }
}
