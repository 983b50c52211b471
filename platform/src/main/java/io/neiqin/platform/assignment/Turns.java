package io.neiqin.platform.assignment;

import io.neiqin.platform.command.CommandContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How a task has changed hands, the first time first. */
record Turns(List<Turn> all) {

    static final Turns NONE = new Turns(List.of());

    /**
     * Somebody gave it out of his hands, or a lead took it, or he has left.
     *
     * @param fromNo null where nobody had it
     * @param toNo null where he declined or has left, and the rule looks for the next one
     * @param byNo who decided it
     */
    record Turn(String fromNo, String toNo, String byNo, String reason, Instant at) {}

    Turns and(String fromNo, String toNo, String reason, CommandContext context) {
        List<Turn> more = new ArrayList<>(all);
        more.add(new Turn(fromNo, toNo, context.actor().employeeNo(), reason, later(context.at())));
        return new Turns(more);
    }

    /** Not before the last turn: a command that has waited for another one's came before it. */
    Instant later(Instant at) {
        Instant last = all.isEmpty() ? at : all.get(all.size() - 1).at();
        return at.isBefore(last) ? last : at;
    }

    /** Who is not asked again: he has declined it, or left. */
    Set<String> declined() {
        Set<String> declined = new HashSet<>();
        all.stream().filter(turn -> turn.toNo() == null).forEach(turn -> declined.add(turn.fromNo()));
        return declined;
    }

    Set<String> haveHad() {
        Set<String> had = new HashSet<>();
        all.stream().filter(turn -> turn.fromNo() != null).forEach(turn -> had.add(turn.fromNo()));
        return had;
    }
}
