package io.neiqin.benchmarks;

import java.util.List;

/** Something to compare, with what it must come to. */
@FunctionalInterface
interface Bar {

    /** Starts what it needs, measures, and stops it again. */
    List<Row> measure(Pace pace) throws Exception;
}
