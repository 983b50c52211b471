package io.neiqin.benchmarks.kpi;

import static org.awaitility.Awaitility.await;

import io.neiqin.benchmarks.Company;
import io.neiqin.benchmarks.Pace;
import io.neiqin.benchmarks.Row;
import io.neiqin.benchmarks.Stack;
import io.neiqin.benchmarks.measure.Comparison;
import io.neiqin.benchmarks.measure.Cpu;
import io.neiqin.benchmarks.measure.Stopwatch;
import io.neiqin.benchmarks.measure.Window;
import io.neiqin.benchmarks.relay.TopicReader;
import io.neiqin.testkit.http.Api;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * P5: how fast a projection is rebuilt from the topic ÷ the slower of Y2, a consumer that reads the same bytes, and Y4,
 * an upsert of the same rows; and ÷ our own rebuild with one event per transaction. A rebuild ends when its indexes are
 * made.
 */
public final class Rebuilding {

    private static final String TOPIC = "neiqin.orders";
    private static final String PROJECTIONS = "/api/reporting/projections";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long BATCH = 1000;

    /** Enough for the compiler, as the first figures of long runs have shown. */
    private static final int WARM_UPS = 2;

    private final Stack stack;
    private final long events;
    private Cpu cpu;

    private Rebuilding(Stack stack, long events) {
        this.stack = stack;
        this.events = events;
    }

    public static List<Row> measure(Pace pace) throws Exception {
        try (Stack stack = Stack.start()) {
            stack.run(Stack.ADMIN, Stack.CUSTOMER, Stack.ORDERS, Stack.REPORTING);
            Company company = Company.found(stack);
            OrderHistory history = OrderHistory.of(stack, company);
            stack.stop(Stack.ADMIN, Stack.CUSTOMER, Stack.ORDERS);
            history.tell(pace.rows());
            long events;
            try (TopicReader topic = new TopicReader(stack.kafka(), TOPIC)) {
                events = topic.end();
            }
            return new Rebuilding(stack, events).measure(pace, history.length());
        }
    }

    private List<Row> measure(Pace pace, int perOrder) throws Exception {
        // The live projection has to have them all, too; that warms the projections' code.
        await().atMost(PATIENCE).until(() -> taken() >= events);
        double first = oneByOne(pace);
        atUsualSize();
        SameRows same = new SameRows(stack.databaseOf(Stack.REPORTING));
        List<Window> y2 = new ArrayList<>();
        List<Window> y4 = new ArrayList<>();
        for (int i = 0; i < WARM_UPS; i++) {
            rebuild();
        }
        same.write(events, BATCH);
        consume();
        Comparison comparison = Comparison.of(pace.rounds(), this::rebuild, () -> {
            y2.add(consume());
            y4.add(same.write(events, BATCH));
            Window read = y2.get(y2.size() - 1);
            Window written = y4.get(y4.size() - 1);
            return read.rate() < written.rate() ? read : written;
        });
        List<String> notes = new ArrayList<>();
        notes.add(events + " events, " + perOrder + " of each order");
        notes.addAll(comparison.notes("rebuild", "the slower of Y2 and Y4"));
        notes.add(Comparison.line("Y2 consume", y2));
        notes.add(Comparison.line("Y4 unnest upsert", y4));
        double last = oneByOne(pace);
        double single = (first + last) / 2;
        double quicker = Window.median(comparison.subject()).rate() / single;
        double moved = Math.abs(first - last) / single;
        String alone =
                String.format(Locale.ROOT, "one event per transaction: %.0f/s before, %.0f/s after", first, last);
        return List.of(
                Row.ratio("P5", comparison.ratio(), 0.40, 0.60, comparison.moved(), notes),
                new Row("P5", "÷ one by one", quicker, 20.0, 100.0, true, moved, List.of(alone)));
    }

    /** How many events of the topic are in the live projection. */
    private long taken() throws SQLException {
        try (Connection connection = Stack.connect(stack.databaseOf(Stack.REPORTING));
                var statement = connection.createStatement();
                var row = statement.executeQuery("select coalesce(sum(next), 0) from kpi.intake_offset")) {
            row.next();
            return row.getLong(1);
        }
    }

    private Window consume() {
        try (TopicReader topic = new TopicReader(stack.kafka(), TOPIC)) {
            Stopwatch watch = Stopwatch.start(cpu);
            long[] bytes = {0};
            long count = topic.read(topic.beginning(), record -> bytes[0] += record.value().length);
            return watch.stop(count);
        }
    }

    /** From the request to the state READY. */
    private Window rebuild() {
        Stopwatch watch = Stopwatch.start(cpu);
        Api.assertStatus(operator().post(PROJECTIONS + "/rebuild"), 202);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> "READY".equals(figures("shadow").getString("state")));
        Window window = watch.stop(events);
        long taken = figures("shadow").getLong("events");
        if (taken < events) {
            throw new IllegalStateException("the rebuild was ready with " + taken + " of " + events + " events");
        }
        Api.assertStatus(operator().post(PROJECTIONS + "/abandon"), 200);
        return window;
    }

    /** How many events per second after warming up; not until the end, which would take long. */
    private double oneByOne(Pace pace) throws InterruptedException {
        stack.stop(Stack.REPORTING);
        stack.with("NEIQIN_REBUILD_BATCH", "1").run(Stack.REPORTING);
        Api.assertStatus(operator().post(PROJECTIONS + "/rebuild"), 202);
        Thread.sleep(pace.warmUp().toMillis());
        long before = figures("shadow").getLong("events");
        long begin = System.nanoTime();
        Thread.sleep(pace.window().multipliedBy(2).toMillis());
        long taken = figures("shadow").getLong("events") - before;
        double perSecond = taken / ((System.nanoTime() - begin) / 1e9);
        Api.assertStatus(operator().post(PROJECTIONS + "/abandon"), 200);
        return perSecond;
    }

    private void atUsualSize() throws InterruptedException {
        stack.stop(Stack.REPORTING);
        stack.with("NEIQIN_REBUILD_BATCH", Long.toString(BATCH)).run(Stack.REPORTING);
        cpu = stack.cpu(Stack.REPORTING);
    }

    private JsonPath figures(String which) {
        Response all = Api.assertStatus(operator().get(PROJECTIONS), 200);
        return all.jsonPath().setRootPath(which);
    }

    private Api operator() {
        return stack.at("/api/reporting").as("root", "SYSTEM_ADMIN");
    }
}
