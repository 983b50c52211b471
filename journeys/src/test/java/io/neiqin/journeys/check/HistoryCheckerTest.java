package io.neiqin.journeys.check;

import static io.neiqin.journeys.check.SmallWorld.DAY;
import static io.neiqin.journeys.check.SmallWorld.decimal;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.journeys.check.Finding.Code;
import io.neiqin.journeys.check.Tables.CellKey;
import io.neiqin.journeys.check.Tables.FactRow;
import io.neiqin.journeys.check.Tables.KeptAnswer;
import io.neiqin.journeys.check.Tables.LineRow;
import io.neiqin.journeys.check.Tables.OnTopic;
import io.neiqin.journeys.check.Tables.OrderRow;
import io.neiqin.journeys.check.Tables.Told;
import io.neiqin.journeys.check.Tables.Waiting;
import io.neiqin.journeys.load.Attempt.Outcome;
import io.neiqin.journeys.load.Command;
import io.neiqin.journeys.load.Verb;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One thing out of place gives one finding, of its kind, that names the record. */
class HistoryCheckerTest {

    private final SmallWorld world = new SmallWorld();

    private void finds(Code code, String... named) {
        List<Finding> findings = world.judged();
        assertThat(findings).as("findings").hasSize(1);
        assertThat(findings.get(0).code()).as(findings.toString()).isEqualTo(code);
        assertThat(findings.get(0).sentence()).contains(named);
    }

    @Test
    void isSilent_whereEverythingIsInPlace() {
        assertThat(world.judged()).isEmpty();
    }

    @Test
    void isSilent_aboutWhatWasRefusedOrNeverHappened() {
        world.unanswered(Verb.SHIP, world.second, Outcome.REFUSED);
        world.unanswered(Verb.CANCEL, world.second, Outcome.UNKNOWN);
        assertThat(world.judged()).isEmpty();
    }

    @Test
    void isSilent_aboutARepetitionOnTheTopic() {
        OnTopic old = world.topic.get(2);
        world.topic.add(new OnTopic(0, world.topic.size(), old.event()));
        world.next.put(0, (long) world.topic.size());
        assertThat(world.judged()).isEmpty();
    }

    @Test
    void findsLost_anOrderThatWasAcknowledged() {
        world.orders.removeIf(row -> row.id().equals(world.second));
        finds(Code.LOST, world.second.toString(), "run-000007");
    }

    @Test
    void findsLost_theEventOfAnAcknowledgedCommand() {
        Told last = world.log.remove(world.log.size() - 1);
        world.topic.removeIf(record -> record.event().equals(last));
        world.position--;
        world.sent--;
        world.next.put(0, (long) world.topic.size());
        world.last.remove(world.second);
        world.applied.remove(world.second);
        List<Finding> findings = world.judged();
        // An order without its event is a ghost besides.
        assertThat(findings).extracting(Finding::code).containsExactlyInAnyOrder(Code.LOST, Code.GHOST);
        assertThat(findings.get(0).sentence()).contains("event 1 of order " + world.second);
    }

    @Test
    void findsLost_anEventThatWasSentAndIsNotOnTheTopic() {
        world.topic.remove(world.topic.size() - 1);
        world.next.put(0, (long) world.topic.size());
        finds(Code.LOST, "order-drafted", world.second.toString(), "position 7");
    }

    @Test
    void findsLost_theContentOfAnAcknowledgedCommand() {
        world.replace(world.second, row -> with(row, row.version(), row.status(), row.remark(), row.net(), List.of(
                line(row, "5"))));
        finds(Code.LOST, world.second.toString(), "other lines");
    }

    @Test
    void findsLost_anUpdateThatAnotherOneOverwrote() {
        world.replace(world.first, row -> with(row, 4, row.status(), row.remark(), row.net(), row.lines()));
        finds(Code.LOST, world.first + " has version 4 after 6 commands");
    }

    @Test
    void findsLost_theAnswerThatShouldBeKept() {
        world.kept.remove("run-000007");
        world.replace(world.second, row -> with(row, -1, row.status(), row.remark(), row.net(), row.lines()));
        finds(Code.LOST, "the answer to CREATE run-000007");
    }

    @Test
    void findsLost_theFactsOfAConfirmedOrder() {
        world.facts.clear();
        world.cells.clear();
        finds(Code.LOST, "order-confirmed.v1 5 of " + world.first, "no facts");
    }

    @Test
    void findsLost_aRowOfAReplica() {
        world.replica.remove("E002");
        finds(Code.LOST, "organisation of orders", "E002");
    }

    @Test
    void findsDouble_twoOrdersOfOneKey() {
        OrderRow twin = world.row(world.second);
        UUID id = UUID.randomUUID();
        world.orders.add(new OrderRow(
                id, 0, "DRAFT", twin.source(), twin.remark(), "CNY", twin.net(), twin.lines()));
        tellBehind("", id, "neiqin.orders.order-drafted.v1");
        finds(Code.DOUBLE, world.second.toString(), id.toString(), "run-000007");
    }

