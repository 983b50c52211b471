package io.neiqin.reporting.integrity;

import io.neiqin.platform.consumer.EventConsumer.ConsumedHour;
import io.neiqin.reporting.integrity.Deliveries.Consumed;
import io.neiqin.reporting.integrity.Deliveries.Outbox;
import io.neiqin.reporting.integrity.Deliveries.PublishedHour;
import io.neiqin.reporting.kpi.KpiDefinition.Text;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether every event that was said has been taken, and taken once (NFR-4, DAT-4).
 *
 * @param to the end of the last hour
 * @param rows by hour and producer; an hour in which nobody said anything has none
 * @param unsent what lies in outboxes, by producer, where there is any: it stands in no row
 * @param parked how many events cannot be applied or wait for others, of whatever hour
 * @param waiting the first hundred of them of each service; none for readers who do not run the system
 * @param unknown services that did not answer, with the reason
 */
public record Integrity(
        Instant from,
        Instant to,
        Verdict verdict,
        Text says,
        Drift drift,
        List<Row> rows,
        Map<String, Outbox> unsent,
        long parked,
        List<Waiting> waiting,
        Map<String, String> unknown) {

    /** @param cells that were found to differ from their facts since all were audited last */
    public record Drift(long cells, Instant auditedAt) {}

    /** What one service said in one hour. @param published null where it did not answer */
    public record Row(Instant hour, String producer, Published published, List<Taken> consumers, Verdict verdict) {}

    /**
     * @param positions the sum of the events' positions in the producer's log
     * @param ids what their ids come to: other events have another one; null where the service does not tell
     */
    public record Published(long events, BigDecimal positions, String ids) {

        /** Where the ids are known on both sides, they have to agree, too. */
        boolean isWhatWasTaken(ConsumedHour taken) {
            return events == taken.events()
                    && positions.compareTo(taken.positions()) == 0
                    && (ids == null || taken.ids() == null || ids.equals(taken.ids()));
        }
    }

    /**
     * What one consumer has taken of it.
     *
     * @param missing events that it has not taken; null where that is unknown, negative where it took too many
     * @param parked events of this consumer that wait, of whatever hour
     */
    public record Taken(
            String service,
            String consumer,
            long events,
            BigDecimal positions,
            String ids,
            Long missing,
            long parked,
            Verdict verdict) {}

    /** An event that waits. @param cause why it cannot be applied, or which one it waits for */
    public record Waiting(
            String service, String consumer, String aggregateId, long version, String type, String cause) {}

    /**
     * What was answered by whom. Producers were asked again after the consumers: what was taken had been said by then,
     * and what they said both times had been said before.
     */
    record Answers(
            Map<String, Deliveries> first,
            Map<String, Deliveries> last,
            List<Waiting> waiting,
            Map<String, String> unknown) {}

    /** Time for an event to be taken after the end of its hour. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private static final String NO_IDS = "0";

    private static final Published NOTHING = new Published(0, BigDecimal.ZERO, NO_IDS);

    private record Place(Instant hour, String producer) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byHour = hour.compareTo(other.hour);
            return byHour == 0 ? producer.compareTo(other.producer) : byHour;
        }
    }

    private record Whose(String service, Consumed consumed) {}

    static Integrity of(Instant from, Instant to, Instant now, Answers answers, Drift drift) {
        List<Whose> consumers = new ArrayList<>();
        answers.first()
                .forEach((service, said) ->
                        said.consumers().forEach(consumed -> consumers.add(new Whose(service, consumed))));
        Map<Place, Published> before = published(answers.first());
        Map<Place, Published> published = published(answers.last());
        TreeSet<Place> places = new TreeSet<>(published.keySet());
        consumers.forEach(whose -> whose.consumed()
                .hours()
                .forEach(hour ->
                        places.add(new Place(hour.hour(), whose.consumed().producer()))));

        Map<String, Outbox> unsent = unsent(answers.last());
        long parked =
                consumers.stream().mapToLong(whose -> whose.consumed().parked()).sum();
        Verdict worst = answers.unknown().isEmpty() ? Verdict.SOUND : Verdict.UNKNOWN;
        if (unsent.values().stream()
                .anyMatch(outbox -> outbox.oldest().plus(GRACE).isBefore(now))) {
            worst = worst.or(Verdict.UNSENT);
        }
        if (parked > 0) {
            worst = worst.or(Verdict.WAITING);
        }
        if (drift.cells() > 0) {
            worst = worst.or(Verdict.DRIFT);
        }
        List<Row> rows = new ArrayList<>();
        for (Place place : places) {
            boolean answered = answers.last().containsKey(place.producer());
            Published said = answered ? published.getOrDefault(place, NOTHING) : null;
            boolean moving = answered && !said.equals(before.getOrDefault(place, NOTHING));
            boolean open =
                    moving || place.hour().plus(Duration.ofHours(1)).plus(GRACE).isAfter(now);
            Row row = row(place, said, consumers, open);
            rows.add(row);
            if (row.verdict() != Verdict.OPEN) {
                worst = worst.or(row.verdict());
            }
        }
        return new Integrity(
                from, to, worst, worst.says(), drift, rows, unsent, parked, answers.waiting(), answers.unknown());
    }

    private static Map<String, Outbox> unsent(Map<String, Deliveries> deliveries) {
        Map<String, Outbox> unsent = new TreeMap<>();
        deliveries.forEach((service, said) -> {
            if (said.outbox() != null && said.outbox().events() > 0) {
                unsent.put(service, said.outbox());
            }
        });
        return unsent;
    }

    private static Map<Place, Published> published(Map<String, Deliveries> deliveries) {
        Map<Place, Published> published = new TreeMap<>();
        deliveries.forEach((service, said) -> {
            for (PublishedHour hour : said.published()) {
                published.put(
                        new Place(hour.hour(), service), new Published(hour.events(), hour.positions(), hour.ids()));
            }
        });
        return published;
    }

    private static Row row(Place place, Published said, List<Whose> consumers, boolean open) {
        List<Taken> taken = new ArrayList<>();
        Verdict worst = said == null ? Verdict.UNKNOWN : open ? Verdict.OPEN : Verdict.SOUND;
        for (Whose whose : consumers) {
            Consumed consumed = whose.consumed();
            if (consumed.producer().equals(place.producer())) {
                ConsumedHour hour = consumed.hours().stream()
                        .filter(one -> one.hour().equals(place.hour()))
                        .findFirst()
                        .orElse(new ConsumedHour(place.hour(), 0, BigDecimal.ZERO, NO_IDS));
                Verdict verdict = verdict(said, hour, open);
                taken.add(new Taken(
                        whose.service(),
                        consumed.consumer(),
                        hour.events(),
                        hour.positions(),
                        hour.ids(),
                        said == null ? null : said.events() - hour.events(),
                        consumed.parked(),
                        verdict));
                worst = worst.or(verdict);
            }
        }
        return new Row(place.hour(), place.producer(), said, taken, worst);
    }

    /**
     * In an hour that is open events may be missing yet; but the producer was asked last, so that whoever has taken more
     * than it said, or as many others, has taken what nobody said.
     */
    private static Verdict verdict(Published said, ConsumedHour taken, boolean open) {
        if (said == null) {
            return Verdict.UNKNOWN;
        }
        if (said.isWhatWasTaken(taken)) {
            return open ? Verdict.OPEN : Verdict.SOUND;
        }
        if (said.events() > taken.events()) {
            return open ? Verdict.OPEN : Verdict.GAP;
        }
        return said.events() == taken.events() ? Verdict.OTHERS : Verdict.DOUBLE;
    }
}
