package io.neiqin.journeys.check;

import static io.neiqin.journeys.check.SmallWorld.DAY;
import static io.neiqin.journeys.check.SmallWorld.decimal;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.journeys.check.Finding.Code;
import io.neiqin.journeys.check.Tables.CellKey;
import io.neiqin.journeys.check.Tables.FactRow;
import io.neiqin.journeys.check.Tables.LineRow;
import io.neiqin.journeys.check.Tables.OnTopic;
import io.neiqin.journeys.check.Tables.Told;
import io.neiqin.journeys.check.Tables.Waiting;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** As in {@link HistoryCheckerTest}, behind the command: the way of the events, consumers, facts and sums. */
class ChainAndFiguresTest {

    private final SmallWorld world = new SmallWorld();

    @Test
    void isSilent_aboutARepetitionOnTheTopic() {
        OnTopic old = world.topic.get(2);
        world.topic.add(new OnTopic(0, world.topic.size(), old.event()));
        world.next.put(0, (long) world.topic.size());
        assertThat(world.judged()).isEmpty();
    }

    @Test
    void findsLost_anEventThatWasSentAndIsNotOnTheTopic() {
        world.topic.remove(world.topic.size() - 1);
        world.next.put(0, (long) world.topic.size());
        world.assertFinds(Code.LOST, "order-drafted", world.second.toString(), "position 7");
    }

    @Test
    void findsLost_theFactsOfAConfirmedOrder() {
        world.facts.clear();
        world.cells.clear();
        world.assertFinds(Code.LOST, "order-confirmed.v1 5 of " + world.first, "no facts");
    }

    @Test
    void findsLost_aRowOfAReplica() {
        world.replica.remove("E002");
        world.assertFinds(Code.LOST, "organisation of orders", "E002");
    }

    @Test
    void findsDouble_aFactOfAnEventThatIsThereTwice() {
        FactRow fact = world.facts.get(3);
        world.facts.add(4, fact);
        world.assertFinds(Code.DOUBLE, fact.event().toString(), "ORDER_COUNT");
    }

    @Test
    void findsGhost_anEventOnTheTopicThatIsNotInTheLog() {
        UUID nobody = UUID.randomUUID();
        Told foreign = new Told(8, UUID.randomUUID(), nobody, 1, "neiqin.orders.order-drafted.v1", "", null);
        world.topic.add(new OnTopic(0, 7, foreign));
        world.next.put(0, 8L);
        assertThat(world.judged(Set.of(nobody))).isEmpty();
        world.assertFinds(Code.GHOST, nobody.toString(), "not in its log");
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
        world.assertFinds(Code.ORDER, "position 8 where 7 is due");
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
        world.replace(
                world.first,
                row -> SmallWorld.with(
                        row,
                        row.version(),
                        row.status(),
                        row.remark(),
                        decimal("21"),
                        row.lines().stream()
                                .map(line -> line.sku().equals("sku-a")
                                        ? new LineRow(
                                                line.id(),
                                                line.sku(),
                                                line.quantity(),
                                                line.unitPrice(),
                                                decimal("11"),
                                                line.shipped(),
                                                line.accepted())
                                        : line)
                                .toList()));
        world.assertFinds(Code.BALANCE, world.first.toString(), "a worth of 11, its facts say 10");
    }

    @Test
    void findsBalance_linesThatDoNotAddUp() {
        world.replace(
                world.second, row -> SmallWorld.with(row, 0, row.status(), row.remark(), decimal("12"), row.lines()));
        world.assertFinds(Code.BALANCE, world.second + " is 12, its lines are 10");
    }

    @Test
    void findsBalance_goodsThatTheLastEventDoesNotTell() {
        world.replace(
                world.first,
                row -> SmallWorld.with(
                        row,
                        row.version(),
                        row.status(),
                        row.remark(),
                        row.net(),
                        row.lines().stream()
                                .map(line -> line.sku().equals("sku-a")
                                        ? new LineRow(
                                                line.id(),
                                                line.sku(),
                                                line.quantity(),
                                                line.unitPrice(),
                                                line.net(),
                                                decimal("3"),
                                                line.accepted())
                                        : line)
                                .toList()));
        world.assertFinds(Code.BALANCE, "has shipped 3", "its last event says 4");
    }

    @Test
    void findsDrift_aSumThatIsNotTheFacts() {
        world.cells.put(new CellKey("SALES_AMOUNT", "total", DAY, "-", "-", "CNY"), decimal("20.01"));
        world.assertFinds(Code.DRIFT, "SALES_AMOUNT", "is 20.01, its facts say 20");
    }

    @Test
    void findsDrift_aSharedOrderThatCountsTwice() {
        world.cells.put(new CellKey("ORDER_COUNT", "total", DAY, "-", "-", "-"), decimal("2"));
        world.assertFinds(Code.DRIFT, "ORDER_COUNT", "is 2, its facts say 1");
    }

    @Test
    void findsDrift_aCellWithoutFacts() {
        world.cells.put(new CellKey("SALES_AMOUNT", "country", DAY, "DE", "-", "CNY"), decimal("1"));
        world.assertFinds(Code.DRIFT, "country", "is 1, its facts say 0");
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
        world.assertFinds(Code.STUCK, "1 events wait in the outbox of orders", world.second.toString());
    }

    @Test
    void findsStuck_anAggregateThatIsParked() {
        world.applied.put(world.second, 0L);
        world.waiting.add(new Waiting(world.second, 1, "cannot be read"));
        assertThat(world.judged(Set.of(world.second))).isEmpty();
        world.assertFinds(Code.STUCK, world.second.toString(), "cannot be read");
    }

    @Test
    void findsStuck_aConsumerThatIsBehind() {
        world.applied.put(world.first, 5L);
        world.assertFinds(Code.STUCK, "kpi of reporting has applied version 5 of 6 of " + world.first);
    }

    @Test
    void findsStuck_anOffsetBeforeTheEnd() {
        world.next.put(0, 6L);
        world.assertFinds(Code.STUCK, "stands at 6 of partition 0, which ends at 7");
    }
}
