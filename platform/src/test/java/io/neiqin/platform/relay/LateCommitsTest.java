package io.neiqin.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.platform.NoteApi;
import io.neiqin.platform.Sql;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.infra.Infra;
import io.neiqin.testkit.infra.Topics;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Transactions that end otherwise, or later, than they began: numbers drawn early become visible late or never. The
 * relay runs as it always does.
 */
@QuarkusTest
@WithTestResource(InfraResource.class)
@TestProfile(LateCommitsTest.Alone.class)
class LateCommitsTest {

    /** A database and topics of its own: other tests look at the whole log. */
    public static final class Alone implements QuarkusTestProfile {}

    private static final int WRITERS = 6;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /**
     * As {@code outbox.append} does: a version by the aggregate's row lock, the row in the same transaction. For a topic
     * to which nobody listens here.
     */
    private static final String WRITE = """
        with stream as (
          insert into event_stream as s (aggregate_id, last)
          select cast(md5(? || ' ' || n) as uuid), 1 from generate_series(?, ?) n
          on conflict (aggregate_id) do update set last = s.last + 1
          returning aggregate_id, last
        )
        insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, occurred_at, business_date,
            actor, correlation_id, payload)
        select gen_random_uuid(), 'neiqin.erp.inbound', aggregate_id, last, 'neiqin.erp.late-told.v1', now(),
            '2026-11-21', ?, ?, '{}' from stream\
        """;

    @Inject
    DataSource database;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    private Sql sql;

    @BeforeEach
    void ready() {
        NoteApi.ready();
        sql = new Sql(database);
    }

    @Test
    @DisplayName("F13 a third of the transactions roll back, some commit late: none of 20,000 events is skipped")
    void skipsNothing_of20000() throws Exception {
        skipsNothing("short", 20_000);
    }

    @Test
    @Tag("faults")
    @DisplayName("F13 a third of the transactions roll back, some commit late: none of 1,000,000 events is skipped")
    void skipsNothing_ofAMillion() throws Exception {
        skipsNothing("long", 1_000_000);
    }

    @Test
    @DisplayName("F12 a transaction that stays open holds nobody up and is not forgotten")
    void goesOn_whileATransactionStaysOpen() throws Exception {
        try (Connection open = connect();
                Connection old = connect()) {
            // An old snapshot keeps every moved row on the outbox's pages; an old number is still to come.
            old.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            assertThat(old.createStatement()
                            .executeQuery("select count(*) from outbox")
                            .next())
                    .isTrue();
            write(open, "open", 1, 10, "E001");
            skipsNothing("beside", 10_000);
            assertThat(sql.number("select count(*) from event_log where correlation_id = 'F13 open'"))
                    .isZero();
            open.commit();
            old.rollback();
        }
        await().atMost(PATIENCE)
                .until(() -> sql.number("select count(*) from event_log where correlation_id = 'F13 open'") == 10);
    }

    private Connection connect() throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        Connection connection = source.getConnection(user, password);
        connection.setAutoCommit(false);
        return connection;
    }

    private static void write(Connection connection, String name, int first, int last, String actor)
            throws SQLException {
        Sql.prepare(connection, WRITE, name, first, last, actor, "F13 " + name).executeUpdate();
    }

    private void skipsNothing(String run, int events) throws Exception {
        var writers = Executors.newFixedThreadPool(WRITERS);
        List<Future<Integer>> written = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            written.add(writers.submit(writer(run + " " + i, events / WRITERS + 1, new Random(i))));
        }
        int committed = 0;
        for (Future<Integer> one : written) {
            committed += one.get();
        }
        writers.shutdown();
        assertThat(committed).isGreaterThanOrEqualTo(events);
        await().atMost(PATIENCE)
                .until(() ->
                        sql.number("select (select count(*) from outbox) + position - sent_position from relay") == 0);

        String mine = " from event_log where correlation_id like 'F13 " + run + " %'";
        assertThat(sql.number("select count(*)" + mine)).isEqualTo(committed);
        assertThat(sql.number("select count(*)" + mine + " and actor = 'rolled back'"))
                .isZero();
        assertThat(sql.number("select max(position) - count(*) from event_log")).isZero();
        assertThat(sql.number("select count(*) from (select aggregateversion - lag(aggregateversion, 1, 0::bigint)"
                        + " over (partition by aggregateid order by position) as step"
                        + mine + ") s where step <> 1"))
                .isZero();
        onTheTopic(run, committed);
    }

    /** Small and large transactions of one connection; one in three is taken back, one in twenty waits. */
    private Callable<Integer> writer(String name, int events, Random random) {
        return () -> {
            int committed = 0;
            try (Connection connection = connect()) {
                while (committed < events) {
                    int rows = 1 + random.nextInt(events > 10_000 ? 400 : 40);
                    boolean rollBack = random.nextInt(10) < 3;
                    int first = random.nextInt(5_000);
                    write(connection, name, first, first + rows - 1, rollBack ? "rolled back" : "E001");
                    if (random.nextInt(20) == 0) {
                        Thread.sleep(random.nextInt(60));
                    }
                    if (rollBack) {
                        connection.rollback();
                    } else {
                        connection.commit();
                        committed += rows;
                    }
                }
            }
            return committed;
        };
    }

    /** Read as a consumer would: each aggregate's versions rise by one, and all have come. */
    private static void onTheTopic(String run, int expected) {
        Map<String, Long> last = new HashMap<>();
        int count = 0;
        try (var consumer = new KafkaConsumer<String, byte[]>(
                Map.of("bootstrap.servers", Infra.shared().kafka(), "enable.auto.commit", "false"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(Topics.partitions("neiqin.erp.inbound"));
            consumer.seekToBeginning(consumer.assignment());
            var ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (header(record, "ce_correlationid").startsWith("F13 " + run + " ")) {
                        long version = Long.parseLong(header(record, "ce_aggregateversion"));
                        long before = last.getOrDefault(record.key(), 0L);
                        assertThat(version).as(record.key()).isLessThanOrEqualTo(before + 1);
                        if (version == before + 1) {
                            last.put(record.key(), version);
                            count++;
                        }
                    }
                }
            }
        }
        assertThat(count).isEqualTo(expected);
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
