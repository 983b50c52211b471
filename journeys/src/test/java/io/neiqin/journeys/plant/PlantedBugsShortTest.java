package io.neiqin.journeys.plant;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.journeys.Company;
import io.neiqin.journeys.Neiqin;
import io.neiqin.journeys.check.Verdict;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The checker at work on real processes: silent on a sound system, and not on one with a bug in each of two services. */
class PlantedBugsShortTest {

    @Test
    @DisplayName("the checker is silent on a clean run and finds the bugs of two services")
    void findsBugs_onlyWhereSomeArePlanted() {
        try (Neiqin neiqin = Neiqin.start()) {
            Company company = Company.found(neiqin);
            Scenario.CALM.play(neiqin, company, 1).assertSilent();

            Planting inOrders = Planting.of(OrdersBugs.ifMatchIsNotCompared());
            Planting inReporting = Planting.of(ReportingBugs.deltaIsAddedTwice());
            neiqin.renew(Map.of(Neiqin.ORDERS, inOrders.jvm(), Neiqin.REPORTING, inReporting.jvm()));
            company.awaitKnown();
            Verdict verdict = Scenario.CALM.play(neiqin, company, 2);
            inOrders.requireLoaded();
            inReporting.requireLoaded();
            assertThat(verdict.codes())
                    .as(verdict.toString())
                    .containsAll(Set.of(
                            OrdersBugs.ifMatchIsNotCompared().finding(),
                            ReportingBugs.deltaIsAddedTwice().finding()));
        }
    }
}
