package io.neiqin.orders.order;

import io.neiqin.platform.command.CommandContext;
import java.util.ArrayList;
import java.util.List;

/** Everything that was ever unclear in an order, the last one last. */
record Clarifications(List<Clarification> all) {

    static final Clarifications NONE = new Clarifications(List.of());

    /** The deadline of the last one, see {@code neiqin.deadline.kind}. */
    static final String DEADLINE = "order-clarification";

    Clarifications ask(List<String> questions, CommandContext context) {
        List<Clarification> more = new ArrayList<>(all);
        more.add(new Clarification(
                List.copyOf(questions), context.actor().employeeNo(), context.at(), null, null, null));
        return new Clarifications(more);
    }

    /** To the last one. */
    Clarifications answer(String answer, CommandContext context) {
        List<Clarification> answered = new ArrayList<>(all);
        Clarification open = answered.remove(all.size() - 1);
        answered.add(new Clarification(
                open.questions(),
                open.askedBy(),
                open.askedAt(),
                answer,
                context.actor().employeeNo(),
                context.at()));
        return new Clarifications(answered);
    }
}
