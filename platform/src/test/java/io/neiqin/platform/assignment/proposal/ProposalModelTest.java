package io.neiqin.platform.assignment.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.platform.assignment.proposal.AssignmentTerms.Factors;
import io.neiqin.platform.assignment.proposal.Need.Sight;
import io.neiqin.platform.assignment.proposal.Proposal.Exclusion;
import io.neiqin.platform.assignment.proposal.Proposal.Offer;
import io.neiqin.platform.assignment.proposal.Proposal.Reason;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** TKT-4, ADM-ORG-1: who is offered a task, beside a plain notion of the same rules. */
@Tag("model")
class ProposalModelTest {

    private static final int CASES = 200_000;
    private static final Sight ALL = new Sight(Set.of(), Set.of());

    /** A random situation. */
    private record Case(Need need, AssignmentTerms terms, Set<String> declined, List<Candidate> people) {

        static Case of(Random random) {
            List<Candidate> people = new ArrayList<>();
            int count = random.nextInt(9);
            // Few values, so that ties and borders are common.
            int heaviest = 1 + random.nextInt(12);
            for (int i = 0; i < count; i++) {
                people.add(new Candidate(
                        no(i),
                        null,
                        random.nextInt(8) > 0,
                        some(random, 2, "EXPORT"),
                        random.nextInt(8) > 0,
                        random.nextInt(heaviest),
                        random.nextInt(8),
                        random.nextInt(8),
                        random.nextInt(3) == 0 ? null : 1 + random.nextInt(90),
                        random.nextInt(3) == 0 ? null : Instant.ofEpochSecond(random.nextInt(3))));
            }
            Need need = new Need(
                    random.nextInt(3) == 0 ? "EXPORT" : null,
                    "customer",
                    random.nextBoolean() ? no(random.nextInt(9)) : null,
                    some(random, 6, no(0), no(1), no(2), no(3)),
                    ALL);
            Factors factors = new Factors(
                    random.nextInt(8), random.nextInt(4), random.nextInt(4), random.nextInt(4), random.nextInt(4));
            String skill = random.nextInt(6) == 0 ? "EXPORT" : null;
            Strategy strategy = Strategy.values()[Math.max(0, random.nextInt(10) - 7)];
            AssignmentTerms terms = new AssignmentTerms("R", "L", skill, 1, factors, random.nextInt(5) * 25, strategy);
            return new Case(need, terms, some(random, 6, no(2), no(3), no(4), no(5)), people);
        }

        private static Set<String> some(Random random, int oneIn, String... all) {
            Set<String> some = new HashSet<>();
            for (String one : all) {
                if (random.nextInt(oneIn) == 0) {
                    some.add(one);
                }
            }
            return some;
        }

        private static String no(int i) {
            return "E%03d".formatted(i);
        }

        Proposal proposed() {
            return Proposal.of(need, terms, declined, people);
        }
    }

    @Test
    @Tag("TKT-4")
    @Tag("ADM-ORG-1")
    @DisplayName("random situations: who is offered, in which order, and why not the others")
    void equalsThePlainNotion() {
        Random random = new Random(20261126);
        Map<String, Integer> seen = new TreeMap<>();
        for (int i = 0; i < CASES; i++) {
            Case one = Case.of(random);
            Proposal proposal = one.proposed();
            assertThat(proposal.excluded()).as("%s", one).isEqualTo(excluded(one));
            assertThat(numbers(proposal)).as("%s", one).isEqualTo(ranked(one));
            assertThat(proposal.offers())
                    .allSatisfy(offer -> assertThat(offer.reasons().stream()
                                    .mapToInt(Reason::points)
                                    .sum())
                            .isEqualTo(offer.score())
                            .isEqualTo(score(one, offer.to())));
            proposal.excluded().values().forEach(why -> seen.merge(why.name(), 1, Integer::sum));
            String what = proposal.best().isPresent() ? "offered" : "nobody";
            seen.merge(what + " " + one.terms().strategy(), 1, Integer::sum);
        }
        System.out.printf("%,d random situations: %s%n", CASES, seen);
        assertThat(seen).doesNotContainKey("offered MANUAL");
        assertThat(seen)
                .containsKeys(
                        "offered SCORED",
                        "nobody SCORED",
                        "offered ROUND_ROBIN",
                        "nobody MANUAL",
                        "OVER_CAP",
                        "UNSKILLED",
                        "BARRED",
                        "DECLINED");
    }

