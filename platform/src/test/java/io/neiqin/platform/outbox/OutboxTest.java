package io.neiqin.platform.outbox;

import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neiqin.platform.NoteApi;
import io.neiqin.platform.Sql;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Visibility;
import io.neiqin.platform.sample.NoteEvent.NoteChanged;
import io.neiqin.testkit.InfraResource;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class OutboxTest {

    private static final String VERSIONS =
            "select aggregateversion from outbox where aggregateid = ?::uuid order by seq";

    @Inject
    DataSource database;

    @Inject
    Outbox outbox;

    private Sql sql;
    private NoteApi notes;

    @BeforeEach
    void ready() {
        notes = NoteApi.ready();
        sql = new Sql(database);
        sql.relayStops();
    }

    @AfterEach
    void goOn() {
        sql.relayGoesOn();
    }

    @Test
    void isWrittenInTheTransactionOfTheAggregate_everyEvent() {
        String id = notes.note();
        assertThat(sql.column("select xmin from outbox where aggregateid = ?::uuid", id))
                .isEqualTo(sql.column("select xmin from note where id = ?::uuid", id));

        assertStatus(notes.change(id, 2), 200);
        String changed =
                sql.column("select xmin from note where id = ?::uuid", id).get(0);
        assertThat(sql.column("select xmin from outbox where aggregateid = ?::uuid order by seq", id))
                .hasSize(3)
                .endsWith(changed, changed);
    }

    @Test
    void isGone_afterARollback() {
        String id = notes.note();
        String refused = NoteApi.NOTES + "/" + id + "/refuse";
        assertProblem(notes.api.as(NoteApi.CLERK).post(refused), 422, "too-many-changes");

        assertThat(sql.column(VERSIONS, id)).containsExactly("1");
        assertThat(sql.column("select last from event_stream where aggregate_id = ?::uuid", id))
                .containsExactly("1");
        assertThat(notes.get(id).<Integer>path("version")).isZero();
        assertThat(notes.get(id).<Integer>path("changes")).isZero();

        assertStatus(notes.change(id, 1), 200);
        assertThat(sql.column(VERSIONS, id)).containsExactly("1", "2");
    }

    @Test
    void isRefused_withoutATransaction() {
        UUID id = UUID.randomUUID();
        assertThatThrownBy(() -> await(() -> Panache.withSession(() -> append(id, 1))))
                .hasStackTraceContaining("outbox.append needs a transaction");
        assertThatThrownBy(() -> await(() -> append(id, 1))).isInstanceOf(IllegalStateException.class);
        assertThat(sql.column(VERSIONS, id.toString())).isEmpty();
    }

    @Test
    void isRefused_whenLargerThanTheBrokerTakes() {
        String title = "x".repeat(Outbox.MAX_EVENT_BYTES);
        assertProblem(notes.write(NoteApi.body(title)), 422, "event-too-large");
        assertThat(sql.number("select count(*) from note where title = ?", title))
                .isZero();
    }

    @Test
    void numbersOneByOne_alsoSeveralEventsOfOneCommand() {
        String id = notes.note();
        assertThat(assertStatus(notes.change(id, 5), 200).header("Event-Version"))
                .isEqualTo("6");
        assertThat(assertStatus(notes.change(id, 1), 200).header("Event-Version"))
                .isEqualTo("7");
        assertThat(sql.column(VERSIONS, id)).containsExactly("1", "2", "3", "4", "5", "6", "7");
        assertThat(sql.column(
                        "select payload::json ->> 'change' from outbox where aggregateid = ?::uuid order by seq", id))
                .containsExactly(null, "1", "2", "3", "4", "5", "6");
    }

    @Test
    void numbersEachAggregateAlone_whenOneCommandTellsOfSeveral() throws Throwable {
        UUID one = UUID.randomUUID();
        UUID two = UUID.randomUUID();
        List<NoteChanged> mixed = List.of(event(one, 1), event(two, 1), event(one, 2), event(two, 2), event(one, 3));
        await(() -> Panache.withTransaction(() -> outbox.append(context(), mixed)));
        assertThat(sql.column(VERSIONS, one.toString())).containsExactly("1", "2", "3");
        assertThat(sql.column(VERSIONS, two.toString())).containsExactly("1", "2");
        assertThat(sql.column("select aggregateid from outbox where aggregateid in (?, ?) order by seq", one, two))
                .containsExactlyElementsOf(mixed.stream()
                        .map(event -> event.aggregateId().toString())
                        .toList());
    }

    @Test
    void leavesNoGapAndNoDouble_whenEightWriteAtOnce() throws Exception {
        UUID id = UUID.randomUUID();
        var writers = Executors.newFixedThreadPool(8);
        List<Future<?>> done = new ArrayList<>();
        for (int writer = 0; writer < 8; writer++) {
            done.add(writers.submit(() -> {
                for (int i = 0; i < 10; i++) {
                    int events = 2 + i % 2;
                    awaitQuietly(() -> Panache.withTransaction(() -> append(id, events)));
                }
            }));
        }
        for (Future<?> writer : done) {
            writer.get();
        }
        writers.shutdown();
        assertThat(sql.column(VERSIONS, id.toString()))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 200).mapToObj(Long::toString).toList());
    }

    private Uni<Void> append(UUID id, int events) {
        return outbox.append(
                context(),
                IntStream.rangeClosed(1, events).mapToObj(i -> event(id, i)).toList());
    }

    private static NoteChanged event(UUID id, int change) {
        return new NoteChanged(id, change, "changed");
    }

    private static CommandContext context() {
        Actor actor = new Actor("E001", "Clerk", null, Set.of(), Visibility.ALL);
        return CommandContext.ofSystem(actor, Instant.now(), LocalDate.of(2026, 11, 21), "test", null, "test");
    }

    private static void await(Supplier<Uni<Void>> work) throws Throwable {
        VertxContextSupport.subscribeAndAwait(work);
    }

    private static void awaitQuietly(Supplier<Uni<Void>> work) {
        try {
            await(work);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
