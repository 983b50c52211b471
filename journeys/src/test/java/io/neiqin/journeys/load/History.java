package io.neiqin.journeys.load;

import io.neiqin.journeys.load.Attempt.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that was asked of the system and all that it answered. May be written from any thread. */
public final class History {

    private final String run;
    private final Map<String, Command> commands = new LinkedHashMap<>();
    private final Map<String, List<Attempt>> attempts = new LinkedHashMap<>();

    /** @param run with which the keys of all commands begin, so that its orders are told from others */
    public History(String run) {
        this.run = run;
    }

    public String run() {
        return run;
    }

    /** Before it is sent: what was sent and never answered is known, too. */
    public synchronized void begin(Command command) {
        commands.put(command.key(), command);
        attempts.put(command.key(), new ArrayList<>());
    }

    public synchronized void add(Attempt attempt) {
        attempts.get(attempt.key()).add(attempt);
    }

    /** Null for a key that is not of this history. */
    public synchronized Command command(String key) {
        return commands.get(key);
    }

    public synchronized List<Command> commands() {
        return List.copyOf(commands.values());
    }

    public synchronized List<Attempt> attempts(Command command) {
        return List.copyOf(attempts.get(command.key()));
    }

    public synchronized List<Attempt> attempts() {
        return attempts.values().stream().flatMap(List::stream).toList();
    }

    /** The first answer that acknowledges it; null when none does. */
    public Attempt acknowledgement(Command command) {
        return attempts(command).stream()
                .filter(attempt -> !attempt.altered() && attempt.acknowledged())
                .findFirst()
                .orElse(null);
    }

    /** Refused only when no attempt is left in doubt: one that was lost may still have happened. */
    public Outcome outcome(Command command) {
        if (acknowledgement(command) != null) {
            return Outcome.ACKNOWLEDGED;
        }
        List<Attempt> all = attempts(command);
        boolean refused = !all.isEmpty() && all.stream().allMatch(attempt -> attempt.outcome() == Outcome.REFUSED);
        return refused ? Outcome.REFUSED : Outcome.UNKNOWN;
    }

    /** How many commands ended so. */
    public long count(Outcome outcome) {
        return commands().stream()
                .filter(command -> outcome(command) == outcome)
                .count();
    }

    /** How many attempts were answered with this status; 0 counts those without an answer. */
    public long answered(int status) {
        return attempts().stream().filter(attempt -> attempt.status() == status).count();
    }

    @Override
    public String toString() {
        return run + ": " + commands().size() + " commands, " + count(Outcome.ACKNOWLEDGED) + " acknowledged, "
                + count(Outcome.REFUSED) + " refused, " + count(Outcome.UNKNOWN) + " unknown, "
                + attempts().size() + " attempts";
    }
}
