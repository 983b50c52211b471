package io.neiqin.journeys.plant;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.journeys.Company;
import io.neiqin.journeys.Neiqin;
import io.neiqin.journeys.check.Verdict;
import io.neiqin.journeys.fault.FaultTable;
import io.neiqin.journeys.fault.Ground;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** A test of the tests: the checker finds each bug that is planted, and nothing where none is. */
@Tag("faults")
class PlantedBugsTest {

    private static final int CLEAN_RUNS = 20;

    private static Ground ground;
    private static Neiqin neiqin;
    private static Company company;
    private static boolean areOrdersSound = true;

    @BeforeAll
    static void start() {
        ground = Ground.own(false);
        neiqin = Neiqin.start(ground);
        company = Company.found(neiqin);
    }

    @AfterAll
    static void stop() {
        if (neiqin != null) {
            neiqin.close();
        }
        if (ground != null) {
            ground.close();
        }
    }

    @TestFactory
    @DisplayName("the checker finds a planted bug")
    Stream<DynamicTest> isFound_aPlantedBug() {
        String only = System.getProperty("neiqin.bug", "");
        return Stream.concat(OrdersBugs.all().stream(), ReportingBugs.all().stream())
                .filter(bug -> bug.name().contains(only))
                .map(bug -> DynamicTest.dynamicTest(bug.name(), () -> find(bug)));
    }

    private static void find(PlantedBug bug) {
        Planting planting = Planting.of(bug);
        if (bug.service().equals(Neiqin.REPORTING) && areOrdersSound) {
            neiqin.renewReporting(planting.jvm());
        } else {
            neiqin.renew(Map.of(bug.service(), planting.jvm()));
        }
        areOrdersSound = bug.service().equals(Neiqin.REPORTING);
        company.awaitKnown();
        Verdict verdict = bug.scenario().play(neiqin, company, 1);
        FaultTable.planted(bug.name(), bug.finding(), verdict);
        planting.requireLoaded();
        assertThat(verdict.codes()).as(verdict.toString()).contains(bug.finding());
    }

    @TestFactory
    @DisplayName("the checker is silent where no bug is")
    Stream<DynamicTest> isSilent_aCleanRun() {
        Scenario[] all = Scenario.values();
        return IntStream.range(0, CLEAN_RUNS)
                .mapToObj(run -> DynamicTest.dynamicTest(
                        all[run % all.length] + " " + run, () -> beSilent(all[run % all.length], run)));
    }

    private static void beSilent(Scenario scenario, int run) {
        if (run == 0) {
            neiqin.renew(Map.of());
            company.awaitKnown();
        }
        Verdict verdict = scenario.play(neiqin, company, 100 + run);
        FaultTable.add("no bug, " + scenario, verdict, "");
        verdict.assertSilent();
    }
}
