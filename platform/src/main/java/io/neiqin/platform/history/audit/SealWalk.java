package io.neiqin.platform.history.audit;

import io.neiqin.platform.history.Sha256;
import io.neiqin.platform.history.audit.Finding.What;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.function.Consumer;

/** Goes through the seals in their order, each with the links under it, and says what is not as it was sealed. */
final class SealWalk {

    /** @param entries how many links were under it */
    record Seal(long no, Instant at, int entries, byte[] head) {}

    private final Consumer<Finding> findings;
    private Seal last;
    private Seal current;
    private Sha256 hash;
    private long links;

    SealWalk(Consumer<Finding> findings) {
        this.findings = findings;
    }

    /** The links under it follow. */
    void take(Seal seal) {
        endOfSeal();
        long next = last == null ? 1 : last.no() + 1;
        if (seal.no() > next) {
            findings.accept(Finding.ofSeal(What.REMOVED, next, seal.no() - next + " seals are gone"));
        }
        current = seal;
        links = 0;
        hash = new Sha256()
                .raw(last == null ? new byte[0] : last.head())
                .number(seal.no())
                .number(seal.at().getEpochSecond() * 1_000_000 + seal.at().get(ChronoField.MICRO_OF_SECOND));
    }

    void takeLink(byte[] chainHash) {
        links++;
        hash.raw(chainHash);
    }

    /** Links that say they are under a seal that is not there: it is the first one missing, or after the last one. */
    void takeLinkWithout(long seal) {
        What what = current != null && seal < current.no() ? What.REMOVED : What.TRUNCATED;
        findings.accept(Finding.ofSeal(what, seal, "there are links under it, it is not there"));
    }

    void end() {
        endOfSeal();
        current = null;
    }

    private void endOfSeal() {
        if (current == null) {
            return;
        }
        boolean afterItsPredecessor = current.no() == (last == null ? 1 : last.no() + 1);
        if (links != current.entries()) {
            What what = links < current.entries() ? What.REMOVED : What.INSERTED;
            findings.accept(
                    Finding.ofSeal(what, current.no(), links + " entries are under it, and not " + current.entries()));
        } else if (afterItsPredecessor && !Arrays.equals(hash.end(), current.head())) {
            findings.accept(Finding.ofSeal(What.EDITED, current.no(), "what is under it comes to another head"));
        }
        last = current;
    }

    Seal last() {
        return last;
    }
}