    @Test
    void findsDouble_twoEventsOfOneCommand() {
        tellBehind("run-000006", world.first, "neiqin.orders.order-shipped.v1");
        List<Finding> findings = world.judged();
        assertThat(findings).extracting(Finding::code).containsExactlyInAnyOrder(Code.ANSWER, Code.DOUBLE);
    }

    @Test
    void findsDouble_twoWhoReplacedTheSameVersion() {
        Command ship = world.history.command("run-000006");
        world.command(Verb.SHIP, world.first, ship.ifMatch());
        world.topic.add(new OnTopic(0, 7, world.log.get(7)));
        allArrived(world.first);
        finds(Code.DOUBLE, "run-000006 and run-000008 both replaced version \"4\" of order " + world.first);
    }

    @Test
    void findsDouble_aFactOfAnEventThatIsThereTwice() {
        FactRow fact = world.facts.get(3);
        world.facts.add(4, fact);
        finds(Code.DOUBLE, fact.event().toString(), "ORDER_COUNT");
    }

    @Test
    void findsDouble_aCommandThatWasCarriedOutAgain() {
        Command create = world.history.command("run-000007");
        world.answer(create, world.second, 201, 1, "\"0\"", "DRAFT", false);
        finds(Code.DOUBLE, "CREATE run-000007 was carried out 2 times");
    }

    @Test
    void findsGhost_theEventOfARefusedCommand() {
        Command refused = world.unanswered(Verb.SHIP, world.first, Outcome.REFUSED);
        tellBehind(refused.key(), world.first, "neiqin.orders.order-shipped.v1");
        finds(Code.GHOST, refused.key() + " was refused", "order-shipped.v1 7 of " + world.first);
    }

    @Test
    void findsGhost_anEventWithoutItsKeptAnswer() {
        Command unknown = world.unanswered(Verb.SHIP, world.first, Outcome.UNKNOWN);
        tellBehind(unknown.key(), world.first, "neiqin.orders.order-shipped.v1");
        finds(Code.GHOST, unknown.key(), "but not its kept answer");
    }

    @Test
    void findsGhost_anOrderThatNobodyAskedFor() {
        UUID id = UUID.randomUUID();
        OrderRow other = world.row(world.second);
        world.orders.add(new OrderRow(id, 0, "DRAFT", "run-000099", "run-000099", "CNY", other.net(), other.lines()));
        tellBehind("", id, "neiqin.orders.order-drafted.v1");
        finds(Code.GHOST, id.toString(), "run-000099");
    }

    @Test
    void findsGhost_aStatusThatNoEventTells() {
        world.replace(world.second, row -> with(row, 0, "RECEIVED", row.remark(), row.net(), row.lines()));
        finds(Code.GHOST, world.second + " is RECEIVED, but its events say DRAFT");
    }

    @Test
    void findsGhost_anEventOnTheTopicThatIsNotInTheLog() {
        UUID nobody = UUID.randomUUID();
        Told foreign = new Told(8, UUID.randomUUID(), nobody, 1, "neiqin.orders.order-drafted.v1", "", null);
        world.topic.add(new OnTopic(0, 7, foreign));
        world.next.put(0, 8L);
        assertThat(world.judged(Set.of(nobody))).isEmpty();
        finds(Code.GHOST, nobody.toString(), "not in its log");
    }

    @Test
    void findsGhost_factsOfAnEventThatNobodyTold() {
        FactRow fact = world.facts.get(3);
        UUID event = UUID.randomUUID();
        world.facts.add(new FactRow(
                event, 99, fact.measure(), DAY, decimal("1"), "-", UUID.randomUUID(), fact.line(), fact.keys()));
        List<Finding> findings = world.judged();
        assertThat(findings.get(0).toString()).startsWith("GHOST").contains(event.toString());
        assertThat(findings).extracting(Finding::code).containsOnly(Code.GHOST, Code.DRIFT);
    }

    @Test
    void findsOrder_aGapInThePositions() {
        Told last = world.log.remove(6);
        Told moved = new Told(8, last.id(), last.aggregate(), 1, last.type(), last.correlation(), last.body());
        world.log.add(moved);
        world.topic.set(6, new OnTopic(0, 6, moved));
        world.position = 8;
        world.sent = 8;
        finds(Code.ORDER, "position 8 where 7 is due");
    }

    @Test
    void findsOrder_eventsThatChangedPlacesOnTheTopic() {
        OnTopic third = world.topic.get(2);
        world.topic.set(2, new OnTopic(0, 2, world.topic.get(3).event()));
        world.topic.set(3, new OnTopic(0, 3, third.event()));
        List<Finding> findings = world.judged();
        assertThat(findings).extracting(Finding::code).containsOnly(Code.ORDER);
        assertThat(findings.get(0).sentence()).contains("4 of " + world.first + " follows version 2");
    }

    @Test
    void findsBalance_factsThatAreNotTheOrder() {
        world.replace(world.first, row -> with(row, row.version(), row.status(), row.remark(), decimal("21"), row.lines().stream()
                .map(line -> line.sku().equals("sku-a")
                        ? new LineRow(line.id(), line.sku(), line.quantity(), line.unitPrice(), decimal("11"), line.shipped(), line.accepted())
                        : line)
                .toList()));
        finds(Code.BALANCE, world.first.toString(), "a worth of 11, its facts say 10");
    }

