package io.neiqin.reporting.audit;

import io.neiqin.reporting.cube.DimensionSet;
import io.neiqin.reporting.cube.Measure;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Which cells are audited: those of some measures and dimension sets in a span of days, both ends included. */
record Slice(Collection<Measure> measures, List<DimensionSet> sets, LocalDate from, LocalDate to) {

    private static final int SETS = 4;
    private static final int DAYS = 31;

    /** All cells, cut behind the ends of these years. */
    static List<Slice> everything(Collection<Measure> measures, List<Integer> ends) {
        List<Slice> slices = new ArrayList<>();
        LocalDate from = LocalDate.of(1, 1, 1);
        for (int year : ends) {
            LocalDate to = LocalDate.of(year, 12, 31);
            slices.add(new Slice(measures, DimensionSet.DECLARED, from, to));
            from = to.plusDays(1);
        }
        slices.add(new Slice(measures, DimensionSet.DECLARED, from, LocalDate.of(9999, 12, 31)));
        return slices;
    }

    /** Half of the measures, a few sets, and a month between the days. */
    static Slice random(Collection<Measure> measures, LocalDate first, LocalDate last, Random random) {
        List<Measure> some = new ArrayList<>(measures);
        Collections.shuffle(some, random);
        List<DimensionSet> sets = new ArrayList<>(DimensionSet.DECLARED);
        Collections.shuffle(sets, random);
        LocalDate from =
                first.plusDays(random.nextLong(Math.max(1, last.toEpochDay() - first.toEpochDay() + 2 - DAYS)));
        return new Slice(some.subList(0, (some.size() + 1) / 2), sets.subList(0, SETS), from, from.plusDays(DAYS - 1));
    }

    /** Its measures by how they are counted and dated: those of a group are recomputed together. */
    Collection<List<Measure>> alike() {
        Map<String, List<Measure>> groups = measures.stream()
                .collect(Collectors.groupingBy(measure -> measure.isAdditive() + " " + measure.onOwnDay() + " "
                        + (measure.counting() == Measure.Counting.ORDERS)));
        return groups.values();
    }
}
