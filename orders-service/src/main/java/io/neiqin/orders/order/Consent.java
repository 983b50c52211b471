package io.neiqin.orders.order;

import io.neiqin.orders.order.OrderStatus.Action;
import io.neiqin.platform.problem.Problem;

/** Whether somebody has to approve an order before it is confirmed (审批), and whether he has. */
public enum Consent {
    NOT_NEEDED,
    NEEDED,
    ASKED,
    GIVEN;

    boolean allows(Action action) {
        return switch (action) {
            case SUBMIT -> this == NEEDED;
            case CONFIRM -> this == NOT_NEEDED || this == GIVEN;
            default -> true;
        };
    }

    /** Why an action that the state allows is not possible. */
    Problem refusal() {
        return switch (this) {
            case NOT_NEEDED -> Problem.conflict("order-needs-no-approval");
            case NEEDED -> Problem.conflict("order-needs-approval");
            case ASKED, GIVEN -> Problem.conflict("order-awaits-approval");
        };
    }
}
