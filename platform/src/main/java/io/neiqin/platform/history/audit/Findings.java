package io.neiqin.platform.history.audit;

import java.util.ArrayList;
import java.util.List;

/** The first thousand findings, and how many more there are. */
final class Findings {

    private static final int SHOWN = 1000;

    private final List<Finding> shown = new ArrayList<>();
    private long more;

    /** What has been found out about a seal in one way need not be said again. */
    void add(Finding finding) {
        if (shown.stream().anyMatch(finding::isAtTheSamePlace)) {
            return;
        }
        if (shown.size() < SHOWN) {
            shown.add(finding);
        } else {
            more++;
        }
    }

    List<Finding> shown() {
        return List.copyOf(shown);
    }

    long more() {
        return more;
    }
}
