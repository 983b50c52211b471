package io.neiqin.journeys.check;

import io.neiqin.journeys.check.Finding.Code;
import java.util.ArrayList;
import java.util.List;

/** What one check collects. */
final class Findings {

    private final List<Finding> all = new ArrayList<>();

    void add(Code code, String sentence, Object... values) {
        all.add(new Finding(code, sentence.formatted(values)));
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    List<Finding> list() {
        return List.copyOf(all);
    }
}
