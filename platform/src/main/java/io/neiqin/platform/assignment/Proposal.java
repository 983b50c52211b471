package io.neiqin.platform.assignment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * To whom a task should be offered (派单), and why to him and not to another. Pure: of the same people it always makes the
 * same.
 *
 * @param offers to everybody who may have it, the best first
 * @param excluded why each of the others may not
 */
record Proposal(List<Offer> offers, Map<String, Exclusion> excluded) {

    /** So much experience earns the full grade: more of it makes nobody better, and would give all to a few. */
    private static final int ENOUGH = 5;

    private static final int FULL = 100;

    /** Who scores more; then who has less to do; then whose turn it is longest; then by number. */
    private static final Comparator<Offer> BEST = Comparator.comparingInt(Offer::score)
            .reversed()
            .thenComparing(offer -> offer.to().load())
            .thenComparing(offer -> offer.to().lastOffered(), Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(offer -> offer.to().employeeNo());

    /** Why somebody is not offered a task. */
    enum Exclusion {
        NOT_HERE,
        /** Must not, as whoever entered what is to be checked. */
        BARRED,
        DECLINED,
        UNSKILLED,
        OUT_OF_SIGHT,
        /** Has that much more to do than the others that it would not be fair. */
        OVER_CAP
    }

    /** What a criterion has found, and the points for it. */
    record Reason(Criterion criterion, int value, int points) {}

    /** @param score the sum of the reasons' points */
    record Offer(Candidate to, int score, List<Reason> reasons) {}

    /** @param declined those who have said no to this task */
    static Proposal of(Need need, AssignmentTerms terms, Set<String> declined, List<Candidate> candidates) {
        Map<String, Exclusion> excluded = new TreeMap<>();
        List<Candidate> eligible = new ArrayList<>();
        for (Candidate candidate : candidates) {
            exclusion(need, declined, candidate)
                    .ifPresentOrElse(why -> excluded.put(candidate.employeeNo(), why), () -> eligible.add(candidate));
        }
        long total = eligible.stream().mapToLong(Candidate::load).sum();
        int most = eligible.stream().mapToInt(Candidate::load).max().orElse(0);
        List<Offer> offers = new ArrayList<>();
        for (Candidate candidate : eligible) {
            if (isOver(candidate.load(), total, eligible.size(), terms.cap())) {
                excluded.put(candidate.employeeNo(), Exclusion.OVER_CAP);
            } else {
                offers.add(offer(need, terms, candidate, most));
            }
        }
        offers.sort(BEST);
        return new Proposal(List.copyOf(offers), excluded);
    }

    /** Empty when nobody is left. Never for the cap's sake: whoever has least to do is not above the average. */
    Optional<Offer> best() {
        return offers.stream().findFirst();
    }

    /** The best one, or after him in turn: for several that are offered at the same moment. */
    Optional<Offer> inTurn(long turn) {
        return offers.isEmpty()
                ? Optional.empty()
                : Optional.of(offers.get((int) Math.floorMod(turn, (long) offers.size())));
    }

    private static Optional<Exclusion> exclusion(Need need, Set<String> declined, Candidate candidate) {
        if (!candidate.here()) {
            return Optional.of(Exclusion.NOT_HERE);
        }
        if (need.never().contains(candidate.employeeNo())) {
            return Optional.of(Exclusion.BARRED);
        }
        if (declined.contains(candidate.employeeNo())) {
            return Optional.of(Exclusion.DECLINED);
        }
        if (need.skill() != null && !candidate.skills().contains(need.skill())) {
            return Optional.of(Exclusion.UNSKILLED);
        }
        return candidate.sees() ? Optional.empty() : Optional.of(Exclusion.OUT_OF_SIGHT);
    }

    /** In whole numbers: load > total ÷ persons × (1 + cap). */
    private static boolean isOver(int load, long total, int persons, int cap) {
        return (long) load * persons * 100 > total * (100 + cap);
    }

    private static Offer offer(Need need, AssignmentTerms terms, Candidate candidate, int most) {
        Map<Criterion, Integer> values = new EnumMap<>(Criterion.class);
        values.put(Criterion.LOAD, candidate.load());
        values.put(Criterion.SKILL, candidate.done());
        values.put(Criterion.HISTORY, candidate.served());
        values.put(Criterion.OWN, candidate.employeeNo().equals(need.own()) ? 1 : 0);
        List<Reason> reasons = values.entrySet().stream()
                .map(found -> new Reason(
                        found.getKey(),
                        found.getValue(),
                        terms.factors().of(found.getKey()) * grade(found.getKey(), found.getValue(), most)))
                .toList();
        return new Offer(candidate, reasons.stream().mapToInt(Reason::points).sum(), reasons);
    }

    /** 0 to 100. */
    private static int grade(Criterion criterion, int value, int most) {
        return switch (criterion) {
            case LOAD -> most == 0 ? FULL : FULL - (int) ((long) FULL * value / most);
            case SKILL, HISTORY -> Math.min(value, ENOUGH) * FULL / ENOUGH;
            case OWN -> value * FULL;
        };
    }
}
