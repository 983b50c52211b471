package io.neiqin.reporting.rebuild;

import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.reporting.Ledger;
import io.neiqin.reporting.RandomOrders;
import io.neiqin.reporting.RandomOrders.Happening;
import io.neiqin.reporting.Reporting;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventFeeder.Published;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Readers notice nothing of a rebuild, a switch and its rollback, while events go on arriving. */
@QuarkusTest
@TestProfile(OwnDatabase.class)
@WithTestResource(InfraResource.class)
class ReadersTest {

    private static final int READERS = 3;
    private static final LocalDate START = LocalDate.of(2014, 1, 1);

    /** Of the months before the events that arrive meanwhile. */
    private static final List<String> QUESTIONS = List.of(
            "/SALES_AMOUNT?period=2014",
            "/SALES_AMOUNT?period=2014&by=category,salesperson",
            "/ORDER_COUNT?period=2014&by=country,product",
            "/ON_TIME_DELIVERY?period=2014&grain=total",
            "/SALES_VOLUME/explain?period=2014&limit=50",
            "/ORDER_COUNT/explain?period=2014&salesperson=R1");

    @Inject
    DataSource database;

    private final AtomicBoolean reading = new AtomicBoolean(true);
    private final AtomicLong answers = new AtomicLong();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private Reporting reporting;

    @Test
    @Tag("RPT-10")
    @DisplayName("P7 no reader sees an error or another figure while projections are built and exchanged")
    void readers_noticeNothing() throws InterruptedException {
        reporting = Reporting.ready();
        Operator operator = new Operator(reporting.api);
        tell(new RandomOrders(3, START), 40, "READ-");
        List<Thread> readers = readers();

        for (int round = 0; round < 2; round++) {
            operator.rebuild();
            tell(new RandomOrders(round, START.plusYears(3)), 5, "MEANWHILE-" + round + "-");
            assertStatus(operator.switchTo(false), 200);
            tell(new RandomOrders(round, START.plusYears(3)), 5, "SWITCHED-" + round + "-");
            assertStatus(operator.command("rollback"), 200);
            tell(new RandomOrders(round, START.plusYears(3)), 5, "BACK-" + round + "-");
            assertStatus(operator.switchTo(false), 200);
        }
        reading.set(false);
        for (Thread reader : readers) {
            reader.join();
        }

        assertThat(wrong).isEmpty();
        assertThat(answers.get()).isGreaterThan(100);
        assertThat(new Ledger(database).query("select count(*) from waiting_event"))
                .containsExactly("0");
        assertThat(assertStatus(reporting.api.as("root", "SYSTEM_ADMIN").post(Operator.PROJECTIONS + "/audit"), 200)
                        .<Integer>path("drifting"))
                .isZero();
    }

    private List<Thread> readers() {
        Map<String, Object> right = new HashMap<>();
        QUESTIONS.forEach(question -> right.put(question, figures(ask(question))));
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            Thread reader = new Thread(() -> {
                while (reading.get()) {
                    QUESTIONS.forEach(question -> read(question, right.get(question)));
                }
            });
            reader.start();
            readers.add(reader);
        }
        return readers;
    }

    private void read(String question, Object right) {
        Response answer = ask(question);
        answers.incrementAndGet();
        if (answer.statusCode() != 200) {
            wrong.add(question + ": " + answer.statusCode() + " " + answer.asString());
        } else if (!right.equals(figures(answer))) {
            wrong.add(question + ": " + figures(answer) + " instead of " + right);
        }
    }

    private Response ask(String question) {
        return reporting.ask(Reporting.STATISTICIAN, question);
    }

    private static Object figures(Response answer) {
        Object rows = answer.path("rows");
        return rows == null ? answer.path("items") + " " + answer.path("cell") : rows;
    }

    private void tell(RandomOrders random, int orders, String prefix) {
        Map<UUID, Published> last = new HashMap<>();
        for (Happening happening : random.mixed(random.lives(orders, prefix))) {
            last.put(happening.event().orderId(), reporting.tell(happening.day(), happening.event()));
        }
        last.values().forEach(reporting::applied);
    }
}
