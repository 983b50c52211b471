package io.neiqin.journeys.check;

import io.neiqin.journeys.check.Finding.Code;
import io.neiqin.journeys.load.History;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the checker says about one run. */
public record Verdict(History history, List<Finding> findings) {

    private static final int SHOWN = 30;

    public boolean isSilent() {
        return findings.isEmpty();
    }

    public long count(Code code) {
        return findings.stream().filter(finding -> finding.code() == code).count();
    }

    public Set<Code> codes() {
        return findings.stream().map(Finding::code).collect(Collectors.toSet());
    }

    /** Fails with the findings when there are any. */
    public void assertSilent() {
        if (!isSilent()) {
            throw new AssertionError(this);
        }
    }

    @Override
    public String toString() {
        String counts = Arrays.stream(Code.values())
                .filter(code -> count(code) > 0)
                .map(code -> count(code) + " " + code)
                .collect(Collectors.joining(", "));
        String list =
                findings.stream().limit(SHOWN).map(finding -> "\n  " + finding).collect(Collectors.joining());
        return history + (isSilent() ? ": nothing found" : ": " + counts + list);
    }
}
