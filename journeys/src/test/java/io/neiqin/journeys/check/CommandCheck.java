package io.neiqin.journeys.check;

import static java.util.stream.Collectors.groupingBy;

import io.neiqin.journeys.check.Finding.Code;
import io.neiqin.journeys.check.Tables.EventTables;
import io.neiqin.journeys.check.Tables.KeptAnswer;
import io.neiqin.journeys.check.Tables.OrderRow;
import io.neiqin.journeys.check.Tables.Told;
import io.neiqin.journeys.load.Attempt;
import io.neiqin.journeys.load.Attempt.Outcome;
import io.neiqin.journeys.load.Command;
import io.neiqin.journeys.load.History;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Each command against its events and its kept answer: what was acknowledged is there once, what was refused is not. */
final class CommandCheck {

    private final History history;
    private final Tables tables;
    private final Map<UUID, OrderRow> orders = new HashMap<>();
    private final Map<String, List<Told>> told;
    private final Findings findings = new Findings();

    CommandCheck(History history, Tables tables) {
        this.history = history;
        this.tables = tables;
        tables.orders().forEach(order -> orders.put(order.id(), order));
        EventTables events = tables.events().get("orders");
        // What a command tells beside, of tasks and checks, has versions of its own.
        told = Stream.concat(events.log().stream(), events.outbox().stream())
                .filter(event -> event.type().startsWith("neiqin.orders.order-"))
                .collect(groupingBy(Told::correlation));
    }

    List<Finding> findings() {
        for (Command command : history.commands()) {
            List<Told> events = told.getOrDefault(command.key(), List.of());
            Attempt acknowledged = history.acknowledgement(command);
            if (acknowledged != null) {
                acknowledged(command, acknowledged, events);
            } else {
                unacknowledged(command, events);
            }
            once(command, events);
        }
        versions();
        return findings.list();
    }

    private void acknowledged(Command command, Attempt answer, List<Told> events) {
        if (!orders.containsKey(answer.order())) {
            findings.add(Code.LOST, "order %s, acknowledged to %s, is not stored", answer.order(), command.key());
            return;
        }
        if (!command.verb().events().isEmpty()) {
            told(command, answer, events);
        }
        KeptAnswer kept = tables.kept().get(command.key());
        if (kept == null) {
            findings.add(Code.LOST, "the answer to %s of order %s is not kept", name(command), answer.order());
        } else if (kept.status() != answer.status()
                || !kept.etag().equals(answer.etag())
                || kept.eventVersion() != answer.eventVersion()) {
            findings.add(
                    Code.ANSWER,
                    "%s was answered %d, version %s, event %d; kept is %d, version %s, event %d",
                    name(command),
                    answer.status(),
                    answer.etag(),
                    answer.eventVersion(),
                    kept.status(),
                    kept.etag(),
                    kept.eventVersion());
        }
        if (!command.verb().mayShow(answer.shown())) {
            findings.add(Code.ANSWER, "%s was answered with the status %s", name(command), answer.shown());
        }
        repeated(command, answer);
    }

    private void told(Command command, Attempt answer, List<Told> events) {
        if (events.isEmpty()) {
            findings.add(
                    Code.LOST,
                    "event %d of order %s, acknowledged to %s, is neither in the outbox nor in the log",
                    answer.eventVersion(),
                    answer.order(),
                    name(command));
            return;
        }
        long last = events.stream().mapToLong(Told::version).max().orElseThrow();
        if (last != answer.eventVersion()) {
            findings.add(
                    Code.ANSWER,
                    "%s was answered event %d; what it told is %s",
                    name(command),
                    answer.eventVersion(),
                    events.get(events.size() - 1).name());
        }
        if (!events.get(0).type().equals(command.verb().events().get(0))) {
            findings.add(Code.ANSWER, "%s told %s", name(command), events.get(0).name());
        }
    }

    /** Whatever was answered to the same key again must be the same, and say that it is a repetition. */
    private void repeated(Command command, Attempt answer) {
        int original = 0;
        for (Attempt again : history.attempts(command)) {
            if (again.altered() && again.acknowledged()) {
                findings.add(
                        Code.ANSWER, "another content under the key %s was answered %d", command.key(), again.status());
            } else if (again.acknowledged()) {
                original += again.replayed() ? 0 : 1;
                if (!answer.etag().equals(again.etag()) || answer.eventVersion() != again.eventVersion()) {
                    findings.add(
                            Code.ANSWER,
                            "%s was answered version %s, event %d, and again version %s, event %d",
                            name(command),
                            answer.etag(),
                            answer.eventVersion(),
                            again.etag(),
                            again.eventVersion());
                }
            }
        }
        if (original > 1) {
            findings.add(Code.DOUBLE, "%s was carried out %d times", name(command), original);
        }
    }

    /** Event and kept answer are of one transaction: both there, or none. */
    private void unacknowledged(Command command, List<Told> events) {
        boolean kept = tables.kept().containsKey(command.key());
        if (history.outcome(command) == Outcome.REFUSED && (kept || !events.isEmpty())) {
            findings.add(
                    Code.GHOST,
                    "%s was refused; all the same there is %s",
                    name(command),
                    events.isEmpty() ? "an answer kept for it" : events.get(0).name());
        } else if (!command.verb().events().isEmpty() && kept == events.isEmpty()) {
            findings.add(
                    Code.GHOST,
                    "%s was never answered; there is its %s, but not its %s",
                    name(command),
                    kept ? "kept answer" : events.get(0).name(),
                    kept ? "event" : "kept answer");
        }
    }

    private void once(Command command, List<Told> events) {
        Set<UUID> aggregates = new HashSet<>();
        events.forEach(event -> aggregates.add(event.aggregate()));
        if (aggregates.size() > 1) {
            findings.add(Code.DOUBLE, "%s told of %d orders: %s", name(command), aggregates.size(), aggregates);
            return;
        }
        Set<String> types = new HashSet<>();
        for (Told event : events) {
            if (!types.add(event.type())) {
                findings.add(Code.DOUBLE, "%s told %s a second time", name(command), event.name());
            }
        }
    }

    /** One version of an order is made by one command, and replaced by one. */
    private void versions() {
        Map<String, String> made = new HashMap<>();
        Map<String, String> replaced = new HashMap<>();
        for (Command command : history.commands()) {
            Attempt answer = history.acknowledgement(command);
            if (answer != null) {
                String rival = made.put(answer.order() + " " + answer.etag(), command.key());
                if (rival != null) {
                    findings.add(
                            Code.DOUBLE,
                            "%s and %s both made version %s of order %s",
                            rival,
                            command.key(),
                            answer.etag(),
                            answer.order());
                }
                if (command.ifMatch() != null) {
                    String other = replaced.put(answer.order() + " " + command.ifMatch(), command.key());
                    if (other != null) {
                        findings.add(
                                Code.DOUBLE,
                                "%s and %s both replaced version %s of order %s",
                                other,
                                command.key(),
                                command.ifMatch(),
                                answer.order());
                    }
                }
            }
        }
    }

    private static String name(Command command) {
        return command.verb() + " " + command.key();
    }
}
