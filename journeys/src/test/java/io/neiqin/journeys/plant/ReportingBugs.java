package io.neiqin.journeys.plant;

import static io.neiqin.journeys.Neiqin.REPORTING;

import io.neiqin.journeys.check.Finding.Code;
import io.neiqin.journeys.plant.PlantedBug.Change;
import java.util.List;
import java.util.stream.Stream;

/** Bugs of the intake and of the arithmetic, planted into reporting-service. */
final class ReportingBugs {

    private static final String CODE = "reporting-service/src/main/java/io/neiqin/reporting/";
    private static final String BATCH = CODE + "intake/Batch.java";
    private static final String CHANGES = CODE + "cube/Changes.java";
    private static final String FACTS = CODE + "cube/Facts.java";

    /**
     * Three that guard against a repeated event are taken away together, since each of them alone would do: the version
     * check, the state that an order is confirmed once, and the key of the facts.
     */
    private static final List<Change> NO_GUARD = List.of(
            new Change(
                    BATCH,
                    "        if (delivery.version() < next || stream.waiting.containsKey(delivery.version())) {\n",
                    """
                            if (delivery.version() < next) {
                                Stream again = new Stream(delivery.aggregateId(), delivery.version() - 1, null, List.of());
                                again.wait(delivery, delivery.fault());
                                release(again);
                                return;
                            }
                            if (stream.waiting.containsKey(delivery.version())) {
                    """),
            new Change(
                    FACTS,
                    "mapIntegerPrimitive(\"number\", row -> row.fact().number());",
                    "mapIntegerPrimitive(\"number\", row -> row.fact().number()"
                            + " + 1000 * java.util.concurrent.ThreadLocalRandom.current().nextInt(1_000_000));"),
            new Change(
                    FACTS,
                    "mapUUID(\"event_id\", Source::eventId);",
                    "mapUUID(\"event_id\", source -> UUID.randomUUID());"));

    private ReportingBugs() {}

    static List<PlantedBug> all() {
        return List.of(
                repeatedEventsCount(),
                offsetsAreNotCompared(),
                offsetsMoveBeforeTheEffect(),
                deltaIsAddedTwice(),
                sharesLoseTheirRest(),
                sharedOrderCountsForEach(),
                cellsAreRounded());
    }

    private static PlantedBug repeatedEventsCount() {
        return new PlantedBug(
                "a repeated event counts again (no version check, no key)",
                REPORTING,
                Scenario.EVENTS_REPEATED,
                Code.DOUBLE,
                NO_GUARD);
    }

    private static PlantedBug offsetsAreNotCompared() {
        Change noCompare = new Change(CODE + "intake/Offsets.java", " and o.next = step.expected", "");
        // So that it stands still between reading the offsets and writing, where it would not often be otherwise.
        Change moment = new Change(
                CODE + "intake/OrdersIntake.java",
                "            if (!due.isEmpty()) {\n",
                "            java.util.concurrent.locks.LockSupport.parkNanos(2_000_000_000L);\n"
                        + "            if (!due.isEmpty()) {\n");
        return new PlantedBug(
                "a zombie's offsets are not compared (and nothing else guards)",
                REPORTING,
                Scenario.ZOMBIE,
                Code.DOUBLE,
                Stream.concat(NO_GUARD.stream(), Stream.of(noCompare, moment)).toList());
    }

    private static PlantedBug offsetsMoveBeforeTheEffect() {
        return PlantedBug.of(
                "offsets are moved before the effect is there",
                REPORTING,
                Scenario.REPORTING_KILLED,
                Code.STUCK,
                new Change(CODE + "intake/IntakeService.java", """
                                    inTransaction(connection -> {
                                        offsets.advance(connection, Step.over(records));
                                        parked.set(
                        """.stripTrailing(), """
                                    inTransaction(connection -> offsets.advance(connection, Step.over(records)));
                                    java.util.concurrent.locks.LockSupport.parkNanos(300_000_000);
                                    inTransaction(connection -> {
                                        parked.set(
                        """.stripTrailing()));
    }

    static PlantedBug deltaIsAddedTwice() {
        return PlantedBug.of(
                "a difference is added to the cells twice",
                REPORTING,
                Scenario.CALM,
                Code.DRIFT,
                new Change(CHANGES, "fact.value(),\n", "fact.value().add(fact.value()),\n"));
    }

    private static PlantedBug sharesLoseTheirRest() {
        return PlantedBug.of(
                "what rounding leaves over of a share is dropped",
                REPORTING,
                Scenario.CALM,
                Code.BALANCE,
                new Change(
                        CODE + "sales/Shares.java",
                        "for (int next = 0; rest.signum() > 0; next++) {",
                        "for (int next = 0; next < 0 && rest.signum() > 0; next++) {"));
    }

    private static PlantedBug sharedOrderCountsForEach() {
        return PlantedBug.of(
                "a shared order counts in the total once for each of its persons",
                REPORTING,
                Scenario.CALM,
                Code.DRIFT,
                new Change(
                        CHANGES,
                        "orders ? source.orderId() : key.lineId();",
                        "orders ? UUID.nameUUIDFromBytes((source.orderId() + key.dimensions().salesperson())"
                                + ".getBytes()) : key.lineId();"));
    }

    private static PlantedBug cellsAreRounded() {
        return PlantedBug.of(
                "cells are rounded as they are added to",
                REPORTING,
                Scenario.CALM,
                Code.DRIFT,
                new Change(
                        CODE + "cube/Cells.java",
                        "do update set value = cell.value + excluded.value",
                        "do update set value = round(cell.value + excluded.value, 1)"));
    }
}
