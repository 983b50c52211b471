package io.neiqin.reporting.intake;

import static io.neiqin.reporting.Orders.ofTwo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.reporting.Ledger;
import io.neiqin.reporting.Orders;
import io.neiqin.reporting.Reporting;
import io.neiqin.reporting.WithProducer;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.ProducerLog;
import io.neiqin.testkit.infra.Infra;
import io.neiqin.testkit.infra.Topics;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The topic is made anew, or has lost what was not taken yet; the producer's log has it. */
@QuarkusTest
@TestProfile(WithProducer.class)
@WithTestResource(InfraResource.class)
class LostTopicTest {

    private static final LocalDate DAY = LocalDate.of(2010, 5, 5);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String TOPIC = "neiqin.orders";

    @Inject
    DataSource database;

    private Reporting reporting;
    private Ledger ledger;
    private ProducerLog log;

    @BeforeEach
    void ready() {
        reporting = Reporting.ready();
        ledger = new Ledger(database);
        log = ProducerLog.start();
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    @Tag("RPT-10")
    @Tag("DAT-4")
    @DisplayName("a topic that was made anew is taken from its beginning, what it lacks out of the log")
    void topicMadeAnew_isTakenFromItsBeginning() throws Exception {
        Orders old = ofTwo("ANEW-1");
        for (int i = 0; i < 20; i++) {
            reporting.applied(log.add(reporting.tell(DAY, ofTwo("ANEW-OLD-" + i).confirmed())));
        }
        reporting.applied(log.add(reporting.tell(DAY, old.confirmed())));
        List<String> before = ledger.figures();

        makeAnew();
        Orders lost = ofTwo("ANEW-LOST");
        log.lost(DAY, 1, lost.confirmed());
        // Of every partition some, so that each of them is found to be another.
        for (int i = 0; i < 40; i++) {
            reporting.applied(log.add(reporting.tell(DAY, ofTwo("ANEW-NEW-" + i).confirmed())));
        }

        await().atMost(SOON).until(() -> version(lost) == 1);
        reporting.applied(log.add(reporting.tell(DAY, old.shippedWhole())));
        assertThat(ledger.figures()).containsAll(facts(before));
        assertThat(ledger.query("select concat_ws(' ', type, aggregate_id, version, cause) from waiting_event"))
                .isEmpty();
    }

    @Test
    @Tag("RPT-10")
    @Tag("DAT-4")
    @DisplayName("records that the topic lost before they were taken come out of the producer's log")
    void recordsThatTheTopicLost_comeOutOfTheLog() throws Exception {
        Orders known = ofTwo("LOST-1");
        reporting.applied(log.add(reporting.tell(DAY, known.confirmed())));
        Orders lost = ofTwo("LOST-2");
        log.lost(DAY, 1, lost.confirmed());
        log.lost(DAY, 2, known.shippedWhole());
        // Retention has passed what the intake has not reached yet.
        Topics.empty(Infra.shared().kafka(), TOPIC);
        ledger.execute("update intake_offset set next = 0");

        reporting.applied(log.add(reporting.tell(DAY, ofTwo("LOST-3").confirmed())));

        await().atMost(SOON).until(() -> version(lost) == 1 && version(known) == 2);
        assertThat(ledger.query("select concat_ws(' ', type, aggregate_id, version, cause) from waiting_event"))
                .isEmpty();
    }

    private static List<String> facts(List<String> figures) {
        return figures.stream()
                .filter(row -> row.substring(0, row.indexOf('|')).length()
                        == UUID.randomUUID().toString().length())
                .toList();
    }

    private long version(Orders order) {
        return ledger
                .query("select version from applied_version where aggregate_id = '" + order.orderId() + "'")
                .stream()
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    private static void makeAnew() throws Exception {
        String brokers = Infra.shared().kafka();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.deleteTopics(List.of(TOPIC)).all().get();
            await().atMost(SOON).until(() -> !admin.listTopics().names().get().contains(TOPIC));
        }
        Topics.create(brokers);
    }
}
