package io.neiqin.journeys.plant;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neiqin.journeys.Neiqin;
import io.neiqin.journeys.check.Finding.Code;
import io.neiqin.journeys.plant.PlantedBug.Change;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whoever moves the code that a bug is planted into hears of it in the next build, not in the next long run. */
class PlantingTest {

    @TestFactory
    @DisplayName("each bug can still be planted")
    Stream<DynamicTest> compiles_eachPlantedBug() {
        return Stream.concat(OrdersBugs.all().stream(), ReportingBugs.all().stream())
                .map(bug -> DynamicTest.dynamicTest(bug.name(), () -> Planting.of(bug)));
    }

    @Test
    void isRefused_aBugWhoseCodeHasMoved() {
        PlantedBug bug = PlantedBug.of(
                "nothing",
                Neiqin.ORDERS,
                Scenario.CALM,
                Code.LOST,
                new Change("events/src/main/java/io/neiqin/events/Money.java", "no such code", ""));
        assertThatThrownBy(() -> Planting.of(bug))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Money.java has no place that reads\nno such code");
    }
}