    @Test
    @Tag("TKT-4")
    @DisplayName("the order in which people are named decides nothing")
    void isTheSame_inWhateverOrderPeopleCome() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            Case one = Case.of(random);
            List<Candidate> shuffled = new ArrayList<>(one.people());
            Collections.shuffle(shuffled, random);
            Proposal other = Proposal.of(one.need(), one.terms(), one.declined(), shuffled);
            assertThat(other).isEqualTo(one.proposed());
        }
    }

    @Test
    @Tag("TKT-4")
    @Tag("ADM-ORG-1")
    @DisplayName("in a long run nobody gets further above the others than the cap and one task")
    void staysFair_inALongRun() {
        Random random = new Random(11);
        Need need = new Need(null, "customer", null, Set.of(), ALL);
        AssignmentTerms terms = new AssignmentTerms("R", "L", null, 2, new Factors(1, 3, 5, 0, 4), 50, Strategy.SCORED);
        Map<String, Integer> load = new HashMap<>();
        Map<String, Integer> given = new TreeMap<>();
        for (int i = 0; i < 7; i++) {
            load.put(Case.no(i), 0);
        }
        for (int i = 0; i < 20_000; i++) {
            Instant now = Instant.ofEpochSecond(i);
            // The first one is the most experienced and the quickest by far: without the cap he would get nearly all.
            List<Candidate> people = load.entrySet().stream()
                    .map(one -> new Candidate(
                            one.getKey(),
                            null,
                            true,
                            Set.of(),
                            true,
                            one.getValue(),
                            first(one.getKey()),
                            0,
                            one.getKey().equals(Case.no(0)) ? 1 : 60,
                            null))
                    .toList();
            Candidate to = Proposal.of(need, terms, Set.of(), people)
                    .best()
                    .orElseThrow()
                    .to();
            double average =
                    load.values().stream().mapToInt(Integer::intValue).average().orElseThrow();
            assertThat((double) to.load()).as("load at %s", now).isLessThanOrEqualTo(average * 1.5);
            load.merge(to.employeeNo(), terms.weight(), Integer::sum);
            given.merge(to.employeeNo(), 1, Integer::sum);
            String finished = Case.no(random.nextInt(7));
            load.computeIfPresent(finished, (no, open) -> Math.max(0, open - terms.weight()));
        }
        System.out.println("20,000 tasks of a long run went to " + given);
        assertThat(given).hasSize(7);
    }

    @Test
    @Tag("TKT-4")
    @DisplayName("the quicker one is preferred, by points that follow from his time and the middle one's")
    void prefersTheQuicker_byHowMuchHeIs() {
        List<Candidate> people = List.of(
                taking("SLOW", 45), taking("QUICK", 15), taking("MIDDLE", 30), taking("NEW", null), taking("LAZY", 75));
        Proposal proposal = Proposal.of(new Need(null, null, null, Set.of(), null), byTime(), Set.of(), people);
        assertThat(proposal.offers())
                .extracting(offer -> offer.to().employeeNo() + " " + offer.score())
                .as("the middle one of 15, 30, 45 and 75 is 30; who is new counts as that")
                .containsExactly("QUICK 225", "MIDDLE 150", "NEW 150", "SLOW 75", "LAZY 0");
        assertThat(proposal.best().orElseThrow().reasons()).containsExactly(new Reason(Criterion.TIME, 15, 225));
    }

    @Test
    @Tag("TKT-4")
    @DisplayName("in turn, each gets as many; a lead's kind is offered to nobody, who may not have it is still said")
    void goesInTurn_orWaitsForALead() {
        Map<String, Instant> last = new TreeMap<>();
        Map<String, Integer> given = new TreeMap<>();
        Need need = new Need(null, null, null, Set.of("E004"), ALL);
        for (int i = 0; i < 30; i++) {
            List<Candidate> people = List.of("E001", "E002", "E003", "E004").stream()
                    .map(no -> new Candidate(
                            no, null, true, Set.of(), true, no.equals("E001") ? 99 : 0, 5, 5, 1, last.get(no)))
                    .toList();
            Offer best = Proposal.of(need, byTime().by(Strategy.ROUND_ROBIN, byTime().factors(), 50), Set.of(), people)
                    .best()
                    .orElseThrow();
            assertThat(best.reasons()).containsExactly(new Reason(Criterion.TURN, 1, 0));
            last.put(best.to().employeeNo(), Instant.ofEpochSecond(i));
            given.merge(best.to().employeeNo(), 1, Integer::sum);
            Proposal manual = Proposal.of(need, byTime().by(Strategy.MANUAL, byTime().factors(), 50), Set.of(), people);
            assertThat(manual.best()).isEmpty();
            assertThat(manual.inTurn(i)).isEmpty();
            assertThat(manual.excluded()).containsOnly(Map.entry("E004", Exclusion.BARRED));
        }
        assertThat(given).isEqualTo(Map.of("E001", 10, "E002", 10, "E003", 10));
    }

    private static Candidate taking(String no, Integer minutes) {
        return new Candidate(no, null, true, Set.of(), true, 0, 0, 0, minutes, null);
    }

    private static AssignmentTerms byTime() {
        return new AssignmentTerms("R", "L", null, 1, new Factors(0, 0, 0, 0, 3), 50, null);
    }

    private static int first(String no) {
        return no.equals(Case.no(0)) ? 5 : 0;
    }

    private static List<String> numbers(Proposal proposal) {
        return proposal.offers().stream()
                .map(Offer::to)
                .map(Candidate::employeeNo)
                .toList();
    }

    // The plain notion: no sorting, no sharing, one rule after the other.

    private static Map<String, Exclusion> excluded(Case one) {
        Map<String, Exclusion> excluded = new TreeMap<>();
        for (Candidate person : one.people()) {
            if (!person.here()) {
                excluded.put(person.employeeNo(), Exclusion.NOT_HERE);
            } else if (one.need().never().contains(person.employeeNo())) {
                excluded.put(person.employeeNo(), Exclusion.BARRED);
            } else if (one.declined().contains(person.employeeNo())) {
                excluded.put(person.employeeNo(), Exclusion.DECLINED);
            } else if (List.of(
                                    String.valueOf(one.need().skill()),
                                    String.valueOf(one.terms().skill()))
                            .contains("EXPORT")
                    && !person.skills().contains("EXPORT")) {
                excluded.put(person.employeeNo(), Exclusion.UNSKILLED);
            } else if (!person.sees()) {
                excluded.put(person.employeeNo(), Exclusion.OUT_OF_SIGHT);
            }
        }
        List<Candidate> able = one.people().stream()
                .filter(person -> !excluded.containsKey(person.employeeNo()))
                .toList();
        if (able.isEmpty() || one.terms().strategy() != Strategy.SCORED) {
            return excluded;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (Candidate person : able) {
            sum = sum.add(BigDecimal.valueOf(person.load()));
        }
        BigDecimal average = sum.divide(BigDecimal.valueOf(able.size()), MathContext.DECIMAL128);
        BigDecimal cap = average.multiply(
                BigDecimal.ONE.add(BigDecimal.valueOf(one.terms().cap(), 2)));
        for (Candidate person : able) {
            // A hair, for thirds have no end.
            if (BigDecimal.valueOf(person.load()).subtract(cap).compareTo(new BigDecimal("1E-20")) > 0) {
                excluded.put(person.employeeNo(), Exclusion.OVER_CAP);
            }
        }
        return excluded;
    }

    private static List<String> ranked(Case one) {
        if (one.terms().strategy() == Strategy.MANUAL) {
            return List.of();
        }
        Set<String> out = excluded(one).keySet();
        List<Candidate> left = new ArrayList<>(one.people());
        left.removeIf(person -> out.contains(person.employeeNo()));
        List<String> ranked = new ArrayList<>();
        while (!left.isEmpty()) {
            Candidate best = left.get(0);
            for (Candidate person : left) {
                best = isBetter(one, person, best) ? person : best;
            }
            left.remove(best);
            ranked.add(best.employeeNo());
        }
        return ranked;
    }

    private static boolean isBetter(Case one, Candidate a, Candidate b) {
        boolean scored = one.terms().strategy() == Strategy.SCORED;
        if (scored && score(one, a) != score(one, b)) {
            return score(one, a) > score(one, b);
        }
        if (scored && a.load() != b.load()) {
            return a.load() < b.load();
        }
        long lastA = a.lastOffered() == null ? Long.MIN_VALUE : a.lastOffered().getEpochSecond();
        long lastB = b.lastOffered() == null ? Long.MIN_VALUE : b.lastOffered().getEpochSecond();
        return lastA != lastB ? lastA < lastB : a.employeeNo().compareTo(b.employeeNo()) < 0;
    }

    private static int score(Case one, Candidate person) {
        if (one.terms().strategy() != Strategy.SCORED) {
            return 0;
        }
        int most = 0;
        List<Integer> times = new ArrayList<>();
        Map<String, Exclusion> out = excluded(one);
        for (Candidate other : one.people()) {
            Exclusion why = out.get(other.employeeNo());
            most = why == null || why == Exclusion.OVER_CAP ? Math.max(most, other.load()) : most;
            if ((why == null || why == Exclusion.OVER_CAP) && other.minutes() != null) {
                times.add(other.minutes());
            }
        }
        Collections.sort(times);
        Map<Criterion, Integer> grades = new EnumMap<>(Criterion.class);
        grades.put(Criterion.LOAD, most == 0 ? 100 : 100 - person.load() * 100 / most);
        grades.put(Criterion.SKILL, person.done() >= 5 ? 100 : person.done() * 20);
        grades.put(Criterion.HISTORY, person.served() >= 5 ? 100 : person.served() * 20);
        grades.put(Criterion.OWN, person.employeeNo().equals(one.need().own()) ? 100 : 0);
        // Half the grade for the middle, each percent quicker half a point more, each percent slower half a point less.
        grades.put(Criterion.TIME, 50);
        if (person.minutes() != null) {
            int middle = times.get(times.size() % 2 == 1 ? times.size() / 2 : times.size() / 2 - 1);
            BigDecimal share =
                    BigDecimal.valueOf(50L * person.minutes()).divide(BigDecimal.valueOf(middle), 0, RoundingMode.DOWN);
            grades.put(Criterion.TIME, Math.max(0, 100 - share.intValueExact()));
        }
        Factors factors = one.terms().factors();
        return grades.get(Criterion.LOAD) * factors.load()
                + grades.get(Criterion.SKILL) * factors.skill()
                + grades.get(Criterion.HISTORY) * factors.history()
                + grades.get(Criterion.OWN) * factors.own()
                + grades.get(Criterion.TIME) * factors.time();
    }
}
