package io.neiqin.customer.survey;

import io.neiqin.customer.survey.SurveyStatus.Action;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.problem.Problem;

/**
 * Who asks a customer. Who looks after it is not the one who hears how satisfied it is with him: that is the office's. A
 * return visit is done by whoever looks after the customer, by whoever was told to, or by those who lead.
 *
 * @param assigneeNo who is to ask
 * @param ownerNo who looks after the customer; null where nobody does
 */
record Asking(Survey.Kind kind, String assigneeNo, String ownerNo) {

    private static final String[] OFFICE = {Roles.CLERK, Roles.CLERK_LEAD, Roles.SERVICE, Roles.TELESALES};
    private static final String[] LEADING = {Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER};

    /** Refuses whom it is not for. */
    void requireHandsOf(Actor actor, Action action) {
        if (isOfOneself(actor.employeeNo())) {
            throw Problem.forbidden("survey-of-oneself");
        }
        if (!isFor(actor, action)) {
            throw Problem.forbidden(kind == Survey.Kind.SATISFACTION ? "survey-of-office" : "not-your-visit");
        }
    }

    /** Refuses who may not have it done; a salesperson plans return visits to his own customers. */
    void requirePlanningBy(Actor actor) {
        if (actor.hasAny(OFFICE) || actor.hasAny(LEADING)) {
            return;
        }
        if (kind == Survey.Kind.SATISFACTION) {
            throw Problem.forbidden("survey-of-office");
        }
        if (!actor.employeeNo().equals(ownerNo)) {
            throw Problem.forbidden("not-your-customer");
        }
    }

    boolean allows(Actor actor, Action action) {
        return actor.hasAny(action.roles().toArray(String[]::new))
                && !isOfOneself(actor.employeeNo())
                && isFor(actor, action);
    }

    /** Whether he would say how satisfied his own customer is. */
    boolean isOfOneself(String employeeNo) {
        return kind == Survey.Kind.SATISFACTION && employeeNo.equals(ownerNo);
    }

    private boolean isFor(Actor actor, Action action) {
        if (!action.isAsking() || actor.hasAny(OFFICE)) {
            return true;
        }
        String me = actor.employeeNo();
        return kind == Survey.Kind.RETURN_VISIT
                && (actor.hasAny(LEADING) || me.equals(assigneeNo) || me.equals(ownerNo));
    }
}
