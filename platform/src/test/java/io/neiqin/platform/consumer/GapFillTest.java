package io.neiqin.platform.consumer;

import static io.neiqin.platform.consumer.LostNotes.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.events.DomainEvent;
import io.neiqin.platform.NoteApi;
import io.neiqin.platform.Sql;
import io.neiqin.platform.event.ReceivedEvent;
import io.neiqin.platform.feed.EventFeed;
import io.neiqin.testkit.InfraResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the topic has lost comes out of the producer's log; the producer is this service itself. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class GapFillTest {

    @Inject
    DataSource database;

    @Inject
    EventFeed feed;

    @Inject
    EventInbox inbox;

    @Inject
    ParkedEvents parkedEvents;

    private Sql sql;
    private LostNotes lost;
    private NoteApi notes;

    @BeforeEach
    void ready() {
        lost = new LostNotes(database);
        notes = lost.notes;
        sql = lost.sql;
        lost.producerIsAt(RestAssured.port);
        lost.awaitSent();
    }

    @AfterEach
    void asBefore() {
        lost.asBefore();
    }

    @Test
    void getsWhatTheTopicLost_outOfTheProducersLog() {
        String id = notes.note();
        lost.awaitVersion(id, 1);
        lost.lose(id, 4);
        notes.change(id, 2);
        lost.awaitVersion(id, 7);
        assertThat(lost.parked(id)).isZero();
    }

    @Test
    void getsTheFirstOnesToo_andMoreThanOnePage() {
        sql.relayStops();
        String id = notes.note();
        lost.lose(id, 250);
        notes.change(id, 1);
        lost.awaitVersion(id, 252);
        assertThat(lost.parked(id)).isZero();
    }

    @Test
    void waitsWhileTheProducerIsAway_andGetsItWhenHeIsBack() {
        lost.producerIsAway();
        String id = notes.note();
        lost.awaitVersion(id, 1);
        lost.lose(id, 1);
        notes.change(id, 1);
        await().atMost(SOON).until(() -> lost.parked(id) == 1);
        // Longer than two sweeps.
        await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> lost.parked(id) == 1);
        lost.producerIsAt(RestAssured.port);
        lost.awaitVersion(id, 3);
        assertThat(lost.parked(id)).isZero();
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("the last event of an aggregate, which nothing follows, is missed and got from the log")
    void getsTheLastOneToo_whichNothingFollows() {
        String id = notes.note();
        lost.awaitVersion(id, 1);
        lost.lose(id, 1);
        String unheardOf = lost.loseNew();
        lost.awaitVersion(id, 2);
        lost.awaitVersion(unheardOf, 1);
        assertThat(lost.parked(id)).isZero();
        lost.awaitFollowed();
    }

    @Test
    @DisplayName("F18 an event of a producer whose clock is a day ahead is not waited for that long")
    void waitsByItsOwnClock_whereTheProducersIsAhead() {
        lost.producerIsAway();
        String id = lost.loseNew();
        sql.run(
                "update event_log set occurred_at = now() + interval '1 day' where aggregateid = ?",
                UUID.fromString(id));
        lost.producerIsAt(RestAssured.port);
        lost.awaitVersion(id, 1);
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("the log is followed from where it was left, however long the producer was away")
    void followsTheLog_fromWhereItWasLeft() {
        lost.awaitFollowed();
        lost.producerIsAway();
        long before = lost.followed();
        String id = lost.loseNew();
        // Longer than grace and two sweeps.
        await().during(Duration.ofSeconds(4)).atMost(SOON).until(() -> lost.followed() == before);
        lost.producerIsAt(RestAssured.port);
        lost.awaitVersion(id, 1);
        await().atMost(SOON).until(() -> lost.followed() == before + 1);
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("a consumer that fails does not end the round of the others, and is told of once")
    void goesOnWithTheOthers_whenOneFails() {
        AtomicInteger asked = new AtomicInteger();
        EventConsumer failing = asking("failing", () -> {
            throw new IllegalStateException("broken on purpose");
        });
        EventConsumer other = asking("other", () -> {
            asked.incrementAndGet();
            return Uni.createFrom().item(List.of());
        });
        List<String> told = new CopyOnWriteArrayList<>();
        Handler ear = new Ear(told);
        Logger.getLogger(GapFill.class.getName()).addHandler(ear);
        try {
            GapFill round = new GapFill(List.of(failing, other), feed);
            for (int times = 1; times <= 3; times++) {
                int before = asked.get();
                round.wake();
                await().atMost(Duration.ofSeconds(3)).until(() -> asked.get() > before);
            }
        } finally {
            Logger.getLogger(GapFill.class.getName()).removeHandler(ear);
        }
        assertThat(told).filteredOn(line -> line.contains("failing")).hasSize(1);
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("gaps take turns: those that nobody can fill do not keep the others from it")
    void givesEveryGapItsTurn() {
        String consumer = "turns " + UUID.randomUUID();
        List<UUID> aggregates =
                IntStream.rangeClosed(1, 5).mapToObj(i -> new UUID(0, i)).toList();
        aggregates.forEach(id -> sql.run(
                "insert into parked_event values (?, ?, 3, 'type', '{}', '', 'gap', now(), false)", consumer, id));
        try {
            List<UUID> seen = new ArrayList<>();
            for (int times = 0; times < 3; times++) {
                parkedEvents.gaps(consumer, 2).await().atMost(SOON).forEach(gap -> seen.add(gap.aggregateId()));
            }
            assertThat(seen)
                    .containsExactly(new UUID(0, 1), new UUID(0, 2), new UUID(0, 3), new UUID(0, 4), new UUID(0, 5));
            assertThat(parkedEvents.gaps(consumer, 2).await().atMost(SOON)).hasSize(2);
        } finally {
            sql.run("delete from parked_event where consumer = ?", consumer);
        }
    }

    /** A consumer that only looks for gaps, and says how that goes. */
    private EventConsumer asking(String name, Supplier<Uni<List<EventConsumer.Gap>>> gaps) {
        return new InboxConsumer() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String producer() {
                return "platform";
            }

            @Override
            public String channel() {
                return name;
            }

            @Override
            public EventInbox inbox() {
                return inbox;
            }

            @Override
            public Uni<Void> apply(DomainEvent event, ReceivedEvent received) {
                return Uni.createFrom().voidItem();
            }

            @Override
            public Uni<List<Gap>> gaps(int limit) {
                return gaps.get();
            }
        };
    }

    /** Hears what is logged. */
    private static final class Ear extends Handler {
        private final List<String> told;

        Ear(List<String> told) {
            this.told = told;
        }

        @Override
        public void publish(LogRecord line) {
            told.add(new SimpleFormatter().formatMessage(line)
                    + (line.getParameters() == null ? "" : List.of(line.getParameters())));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
