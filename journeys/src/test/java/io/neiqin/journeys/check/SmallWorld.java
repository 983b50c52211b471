package io.neiqin.journeys.check;

import io.neiqin.journeys.check.Tables.CellKey;
import io.neiqin.journeys.check.Tables.ConsumerTables;
import io.neiqin.journeys.check.Tables.EventTables;
import io.neiqin.journeys.check.Tables.FactRow;
import io.neiqin.journeys.check.Tables.KeptAnswer;
import io.neiqin.journeys.check.Tables.KpiTables;
import io.neiqin.journeys.check.Tables.LineRow;
import io.neiqin.journeys.check.Tables.OnTopic;
import io.neiqin.journeys.check.Tables.OrderRow;
import io.neiqin.journeys.check.Tables.ReplicaRows;
import io.neiqin.journeys.check.Tables.Told;
import io.neiqin.journeys.check.Tables.Waiting;
import io.neiqin.journeys.load.Attempt;
import io.neiqin.journeys.load.Attempt.Outcome;
import io.neiqin.journeys.load.Command;
import io.neiqin.journeys.load.History;
import io.neiqin.journeys.load.Verb;
import io.neiqin.testkit.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * A history of two orders and the tables that belong to it, in which everything is right; a test takes one thing out of
 * place. The first order (two lines, shared by two persons) is confirmed and shipped, the second is only a draft.
 */
final class SmallWorld {

    static final LocalDate DAY = LocalDate.of(2026, 3, 4);
    private static final List<Verb> WALK =
            List.of(Verb.RECEIVE, Verb.ENTER, Verb.VERIFY, Verb.CONFIRM, Verb.SHIP);

    final History history = new History("run");
    final List<OrderRow> orders = new ArrayList<>();
    final Map<String, KeptAnswer> kept = new LinkedHashMap<>();
    final List<Told> outbox = new ArrayList<>();
    final List<Told> log = new ArrayList<>();
    final Map<UUID, Long> last = new HashMap<>();
    final List<OnTopic> topic = new ArrayList<>();
    final Map<UUID, Long> applied = new HashMap<>();
    final List<Waiting> waiting = new ArrayList<>();
    final List<FactRow> facts = new ArrayList<>();
    final Map<CellKey, BigDecimal> cells = new HashMap<>();
    final Map<Integer, Long> next = new HashMap<>();
    final Set<String> replica = new HashSet<>(Set.of("E001", "E002"));
    long position;
    long sent;
    final UUID first;
    final UUID second;
    private int commands;

    SmallWorld() {
        first = create("sku-a", "sku-b");
        WALK.forEach(verb -> command(verb, first));
        second = create("sku-a");
        count(first);
        log.forEach(event -> topic.add(new OnTopic(0, topic.size(), event)));
        last.forEach(applied::put);
        next.put(0, (long) topic.size());
        position = log.size();
        sent = log.size();
    }

    List<Finding> judged() {
        return judged(Set.of());
    }

    List<Finding> judged(Set<UUID> broken) {
        EventTables events = new EventTables(outbox, log, last, position, sent, topic);
        EventTables nothing = new EventTables(List.of(), List.of(), Map.of(), 0, 0, List.of());
        Tables tables = new Tables(
                orders,
                kept,
                Map.of("orders", events, "admin", nothing),
                List.of(new ConsumerTables("reporting", "kpi", "orders", applied, waiting)),
                List.of(
                        new ReplicaRows("organisation", "admin", Set.of("E001", "E002")),
                        new ReplicaRows("organisation", "orders", replica)),
                new KpiTables(facts, cells, next, Map.of(0, (long) topic.size())));
        return HistoryChecker.judge(history, tables, broken);
    }

    private String newKey() {
        return "run-%06d".formatted(++commands);
    }

    /** An acknowledged create of lines of 4 × 2.50, each 10.00. */
    private UUID create(String... skus) {
        UUID id = UUID.randomUUID();
        String key = newKey();
        List<Map<String, String>> content = new ArrayList<>();
        List<LineRow> lines = new ArrayList<>();
        for (String sku : skus) {
            content.add(Map.of("sku", sku, "quantity", "4", "unitPrice", "2.50"));
            lines.add(new LineRow(
                    UUID.randomUUID(), sku, decimal("4"), decimal("2.5"), decimal("10"), decimal("0"), decimal("0")));
        }
        Command command =
                new Command(key, Verb.CREATE, null, "E001", null, Json.text(Map.of("lines", content)));
        orders.add(new OrderRow(id, 0, "DRAFT", key, key, "CNY", decimal("" + 10 * skus.length), lines));
        acknowledge(command, id, 201, "DRAFT");
        return id;
    }

    /** An acknowledged command that moves the order on. */
    Command command(Verb verb, UUID order) {
        return command(verb, order, "\"" + row(order).version() + "\"");
    }

    /** One that says that he has seen this version. */
    Command command(Verb verb, UUID order, String ifMatch) {
        Command command = new Command(newKey(), verb, order, "E001", ifMatch, null);
        String status = verb == Verb.SHIP ? "CONFIRMED" : statusAfter(verb);
        BigDecimal shipped = decimal(verb == Verb.SHIP ? "4" : "0");
        replace(order, old -> new OrderRow(
                old.id(),
                old.version() + 1,
                status,
                old.source(),
                old.remark(),
                old.currency(),
                old.net(),
                old.lines().stream().map(line -> shipped(line, shipped)).toList()));
        acknowledge(command, order, 200, status);
        return command;
    }

