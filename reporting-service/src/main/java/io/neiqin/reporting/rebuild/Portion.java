package io.neiqin.reporting.rebuild;

import io.neiqin.platform.event.ReceivedEvent;
import io.neiqin.reporting.intake.Delivery;
import io.neiqin.reporting.intake.FeedReading;
import io.neiqin.reporting.intake.FeedReading.Position;
import io.neiqin.reporting.intake.Offsets;
import io.neiqin.reporting.intake.Offsets.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Events that the shadow takes in one transaction, and the note of it, which is part of the transaction. */
interface Portion {

    List<Delivery> deliveries();

    /** How many it passes over, those that are none of our events included. */
    int size();

    /** Notes that they are taken. */
    void note(Connection connection) throws SQLException;

    /** Some of them, with their own note; {@code to} is the first that is not in it. */
    Portion part(int from, int to);

    /** Records of the topic, of each partition in a row. */
    record OfTopic(Offsets offsets, List<ConsumerRecord<String, byte[]>> records) implements Portion {

        @Override
        public List<Delivery> deliveries() {
            return records.stream()
                    .flatMap(record -> Delivery.of(record).stream())
                    .toList();
        }

        @Override
        public int size() {
            return records.size();
        }

        @Override
        public void note(Connection connection) throws SQLException {
            offsets.advance(connection, Step.over(records));
        }

        @Override
        public Portion part(int from, int to) {
            return new OfTopic(offsets, records.subList(from, to));
        }
    }

    /** Events of the producer's log in a row, from behind a position on. */
    record OfLog(FeedReading reading, Position at, List<ReceivedEvent> events) implements Portion {

        @Override
        public List<Delivery> deliveries() {
            return events.stream().map(Delivery::of).toList();
        }

        @Override
        public int size() {
            return events.size();
        }

        @Override
        public void note(Connection connection) throws SQLException {
            if (!reading.advance(connection, at, events.get(events.size() - 1).position(), false)) {
                throw new ShadowLease.Lost();
            }
        }

        @Override
        public Portion part(int from, int to) {
            long before = from == 0 ? at.position() : events.get(from - 1).position();
            return new OfLog(reading, new Position(at.round(), before, false), events.subList(from, to));
        }
    }

    /** Events of one aggregate that the topic did not bring; their versions are note enough. */
    record OfGap(List<ReceivedEvent> events) implements Portion {

        @Override
        public List<Delivery> deliveries() {
            return events.stream().map(Delivery::of).toList();
        }

        @Override
        public int size() {
            return events.size();
        }

        @Override
        public void note(Connection connection) {
            // The versions of the aggregate say it.
        }

        @Override
        public Portion part(int from, int to) {
            return new OfGap(events.subList(from, to));
        }
    }
}
