package io.neiqin.platform.assignment.backtest;

import io.neiqin.platform.assignment.proposal.AssignmentTerms;
import io.neiqin.platform.assignment.proposal.Proposal;
import io.neiqin.platform.assignment.proposal.Strategy;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * By which terms work is given out in a replay.
 *
 * @param terms by kind; no lead is there to give out what is MANUAL
 * @param seed gives each piece to anyone of those who may have it, by this beginning of chance; null for the terms'
 *     strategy
 */
public record Policy(Map<String, AssignmentTerms> terms, Long seed) {

    public Policy {
        if (terms.values().stream().anyMatch(each -> each.strategy() == Strategy.MANUAL)) {
            throw new IllegalArgumentException("what a lead would have done cannot be replayed");
        }
    }

    public static Policy of(Map<String, AssignmentTerms> terms) {
        return new Policy(terms, null);
    }

    /** The floor of what a rule must be better than. */
    public static Policy atRandom(Map<String, AssignmentTerms> terms, long seed) {
        return new Policy(terms, seed);
    }

    Random chance() {
        return seed == null ? null : new Random(seed);
    }

    /** @param chance of {@link #chance}, null for the best one */
    static Optional<Proposal.Offer> choose(Proposal proposal, Random chance) {
        return chance == null ? proposal.best() : proposal.inTurn(chance.nextInt(Integer.MAX_VALUE));
    }
}
