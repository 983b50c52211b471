package io.neiqin.testkit.scope;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What a run of the matrix came to, in one line. */
record Totals(String base, List<Case> cases, Explained explained, long nanos) {

    @Override
    public String toString() {
        long operations = cases.stream().map(Case::operation).distinct().count();
        long in = cases.stream().filter(Case::in).count();
        Map<String, Long> refused = cases.stream()
                .filter(one -> !one.in())
                .collect(Collectors.groupingBy(
                        one -> one.status() < 300 ? "not shown" : String.valueOf(one.status()),
                        TreeMap::new,
                        Collectors.counting()));
        return "Leak matrix of %s: %d operations, %d cases, %d let in (explained by %d lines), %d not: %s; %d s"
                .formatted(
                        base,
                        operations,
                        cases.size(),
                        in,
                        explained.reasons().size(),
                        cases.size() - in,
                        refused,
                        TimeUnit.NANOSECONDS.toSeconds(nanos));
    }
}
