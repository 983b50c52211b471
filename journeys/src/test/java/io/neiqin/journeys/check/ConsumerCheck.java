package io.neiqin.journeys.check;

import io.neiqin.journeys.check.Finding.Code;
import io.neiqin.journeys.check.Tables.ConsumerTables;
import io.neiqin.journeys.check.Tables.KpiTables;
import io.neiqin.journeys.check.Tables.ReplicaRows;
import io.neiqin.journeys.check.Tables.Waiting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Each consumer against its producer: all versions applied, nothing parked, the replica equal to the original. */
final class ConsumerCheck {

    private final Tables tables;
    private final Set<UUID> broken;
    private final Findings findings = new Findings();

    ConsumerCheck(Tables tables, Set<UUID> broken) {
        this.tables = tables;
        this.broken = broken;
    }

    List<Finding> findings() {
        tables.consumers().forEach(this::complete);
        replicas();
        offsets(tables.kpis());
        return findings.list();
    }

    private void complete(ConsumerTables consumer) {
        String who = consumer.name() + " of " + consumer.service();
        Map<UUID, Waiting> waiting = new HashMap<>();
        consumer.waiting()
                .forEach(one -> waiting.merge(one.aggregate(), one, (a, b) -> a.version() < b.version() ? a : b));
        Map<UUID, Long> last = tables.events().get(consumer.producer()).last();
        waiting.forEach((aggregate, first) -> {
            if (!broken.contains(aggregate)) {
                findings.add(
                        Code.STUCK,
                        "%s is parked with %s at version %d: %s",
                        aggregate,
                        who,
                        first.version(),
                        first.cause());
            }
        });
        last.forEach((aggregate, told) -> {
            long applied = consumer.versions().getOrDefault(aggregate, 0L);
            if (applied < told && !waiting.containsKey(aggregate) && !broken.contains(aggregate)) {
                findings.add(Code.STUCK, "%s has applied version %d of %d of %s", who, applied, told, aggregate);
            }
        });
        consumer.versions().forEach((aggregate, applied) -> {
            if (applied > last.getOrDefault(aggregate, 0L) && !broken.contains(aggregate)) {
                findings.add(Code.GHOST, "%s has applied version %d of %s, which nobody told", who, applied, aggregate);
            }
        });
    }

    private void replicas() {
        Map<String, ReplicaRows> originals = new HashMap<>();
        for (ReplicaRows replica : tables.replicas()) {
            ReplicaRows original = originals.putIfAbsent(replica.what(), replica);
            if (original != null) {
                report(
                        Code.LOST,
                        original.rows(),
                        replica.rows(),
                        "%s of " + replica.where() + " lack the row %s",
                        replica);
                report(
                        Code.GHOST,
                        replica.rows(),
                        original.rows(),
                        "%s of " + replica.where() + " have an own row %s",
                        replica);
            }
        }
    }

    private void report(Code code, Set<String> rows, Set<String> without, String sentence, ReplicaRows replica) {
        rows.stream()
                .filter(row -> !without.contains(row))
                .forEach(row -> findings.add(code, sentence, replica.what(), row));
    }

    private void offsets(KpiTables kpis) {
        kpis.ends().forEach((partition, end) -> {
            long next = kpis.next().getOrDefault(partition, 0L);
            if (next != end) {
                findings.add(
                        next < end ? Code.STUCK : Code.GHOST,
                        "the intake of reporting stands at %d of partition %d, which ends at %d",
                        next,
                        partition,
                        end);
            }
        });
    }
}
