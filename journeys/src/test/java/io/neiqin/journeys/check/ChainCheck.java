package io.neiqin.journeys.check;

import io.neiqin.journeys.check.Finding.Code;
import io.neiqin.journeys.check.Tables.EventTables;
import io.neiqin.journeys.check.Tables.OnTopic;
import io.neiqin.journeys.check.Tables.Told;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Each producer's way of events: outbox, log, topic. Nothing missing, nothing added, everything in order. */
final class ChainCheck {

    private final Tables tables;
    private final Set<UUID> broken;
    private final Findings findings = new Findings();

    ChainCheck(Tables tables, Set<UUID> broken) {
        this.tables = tables;
        this.broken = broken;
    }

    List<Finding> findings() {
        tables.events().forEach((service, events) -> {
            outbox(service, events);
            positions(service, events);
            Map<UUID, Long> last = versions(service, events);
            streams(service, events, last);
            Map<UUID, Told> onTopic = topic(service, events);
            compare(service, events, onTopic);
        });
        return findings.list();
    }

    private void outbox(String service, EventTables events) {
        if (!events.outbox().isEmpty()) {
            findings.add(
                    Code.STUCK,
                    "%d events wait in the outbox of %s, the first is %s",
                    events.outbox().size(),
                    service,
                    events.outbox().get(0).name());
        }
        if (events.sent() < events.position()) {
            findings.add(Code.STUCK, "%s has sent up to position %d of %d", service, events.sent(), events.position());
        }
    }

    private void positions(String service, EventTables events) {
        long expected = 1;
        for (Told event : events.log()) {
            if (event.position() != expected) {
                findings.add(
                        Code.ORDER,
                        "the log of %s goes on at position %d where %d is due: %s",
                        service,
                        event.position(),
                        expected,
                        event.name());
            }
            expected = event.position() + 1;
        }
        if (events.position() != expected - 1) {
            findings.add(
                    Code.ORDER,
                    "the relay of %s is at position %d, its log ends at %d",
                    service,
                    events.position(),
                    expected - 1);
        }
    }

    /** Returns the last version of each aggregate, in the log or behind it in the outbox. */
    private Map<UUID, Long> versions(String service, EventTables events) {
        Map<UUID, Long> last = new HashMap<>();
        for (List<Told> all : List.of(events.log(), events.outbox())) {
            for (Told event : all) {
                long before = last.getOrDefault(event.aggregate(), 0L);
                if (event.version() != before + 1) {
                    findings.add(Code.ORDER, "in the log of %s, %s follows version %d", service, event.name(), before);
                }
                last.merge(event.aggregate(), event.version(), Math::max);
            }
        }
        return last;
    }

    private void streams(String service, EventTables events, Map<UUID, Long> last) {
        events.last().forEach((aggregate, given) -> {
            long told = last.getOrDefault(aggregate, 0L);
            if (given > told) {
                findings.add(
                        Code.LOST,
                        "%s has given version %d to an event of %s, but told only up to %d",
                        service,
                        given,
                        aggregate,
                        told);
            }
        });
        last.forEach((aggregate, told) -> {
            if (told > events.last().getOrDefault(aggregate, 0L)) {
                findings.add(Code.GHOST, "%s has told version %d of %s and never given it", service, told, aggregate);
            }
        });
    }

    /** Repeats are allowed: what was seen before is passed over. Returns the events by id. */
    private Map<UUID, Told> topic(String service, EventTables events) {
        Map<UUID, Told> seen = new HashMap<>();
        Map<UUID, Long> last = new HashMap<>();
        Map<UUID, Integer> partition = new HashMap<>();
        for (OnTopic record : events.topic()) {
            Told event = record.event();
            boolean repeated = seen.put(event.id(), event) != null;
            if (broken.contains(event.aggregate()) || repeated) {
                continue;
            }
            if (partition.computeIfAbsent(event.aggregate(), id -> record.partition()) != record.partition()) {
                findings.add(Code.ORDER, "%s of %s is on two partitions", event.aggregate(), service);
            }
            long before = last.getOrDefault(event.aggregate(), 0L);
            if (event.version() != before + 1) {
                findings.add(
                        Code.ORDER,
                        "on the topic of %s, %s follows version %d (partition %d, offset %d)",
                        service,
                        event.name(),
                        before,
                        record.partition(),
                        record.offset());
            }
            last.merge(event.aggregate(), event.version(), Math::max);
        }
        return seen;
    }

    private void compare(String service, EventTables events, Map<UUID, Told> onTopic) {
        Set<UUID> logged = new HashSet<>();
        for (Told event : events.log()) {
            logged.add(event.id());
            Told sent = onTopic.get(event.id());
            if (sent == null && event.position() <= events.sent()) {
                findings.add(
                        Code.LOST,
                        "%s of %s was sent as position %d and is not on the topic",
                        event.name(),
                        service,
                        event.position());
            } else if (sent != null && !sent.body().equals(event.body())) {
                findings.add(Code.GHOST, "%s of %s says another thing on the topic", event.name(), service);
            }
        }
        onTopic.values().stream()
                .filter(event -> !logged.contains(event.id()) && !broken.contains(event.aggregate()))
                .forEach(event -> findings.add(
                        Code.GHOST, "%s is on the topic of %s, but not in its log", event.name(), service));
    }
}
