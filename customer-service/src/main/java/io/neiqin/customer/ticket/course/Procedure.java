package io.neiqin.customer.ticket.course;

import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fixed steps of a frequent matter (固定流程), as they stood when the ticket was opened (TKT-8). Empty where there are none. */
public record Procedure(List<Step> steps) {

    public static final Procedure NONE = new Procedure(List.of());

    /**
     * @param role whose holders do it
     * @param at when it was done; null before
     */
    public record Step(String code, String zh, String en, String role, Instant at, String by, String note) {

        private Step done(Hand hand, String note) {
            return new Step(code, zh, en, role, hand.at(), hand.no(), note);
        }
    }

    /** Refuses roles that there are not, and two steps that are called the same. */
    public static Procedure of(TicketSettings.Procedure set) {
        List<Step> steps = set.steps().stream()
                .map(step -> new Step(step.code(), step.zh(), step.en(), requireRole(step.role()), null, null, null))
                .toList();
        if (steps.stream().map(Step::code).distinct().count() < steps.size()) {
            throw new IllegalArgumentException("two steps of a ticket are called the same: " + steps);
        }
        return new Procedure(steps);
    }

    private static String requireRole(String role) {
        if (!Roles.BINDABLE.contains(role) && !role.equals(Roles.EMPLOYEE)) {
            throw new IllegalArgumentException("a step of a ticket is for a role; there is none called " + role);
        }
        return role;
    }

    /** The one to be done now; empty when all are. */
    public Optional<Step> next() {
        return steps.stream().filter(step -> step.at() == null).findFirst();
    }

    public boolean isNextFor(Hand hand) {
        return next().filter(step -> hand.actor().has(step.role())).isPresent();
    }

    /** In order, each by somebody with its role. */
    public Procedure tick(String code, String note, Hand hand) {
        Step wanted = steps.stream()
                .filter(step -> step.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Problem.rule("ticket-unknown-step", code).at("/step", "ticket-unknown-step", code));
        Optional<Step> next = next();
        if (next.filter(wanted::equals).isEmpty()) {
            throw Problem.conflict("ticket-step-not-next", code)
                    .with("nextStep", next.map(Step::code).orElse(null));
        }
        if (!hand.actor().has(wanted.role())) {
            throw Problem.forbidden("role-missing");
        }
        List<Step> ticked = new ArrayList<>(steps);
        ticked.set(steps.indexOf(wanted), wanted.done(hand, note));
        return new Procedure(List.copyOf(ticked));
    }

    public void requireDone() {
        next().ifPresent(step -> {
            throw Problem.rule("ticket-steps-open", step.code()).with("nextStep", step.code());
        });
    }
}
