package io.neiqin.platform.importing;

import io.neiqin.events.DomainEvent;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.outbox.Told;
import io.neiqin.platform.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What becomes of a record. */
public sealed interface Plan {

    /**
     * It is entered.
     *
     * @param aggregate new, with everything that happened to it done
     * @param context under which it was begun, for its history
     * @param told in the order in which it happened
     */
    record Enter(Recorded aggregate, CommandContext context, List<Told> told) implements Plan {

        public static Enter of(Recorded aggregate, CommandContext context, List<? extends DomainEvent> events) {
            return new Enter(aggregate, context, Told.all(context, events));
        }

        /** The same, and then what happened on another day. */
        public Enter then(CommandContext later, List<? extends DomainEvent> events) {
            List<Told> all = new ArrayList<>(told);
            all.addAll(Told.all(later, events));
            return new Enter(aggregate, context, all);
        }
    }

    /** It is there already, as the file says. */
    record Keep() implements Plan {}

    /** It cannot be taken. */
    record Refuse(Problem problem) implements Plan {}

    /** A plan, or what refuses it. */
    static Plan attempt(Supplier<Plan> attempt) {
        try {
            return attempt.get();
        } catch (Problem refusal) {
            return new Refuse(refusal);
        }
    }

    /**
     * What becomes of a record that is there already.
     *
     * @param differing columns in which the file says something else; the stored record stays as it is
     */
    static Plan stored(List<String> differing) {
        if (differing.isEmpty()) {
            return new Keep();
        }
        Problem otherwise = Problem.conflict("stored-otherwise");
        differing.forEach(column -> otherwise.at("/" + column, "stored-otherwise"));
        return new Refuse(otherwise);
    }
}
