package io.neiqin.journeys.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.journeys.check.Finding.Code;
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
    private static final List<Verb> WALK = List.of(Verb.RECEIVE, Verb.ENTER, Verb.VERIFY, Verb.CONFIRM, Verb.SHIP);

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
        Told confirmed = log.stream()
                .filter(event -> event.type().contains("confirmed"))
                .findFirst()
                .orElseThrow();
        new SmallFigures(facts, cells).count(confirmed, row(first));
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

    /** The judgement is one finding, of this kind, and its sentence has these words. */
    void assertFinds(Code code, String... named) {
        List<Finding> findings = judged();
        assertThat(findings).as("findings").hasSize(1);
        assertThat(findings.get(0).code()).as(findings.toString()).isEqualTo(code);
        assertThat(findings.get(0).sentence()).contains(named);
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
        Command command = new Command(key, Verb.CREATE, null, "E001", null, Json.text(Map.of("lines", content)));
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
        replace(
                order,
                old -> new OrderRow(
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

    void answer(Command command, UUID order, int status, long event, String etag, String shown, boolean replayed) {
        Instant now = Instant.EPOCH;
        history.add(new Attempt(
                command.key(),
                false,
                now,
                now,
                Outcome.ACKNOWLEDGED,
                status,
                null,
                order,
                event,
                etag,
                shown,
                replayed));
    }

    /** A command that was refused, or never answered. */
    Command unanswered(Verb verb, UUID order, Outcome outcome) {
        Command command = new Command(newKey(), verb, order, "E001", null, null);
        history.begin(command);
        int status = outcome == Outcome.REFUSED ? 409 : 0;
        Instant now = Instant.EPOCH;
        history.add(new Attempt(command.key(), false, now, now, outcome, status, "?", order, 0, null, null, false));
        return command;
    }

    /** One more event in the log, with its number, as a command would tell it. */
    Told tell(String correlation, UUID order, String type) {
        long version = last.merge(order, 1L, Long::sum);
        Object body = type.contains("shipped") ? Map.of("lines", progress(order)) : Map.of();
        Told event = new Told(
                log.size() + 1, UUID.randomUUID(), order, version, type, correlation, Json.tree(Json.text(body)));
        log.add(event);
        return event;
    }

    private List<Map<String, Object>> progress(UUID order) {
        return row(order).lines().stream()
                .map(line -> Map.<String, Object>of(
                        "lineId", line.id(), "shipped", line.shipped(), "accepted", line.accepted()))
                .toList();
    }

    /** An event more, sent and applied, that no command's answer speaks of. */
    void tellBehind(String correlation, UUID order, String type) {
        Told event = tell(correlation, order, type);
        topic.add(new OnTopic(0, topic.size(), event));
        allArrived(order);
    }

    void allArrived(UUID order) {
        next.put(0, (long) topic.size());
        position = log.size();
        sent = position;
        applied.put(order, last.get(order));
    }

    static OrderRow with(OrderRow row, int version, String status, String remark, BigDecimal net, List<LineRow> lines) {
        return new OrderRow(row.id(), version, status, row.source(), remark, row.currency(), net, lines);
    }

    static LineRow line(OrderRow row, String quantity) {
        LineRow line = row.lines().get(0);
        return new LineRow(
                line.id(),
                line.sku(),
                decimal(quantity),
                line.unitPrice(),
                line.net(),
                line.shipped(),
                line.accepted());
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
