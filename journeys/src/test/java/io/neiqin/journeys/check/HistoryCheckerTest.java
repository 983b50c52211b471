package io.neiqin.journeys.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.journeys.check.Finding.Code;
import io.neiqin.journeys.check.Tables.KeptAnswer;
import io.neiqin.journeys.check.Tables.OnTopic;
import io.neiqin.journeys.check.Tables.OrderRow;
import io.neiqin.journeys.check.Tables.Told;
import io.neiqin.journeys.load.Attempt.Outcome;
import io.neiqin.journeys.load.Command;
import io.neiqin.journeys.load.Verb;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One thing out of place gives one finding, of its kind, that names the record. */
class HistoryCheckerTest {

    private final SmallWorld world = new SmallWorld();

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
    void findsLost_anOrderThatWasAcknowledged() {
        world.orders.removeIf(row -> row.id().equals(world.second));
        world.assertFinds(Code.LOST, world.second.toString(), "run-000007");
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
    void findsLost_theContentOfAnAcknowledgedCommand() {
        world.replace(
                world.second,
                row -> SmallWorld.with(
                        row, row.version(), row.status(), row.remark(), row.net(), List.of(SmallWorld.line(row, "5"))));
        world.assertFinds(Code.LOST, world.second.toString(), "other lines");
    }

    @Test
    void findsLost_anUpdateThatAnotherOneOverwrote() {
        world.replace(world.first, row -> SmallWorld.with(row, 4, row.status(), row.remark(), row.net(), row.lines()));
        world.assertFinds(Code.LOST, world.first + " has version 4 after 6 commands");
    }

    @Test
    void findsLost_theAnswerThatShouldBeKept() {
        world.kept.remove("run-000007");
        world.replace(
                world.second, row -> SmallWorld.with(row, -1, row.status(), row.remark(), row.net(), row.lines()));
        world.assertFinds(Code.LOST, "the answer to CREATE run-000007");
    }

    @Test
    void findsNothing_inWhatIsToldOfATaskBeside() {
        for (String key : List.of("run-000002", "run-000007")) {
            UUID task = UUID.randomUUID();
            world.tellBehind(key, task, "neiqin.orders.task-offered.v1");
            world.tellBehind(key, task, "neiqin.orders.task-done.v1");
        }
        assertThat(world.judged()).isEmpty();
    }

    @Test
    void findsDouble_twoOrdersOfOneKey() {
        OrderRow twin = world.row(world.second);
        UUID id = UUID.randomUUID();
        world.orders.add(new OrderRow(id, 0, "DRAFT", twin.source(), twin.remark(), "CNY", twin.net(), twin.lines()));
        world.tellBehind("", id, "neiqin.orders.order-drafted.v1");
        world.assertFinds(Code.DOUBLE, world.second.toString(), id.toString(), "run-000007");
    }

    @Test
    void findsDouble_twoEventsOfOneCommand() {
        world.tellBehind("run-000006", world.first, "neiqin.orders.order-shipped.v1");
        List<Finding> findings = world.judged();
        assertThat(findings).extracting(Finding::code).containsExactlyInAnyOrder(Code.ANSWER, Code.DOUBLE);
    }

    @Test
    void findsDouble_twoWhoReplacedTheSameVersion() {
        Command ship = world.history.command("run-000006");
        world.command(Verb.SHIP, world.first, ship.ifMatch());
        world.topic.add(new OnTopic(0, 7, world.log.get(7)));
        world.allArrived(world.first);
        world.assertFinds(Code.DOUBLE, "run-000006 and run-000008 both replaced version \"4\" of order " + world.first);
    }

    @Test
    void findsDouble_aCommandThatWasCarriedOutAgain() {
        Command create = world.history.command("run-000007");
        world.answer(create, world.second, 201, 1, "\"0\"", "DRAFT", false);
        world.assertFinds(Code.DOUBLE, "CREATE run-000007 was carried out 2 times");
    }

    @Test
    void findsGhost_theEventOfARefusedCommand() {
        Command refused = world.unanswered(Verb.SHIP, world.first, Outcome.REFUSED);
        world.tellBehind(refused.key(), world.first, "neiqin.orders.order-shipped.v1");
        world.assertFinds(Code.GHOST, refused.key() + " was refused", "order-shipped.v1 7 of " + world.first);
    }

    @Test
    void findsGhost_anEventWithoutItsKeptAnswer() {
        Command unknown = world.unanswered(Verb.SHIP, world.first, Outcome.UNKNOWN);
        world.tellBehind(unknown.key(), world.first, "neiqin.orders.order-shipped.v1");
        world.assertFinds(Code.GHOST, unknown.key(), "but not its kept answer");
    }

    @Test
    void findsGhost_anOrderThatNobodyAskedFor() {
        UUID id = UUID.randomUUID();
        OrderRow other = world.row(world.second);
        world.orders.add(new OrderRow(id, 0, "DRAFT", "run-000099", "run-000099", "CNY", other.net(), other.lines()));
        world.tellBehind("", id, "neiqin.orders.order-drafted.v1");
        world.assertFinds(Code.GHOST, id.toString(), "run-000099");
    }

    @Test
    void findsGhost_aStatusThatNoEventTells() {
        world.replace(world.second, row -> SmallWorld.with(row, 0, "RECEIVED", row.remark(), row.net(), row.lines()));
        world.assertFinds(Code.GHOST, world.second + " is RECEIVED, but its events say DRAFT");
    }

    @Test
    void findsAnswer_anEventVersionThatIsAnotherOne() {
        world.history.begin(world.history.command("run-000007"));
        world.answer(world.history.command("run-000007"), world.second, 201, 2, "\"0\"", "DRAFT", false);
        world.kept.put("run-000007", new KeptAnswer(201, "\"0\"", 2));
        world.assertFinds(Code.ANSWER, "CREATE run-000007 was answered event 2");
    }

    @Test
    void findsAnswer_aRepetitionThatSaysAnotherThing() {
        Command create = world.history.command("run-000007");
        world.answer(create, world.second, 201, 1, "\"1\"", "DRAFT", true);
        world.assertFinds(Code.ANSWER, "version \"0\", event 1, and again version \"1\", event 1");
    }

    @Test
    void findsAnswer_oneThatIsNotTheOneKept() {
        world.kept.put("run-000007", new KeptAnswer(201, "\"0\"", 3));
        world.assertFinds(Code.ANSWER, "CREATE run-000007", "kept is 201, version \"0\", event 3");
    }
}