    private static String statusAfter(Verb verb) {
        return List.of("RECEIVED", "ENTERED", "VERIFIED", "CONFIRMED", "CANCELLED").stream()
                .filter(verb::mayShow)
                .findFirst()
                .orElseThrow();
    }

    private static LineRow shipped(LineRow line, BigDecimal shipped) {
        return new LineRow(
                line.id(), line.sku(), line.quantity(), line.unitPrice(), line.net(), shipped, line.accepted());
    }

    private void acknowledge(Command command, UUID order, int status, String shown) {
        history.begin(command);
        Told event = tell(command.key(), order, command.verb().events().get(0));
        String etag = "\"" + row(order).version() + "\"";
        answer(command, order, status, event.version(), etag, shown, false);
        kept.put(command.key(), new KeptAnswer(status, etag, event.version()));
    }

    void answer(
            Command command, UUID order, int status, long event, String etag, String shown, boolean replayed) {
        Instant now = Instant.EPOCH;
        history.add(new Attempt(
                command.key(), false, now, now, Outcome.ACKNOWLEDGED, status, null, order, event, etag, shown, replayed));
    }

    /** A command that was refused, or never answered. */
    Command unanswered(Verb verb, UUID order, Outcome outcome) {
        Command command = new Command(newKey(), verb, order, "E001", null, null);
        history.begin(command);
        int status = outcome == Outcome.REFUSED ? 409 : 0;
        Instant now = Instant.EPOCH;
        history.add(new Attempt(
                command.key(), false, now, now, outcome, status, "?", order, 0, null, null, false));
        return command;
    }

    /** One more event in the log, with its number, as a command would tell it. */
    Told tell(String correlation, UUID order, String type) {
        long version = last.merge(order, 1L, Long::sum);
        Object progress = row(order).lines().stream()
                .map(line -> Map.of("lineId", line.id(), "shipped", line.shipped(), "accepted", line.accepted()))
                .toList();
        Object body = type.contains("shipped") ? Map.of("lines", progress) : Map.of();
        Told event = new Told(
                log.size() + 1, UUID.randomUUID(), order, version, type, correlation, Json.tree(Json.text(body)));
        log.add(event);
        return event;
    }

    /** The facts and the cells of a confirmed order, half of it for each of two persons. */
    private void count(UUID order) {
        Told confirmed = log.stream()
                .filter(event -> event.type().contains("confirmed"))
                .findFirst()
                .orElseThrow();
        for (LineRow line : row(order).lines()) {
            for (String person : List.of("E006", "E007")) {
                fact(confirmed, line, "DUE_LINE_ORIGINAL", DAY.plusDays(7), "1", "-", person);
                fact(confirmed, line, "SALES_AMOUNT", DAY, "5", "CNY", person);
                fact(confirmed, line, "SALES_VOLUME", DAY, "2", "-", person);
                fact(confirmed, line, "ORDER_COUNT", DAY, "1", "-", person);
            }
        }
        addCells();
    }

    private void fact(
            Told event, LineRow line, String measure, LocalDate day, String value, String currency, String person) {
        Map<String, String> keys = new LinkedHashMap<>();
        KpiStore.DIMENSIONS.forEach(dimension -> keys.put(dimension, dimension.equals("product") ? line.sku() : "x"));
        keys.put("salesperson", person);
        facts.add(new FactRow(
                event.id(),
                event.position(),
                measure,
                day,
                decimal(value),
                currency,
                event.aggregate(),
                line.id(),
                keys));
    }

    /** Of one person and one line, of one of them, and of all. A shared line is one line for each of its persons. */
    private void addCells() {
        addCells("SALES_AMOUNT", "5", "10", "20");
        addCells("SALES_VOLUME", "2", "4", "8");
        addCells("ORDER_COUNT", "1", "1", "1");
        addCells("DUE_LINE_ORIGINAL", "1", "1", "2");
    }

    private void addCells(String measure, String one, String half, String all) {
        boolean lines = measure.startsWith("DUE_LINE");
        cell(measure, "total", "-", "-", all);
        for (String person : List.of("E006", "E007")) {
            cell(measure, "salesperson", person, "-", lines ? all : half);
            for (String sku : List.of("sku-a", "sku-b")) {
                cell(measure, "product,salesperson", sku, person, one);
            }
        }
        for (String sku : List.of("sku-a", "sku-b")) {
            cell(measure, "product", sku, "-", half);
        }
        for (String dimension : KpiStore.DIMENSIONS) {
            if (!dimension.equals("product") && !dimension.equals("salesperson")) {
                cell(measure, dimension, "x", "-", all);
                cell(measure, dimension + ",salesperson", "x", "E006", lines ? all : half);
                cell(measure, dimension + ",salesperson", "x", "E007", lines ? all : half);
            }
        }
    }

    private void cell(String measure, String dimensions, String key1, String key2, String value) {
        LocalDate day = measure.startsWith("DUE") ? DAY.plusDays(7) : DAY;
        String currency = measure.equals("SALES_AMOUNT") ? "CNY" : "-";
        cells.put(new CellKey(measure, dimensions, day, key1, key2, currency), decimal(value));
    }

    OrderRow row(UUID order) {
        return orders.stream().filter(row -> row.id().equals(order)).findFirst().orElseThrow();
    }

    void replace(UUID order, UnaryOperator<OrderRow> change) {
        orders.replaceAll(row -> row.id().equals(order) ? change.apply(row) : row);
    }

    static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }
}
