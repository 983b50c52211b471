package io.neiqin.customer.ticket.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.platform.assignment.backtest.Figures;
import io.neiqin.platform.assignment.backtest.Policy;
import io.neiqin.platform.assignment.backtest.Replay;
import io.neiqin.platform.assignment.backtest.Workload;
import io.neiqin.platform.assignment.proposal.AssignmentTerms;
import io.neiqin.platform.assignment.proposal.AssignmentTerms.Factors;
import io.neiqin.platform.assignment.proposal.Strategy;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * TKT-4: the rules that are delivered, over a generated half-year, beside giving out in turn and by chance. The generator
 * says what is assumed.
 */
class BackTestTest {

    private static final long SEED = 20261127;

    /** Where giving out in turn still works: at more, its slow people's queues grow without end. */
    private static final int NORMAL = 55;

    private static final int LITTLE = 30;
    private static final int MUCH = 80;

    private static final String PREFIX = "neiqin.assignment.kind.";

    private static final Map<String, AssignmentTerms> DELIVERED = delivered();

    @Test
    @Tag("TKT-4")
    @Tag("KPI-27")
    @DisplayName(
            "the first word comes at least 40 % sooner than in turn, which is sooner than by chance, and work is shared"
                    + " more fairly")
    void beatsRoundRobin_withoutBeingUnfair() {
        Workload half = GeneratedHistory.of(SEED, NORMAL);
        Figures chance =
                print("by chance", Replay.of(half, Policy.atRandom(by(Strategy.ROUND_ROBIN, noFactors()), SEED)));
        Figures inTurn = print("in turn", Replay.of(half, Policy.of(by(Strategy.ROUND_ROBIN, noFactors()))));
        Figures scored = print("scored", Replay.of(half, Policy.of(DELIVERED)));
        assertThat(scored.done())
                .isEqualTo(inTurn.done())
                .isEqualTo(half.pieces().size());
        assertThat(inTurn.response().mean()).isLessThan(chance.response().mean());
        assertThat(scored.soonerThan(inTurn)).isGreaterThanOrEqualTo(40);
        assertThat(scored.response().p90()).isLessThan(inTurn.response().p90());
        assertThat(scored.resolve().mean()).isLessThan(inTurn.resolve().mean());
        assertThat(scored.within48hPercent()).isGreaterThan(inTurn.within48hPercent());
        assertThat(scored.familiarPercent()).isGreaterThan(inTurn.familiarPercent());
        assertThat(scored.busiestPercent()).isLessThan(inTurn.busiestPercent()).isLessThanOrEqualTo(130);
        assertThat(scored.idlestPercent()).isGreaterThan(inTurn.idlestPercent());
        assertThat(Replay.of(half, Policy.of(DELIVERED)))
                .as("the same every time")
                .isEqualTo(scored);
    }

    @Test
    @Tag("TKT-4")
    @DisplayName("so it is with little to do, with much, and with other people; the time factor earns its place")
    void beatsRoundRobin_whereverOneLooks() {
        Map<String, AssignmentTerms> inTurn = by(Strategy.ROUND_ROBIN, noFactors());
        beatsRoundRobin(GeneratedHistory.of(1, LITTLE), "little, seed 1, ", inTurn);
        for (Workload half :
                List.of(GeneratedHistory.of(1, NORMAL), GeneratedHistory.of(2, NORMAL), GeneratedHistory.of(1, MUCH))) {
            Figures scored = beatsRoundRobin(
                    half, "%,d tickets, ".formatted(half.pieces().size()), inTurn);
            assertThat(scored.busiestPercent()).isLessThanOrEqualTo(130);
        }
    }

    private static Figures beatsRoundRobin(Workload half, String what, Map<String, AssignmentTerms> inTurn) {
        Figures turn = print(what + "in turn", Replay.of(half, Policy.of(inTurn)));
        Figures timeless = print(what + "scored, no time", Replay.of(half, Policy.of(withoutTime())));
        Figures scored = print(what + "scored", Replay.of(half, Policy.of(DELIVERED)));
        assertThat(scored.response().mean()).as(what).isLessThan(turn.response().mean());
        assertThat(scored.response().mean())
                .as(what)
                .isLessThan(timeless.response().mean());
        assertThat(scored.resolve().mean())
                .as(what)
                .isLessThan(timeless.resolve().mean());
        return scored;
    }

    private static Figures print(String what, Figures figures) {
        System.out.printf(
                "%-30s %,6d tickets: first word %,6d min (p90 %,6d), done %,6d min (p90 %,6d), within 48 h %3d %%,"
                        + " known customer %d %%, busiest %d %% of the mean, idlest %d %%%n",
                what,
                figures.done(),
                figures.response().mean(),
                figures.response().p90(),
                figures.resolve().mean(),
                figures.resolve().p90(),
                figures.within48hPercent(),
                figures.familiarPercent(),
                figures.busiestPercent(),
                figures.idlestPercent());
        return figures;
    }

    private static Map<String, AssignmentTerms> by(Strategy strategy, Factors factors) {
        return DELIVERED.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        kind -> kind.getValue()
                                .by(strategy, factors, kind.getValue().cap())));
    }

    private static Map<String, AssignmentTerms> withoutTime() {
        return DELIVERED.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, kind -> {
            Factors set = kind.getValue().factors();
            Factors others = new Factors(set.load(), set.skill(), set.history(), set.own(), 0);
            return kind.getValue().by(Strategy.SCORED, others, kind.getValue().cap());
        }));
    }

    private static Factors noFactors() {
        return new Factors(0, 0, 0, 0, 0);
    }

    /** As the service has them, with platform's defaults. */
    private static Map<String, AssignmentTerms> delivered() {
        Properties set = new Properties();
        try (InputStream file = BackTestTest.class.getResourceAsStream("/application.properties")) {
            set.load(file);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
        return set.stringPropertyNames().stream()
                .filter(name -> name.startsWith(PREFIX + "ticket-") && name.endsWith(".role"))
                .map(name -> name.substring(PREFIX.length(), name.length() - ".role".length()))
                .collect(Collectors.toMap(kind -> kind, kind -> terms(set, PREFIX + kind + ".")));
    }

    private static AssignmentTerms terms(Properties set, String prefix) {
        return new AssignmentTerms(
                set.getProperty(prefix + "role"),
                set.getProperty(prefix + "lead"),
                set.getProperty(prefix + "skill"),
                number(set, prefix + "weight", 1),
                new Factors(
                        number(set, prefix + "factor.load", 5),
                        number(set, prefix + "factor.skill", 1),
                        number(set, prefix + "factor.history", 2),
                        number(set, prefix + "factor.own", 2),
                        number(set, prefix + "factor.time", 0)),
                number(set, prefix + "cap", 50),
                Strategy.valueOf(set.getProperty(prefix + "strategy", "SCORED")));
    }

    private static int number(Properties set, String name, int otherwise) {
        return Integer.parseInt(set.getProperty(name, String.valueOf(otherwise)));
    }
}
