package io.neiqin.journeys.plant;

import io.neiqin.journeys.check.Finding.Code;
import java.util.List;

/**
 * A mistake that somebody could make, made on purpose in a copy of the real source, to see that it is found.
 *
 * @param service whose process has it
 * @param scenario what shows it
 * @param finding what the checker must say
 */
record PlantedBug(String name, String service, Scenario scenario, Code finding, List<Change> changes) {

    static PlantedBug of(String name, String service, Scenario scenario, Code finding, Change... changes) {
        return new PlantedBug(name, service, scenario, finding, List.of(changes));
    }

    /**
     * One replacement.
     *
     * @param file the source below the root of the tree
     * @param snippet stands there exactly once, white space included
     */
    record Change(String file, String snippet, String replacement) {}

    @Override
    public String toString() {
        return name;
    }
}
