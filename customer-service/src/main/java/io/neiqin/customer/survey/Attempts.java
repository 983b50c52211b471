package io.neiqin.customer.survey;

import io.neiqin.customer.survey.Answer.Channel;
import io.neiqin.platform.command.CommandContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Everything that was tried in vain, the last one last. */
record Attempts(List<Attempt> all) {

    static final Attempts NONE = new Attempts(List.of());

    /** Why nothing came of it. */
    public enum Outcome {
        NO_ANSWER,
        /** The one to speak to was not there. */
        ABSENT,
        /** The number or address is wrong. */
        WRONG_NUMBER,
        /** Asked to be called another time. */
        LATER,
        REFUSED
    }

    /**
     * One that was in vain.
     *
     * @param note in the words of whoever tried; null for none
     */
    public record Attempt(Channel channel, Outcome outcome, String note, String by, Instant at) {}

    Attempts with(Channel channel, Outcome outcome, String note, CommandContext context) {
        List<Attempt> more = new ArrayList<>(all);
        more.add(new Attempt(channel, outcome, note, context.actor().employeeNo(), context.at()));
        return new Attempts(more);
    }

    int count() {
        return all.size();
    }
}
