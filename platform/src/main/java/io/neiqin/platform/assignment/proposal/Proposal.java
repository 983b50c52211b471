package io.neiqin.platform.assignment.proposal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * To whom a task should be offered (派单), and why to him and not to another. Pure: of the same people it always makes the
 * same. What is offered and what a back-test replays is both decided here.
 *
 * @param offers to everybody who may have it, the best first; none where a lead decides
 * @param excluded why each of the others may not
 */
public record Proposal(List<Offer> offers, Map<String, Exclusion> excluded) {

    /** So much experience earns the full grade: more of it makes nobody better, and would give all to a few. */
    private static final int ENOUGH = 5;

    private static final int FULL = 100;

    /** Whose turn it is longest; then by number. */
    private static final Comparator<Candidate> TURN = Comparator.comparing(
                    Candidate::lastOffered, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Candidate::employeeNo);

    /** Who scores more; then who has less to do; then whose turn it is longest; then by number. */
    private static final Comparator<Offer> BEST = Comparator.comparingInt(Offer::score)
            .reversed()
            .thenComparing(offer -> offer.to().load())
            .thenComparing(Offer::to, TURN);

    /** Why somebody is not offered a task. */
    public enum Exclusion {
        NOT_HERE,
        /** Must not, as whoever entered what is to be checked. */
        BARRED,
        DECLINED,
        UNSKILLED,
        OUT_OF_SIGHT,
        /** Has that much more to do than the others that it would not be fair. */
        OVER_CAP
    }

    /**
     * What a criterion has found, and the points for it.
     *
     * @param value open work, pieces done lately, pieces for the same customer, 1 for his own, minutes that a piece takes
     *     (0 for too little known), or the place in turn
     */
    public record Reason(Criterion criterion, int value, int points) {}

    /** @param score the sum of the reasons' points */
    public record Offer(Candidate to, int score, List<Reason> reasons) {}

    /** @param declined those who have said no to this task */
    public static Proposal of(Need need, AssignmentTerms terms, Set<String> declined, List<Candidate> candidates) {
        Map<String, Exclusion> excluded = new TreeMap<>();
        List<Candidate> eligible = new ArrayList<>();
        for (Candidate candidate : candidates) {
            exclusion(need, terms, declined, candidate)
                    .ifPresentOrElse(why -> excluded.put(candidate.employeeNo(), why), () -> eligible.add(candidate));
        }
        List<Offer> offers = switch (terms.strategy()) {
            case SCORED -> scored(need, terms, eligible, excluded);
            case ROUND_ROBIN -> inTurn(eligible);
            case MANUAL -> List.of();
        };
        return new Proposal(offers, excluded);
    }

    /**
     * Empty when nobody is left, or a lead decides. Never for the cap's sake: whoever has least to do is not above the
     * average.
     */
    public Optional<Offer> best() {
        return offers.stream().findFirst();
    }

    /** The best one, or after him in turn: for several that are offered at the same moment. */
    public Optional<Offer> inTurn(long turn) {
        return offers.isEmpty()
                ? Optional.empty()
                : Optional.of(offers.get((int) Math.floorMod(turn, (long) offers.size())));
    }

    private static Optional<Exclusion> exclusion(
            Need need, AssignmentTerms terms, Set<String> declined, Candidate candidate) {
        if (!candidate.here()) {
            return Optional.of(Exclusion.NOT_HERE);
        }
        if (need.never().contains(candidate.employeeNo())) {
            return Optional.of(Exclusion.BARRED);
        }
        if (declined.contains(candidate.employeeNo())) {
            return Optional.of(Exclusion.DECLINED);
        }
        if (isMissing(need.skill(), candidate) || isMissing(terms.skill(), candidate)) {
            return Optional.of(Exclusion.UNSKILLED);
        }
        return candidate.sees() ? Optional.empty() : Optional.of(Exclusion.OUT_OF_SIGHT);
    }

    private static boolean isMissing(String skill, Candidate candidate) {
        return skill != null && !candidate.skills().contains(skill);
    }

    private static List<Offer> inTurn(List<Candidate> eligible) {
        List<Candidate> order = eligible.stream().sorted(TURN).toList();
        List<Offer> offers = new ArrayList<>();
        for (Candidate candidate : order) {
            Reason place = new Reason(Criterion.TURN, offers.size() + 1, 0);
            offers.add(new Offer(candidate, 0, List.of(place)));
        }
        return List.copyOf(offers);
    }

    private static List<Offer> scored(
            Need need, AssignmentTerms terms, List<Candidate> eligible, Map<String, Exclusion> excluded) {
        long total = eligible.stream().mapToLong(Candidate::load).sum();
        Measures measures = Measures.of(eligible);
        List<Offer> offers = new ArrayList<>();
        for (Candidate candidate : eligible) {
            if (isOver(candidate.load(), total, eligible.size(), terms.cap())) {
                excluded.put(candidate.employeeNo(), Exclusion.OVER_CAP);
            } else {
                offers.add(offer(need, terms, candidate, measures));
            }
        }
        offers.sort(BEST);
        return List.copyOf(offers);
    }

    /** In whole numbers: load > total ÷ persons × (1 + cap). */
    private static boolean isOver(int load, long total, int persons, int cap) {
        return (long) load * persons * 100 > total * (100 + cap);
    }

    /** A criterion that counts for nothing is no reason. */
    private static Offer offer(Need need, AssignmentTerms terms, Candidate candidate, Measures measures) {
        Map<Criterion, Integer> values = new EnumMap<>(Criterion.class);
        values.put(Criterion.LOAD, candidate.load());
        values.put(Criterion.SKILL, candidate.done());
        values.put(Criterion.HISTORY, candidate.served());
        values.put(Criterion.OWN, candidate.employeeNo().equals(need.own()) ? 1 : 0);
        values.put(Criterion.TIME, candidate.minutes() == null ? 0 : candidate.minutes());
        List<Reason> reasons = values.entrySet().stream()
                .filter(found -> terms.factors().of(found.getKey()) > 0)
                .map(found -> new Reason(
                        found.getKey(),
                        found.getValue(),
                        terms.factors().of(found.getKey()) * measures.grade(found.getKey(), found.getValue())))
                .toList();
        return new Offer(candidate, reasons.stream().mapToInt(Reason::points).sum(), reasons);
    }

    /**
     * What one is compared with.
     *
     * @param most of open work that somebody has
     * @param middle of the minutes that a piece takes those of whom it is known; 0 where it is known of nobody
     */
    private record Measures(int most, int middle) {

        static Measures of(List<Candidate> eligible) {
            int most = eligible.stream().mapToInt(Candidate::load).max().orElse(0);
            List<Integer> known = eligible.stream()
                    .map(Candidate::minutes)
                    .filter(Objects::nonNull)
                    .sorted()
                    .toList();
            return new Measures(most, known.isEmpty() ? 0 : known.get((known.size() - 1) / 2));
        }

        /** 0 to 100. */
        int grade(Criterion criterion, int value) {
            return switch (criterion) {
                case LOAD -> most == 0 ? FULL : FULL - (int) ((long) FULL * value / most);
                case SKILL, HISTORY -> Math.min(value, ENOUGH) * FULL / ENOUGH;
                case OWN -> value * FULL;
                case TIME -> quickness(value);
                case TURN -> 0;
            };
        }

        /** Half for as long as the middle takes, and for whom nothing is known of; none for twice as long. */
        private int quickness(int minutes) {
            return minutes == 0 || middle == 0
                    ? FULL / 2
                    : Math.max(0, FULL - (int) ((long) FULL / 2 * minutes / middle));
        }
    }
}
