package io.neiqin.orders.order;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.problem.Problem;
import java.util.List;

/** How an entered order is found to equal the customer's (双重校验, DAT-2). */
public enum Verification {
    /** Somebody other than those who took it down, typed and entered it. */
    SECOND_PERSON {
        @Override
        void check(Order order, CommandContext context) {
            order.entry().enterers().refuse(context.actor().employeeNo());
        }

        @Override
        int fields(Order order) {
            return Typed.of(order).fields();
        }
    },
    /** Field by field against the structured source. */
    AUTO {
        @Override
        void check(Order order, CommandContext context) {
            if (order.source() == null) {
                throw Problem.rule(
                        "no-structured-source", order.origin().channel().name());
            }
            if (!order.entry().isOfOneHand()) {
                throw Problem.rule("edited-by-another");
            }
            List<String> differences = order.source().differences(order.asSource());
            Problem problem = Problem.rule("differs-from-source");
            differences.forEach(pointer -> problem.at(pointer, "differs-from-source"));
            problem.throwIfAny();
        }

        @Override
        int fields(Order order) {
            return order.source().fields();
        }
    },
    /** Nobody has to look at it: it was not drawn (未抽中). The rule says so, never a person. */
    NOT_DRAWN {
        @Override
        void check(Order order, CommandContext context) {
            if (order.entry().drawn()) {
                throw Problem.rule("must-be-checked");
            }
        }

        @Override
        int fields(Order order) {
            return 0;
        }
    };

    abstract void check(Order order, CommandContext context);

    /** How many fields are compared. */
    abstract int fields(Order order);
}