    @Test
    void findsBalance_linesThatDoNotAddUp() {
        world.replace(world.second, row -> with(row, 0, row.status(), row.remark(), decimal("12"), row.lines()));
        finds(Code.BALANCE, world.second + " is 12, its lines are 10");
    }

    @Test
    void findsBalance_goodsThatTheLastEventDoesNotTell() {
        world.replace(world.first, row -> with(row, row.version(), row.status(), row.remark(), row.net(), row.lines().stream()
                .map(line -> line.sku().equals("sku-a")
                        ? new LineRow(line.id(), line.sku(), line.quantity(), line.unitPrice(), line.net(), decimal("3"), line.accepted())
                        : line)
                .toList()));
        finds(Code.BALANCE, "has shipped 3", "its last event says 4");
    }

    @Test
    void findsDrift_aSumThatIsNotTheFacts() {
        world.cells.put(new CellKey("SALES_AMOUNT", "total", DAY, "-", "-", "CNY"), decimal("20.01"));
        finds(Code.DRIFT, "SALES_AMOUNT", "is 20.01, its facts say 20");
    }

    @Test
    void findsDrift_aSharedOrderThatCountsTwice() {
        world.cells.put(new CellKey("ORDER_COUNT", "total", DAY, "-", "-", "-"), decimal("2"));
        finds(Code.DRIFT, "ORDER_COUNT", "is 2, its facts say 1");
    }

    @Test
    void findsDrift_aCellWithoutFacts() {
        world.cells.put(new CellKey("SALES_AMOUNT", "country", DAY, "DE", "-", "CNY"), decimal("1"));
        finds(Code.DRIFT, "country", "is 1, its facts say 0");
    }

    @Test
    void findsStuck_anEventThatIsStillInTheOutbox() {
        Told last = world.log.remove(6);
        world.outbox.add(last);
        world.topic.remove(6);
        world.next.put(0, 6L);
        world.position = 6;
        world.sent = 6;
        world.applied.remove(world.second);
        world.applied.put(world.second, 1L);
        finds(Code.STUCK, "1 events wait in the outbox of orders", world.second.toString());
    }

    @Test
    void findsStuck_anAggregateThatIsParked() {
        world.applied.put(world.second, 0L);
        world.waiting.add(new Waiting(world.second, 1, "cannot be read"));
        assertThat(world.judged(Set.of(world.second))).isEmpty();
        finds(Code.STUCK, world.second.toString(), "cannot be read");
    }

    @Test
    void findsStuck_aConsumerThatIsBehind() {
        world.applied.put(world.first, 5L);
        finds(Code.STUCK, "kpi of reporting has applied version 5 of 6 of " + world.first);
    }

    @Test
    void findsStuck_anOffsetBeforeTheEnd() {
        world.next.put(0, 6L);
        finds(Code.STUCK, "stands at 6 of partition 0, which ends at 7");
    }

    @Test
    void findsAnswer_anEventVersionThatIsAnotherOne() {
        world.history.begin(world.history.command("run-000007"));
        world.answer(world.history.command("run-000007"), world.second, 201, 2, "\"0\"", "DRAFT", false);
        world.kept.put("run-000007", new KeptAnswer(201, "\"0\"", 2));
        finds(Code.ANSWER, "CREATE run-000007 was answered event 2");
    }

    @Test
    void findsAnswer_aRepetitionThatSaysAnotherThing() {
        Command create = world.history.command("run-000007");
        world.answer(create, world.second, 201, 1, "\"1\"", "DRAFT", true);
        finds(Code.ANSWER, "version \"0\", event 1, and again version \"1\", event 1");
    }

    @Test
    void findsAnswer_oneThatIsNotTheOneKept() {
        world.kept.put("run-000007", new KeptAnswer(201, "\"0\"", 3));
        finds(Code.ANSWER, "CREATE run-000007", "kept is 201, version \"0\", event 3");
    }

    /** An event more, sent and applied, that no command's answer speaks of. */
    private void tellBehind(String correlation, UUID order, String type) {
        Told event = world.tell(correlation, order, type);
        world.topic.add(new OnTopic(0, world.topic.size(), event));
        allArrived(order);
    }

    private void allArrived(UUID order) {
        world.next.put(0, (long) world.topic.size());
        world.position = world.log.size();
        world.sent = world.position;
        world.applied.put(order, world.last.get(order));
    }

    private static OrderRow with(
            OrderRow row, int version, String status, String remark, BigDecimal net, List<LineRow> lines) {
        return new OrderRow(row.id(), version, status, row.source(), remark, row.currency(), net, lines);
    }

    private static LineRow line(OrderRow row, String quantity) {
        LineRow line = row.lines().get(0);
        return new LineRow(
                line.id(), line.sku(), decimal(quantity), line.unitPrice(), line.net(), line.shipped(), line.accepted());
    }
}
