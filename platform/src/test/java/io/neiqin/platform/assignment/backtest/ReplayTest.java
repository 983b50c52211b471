package io.neiqin.platform.assignment.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neiqin.platform.assignment.backtest.Figures.Time;
import io.neiqin.platform.assignment.backtest.Observed.Task;
import io.neiqin.platform.assignment.backtest.Workload.Piece;
import io.neiqin.platform.assignment.backtest.Workload.Worker;
import io.neiqin.platform.assignment.proposal.AssignmentTerms;
import io.neiqin.platform.assignment.proposal.AssignmentTerms.Factors;
import io.neiqin.platform.assignment.proposal.Strategy;
import io.neiqin.platform.deadline.Span;
import io.neiqin.platform.deadline.WorkingTime;
import io.neiqin.platform.deadline.WorkingTime.Opening;
import io.neiqin.platform.organisation.WorkingCalendar.Years;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** TKT-4: what a replay counts, on work so small that it can be counted by hand. */
class ReplayTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 7, 6);
    private static final WorkingTime HOURS =
            new WorkingTime(new Years(Map.of()), Opening.ofDay(List.of("09:00-12:00", "13:00-17:00")), ZoneOffset.UTC);
    private static final List<Span> WEEK = HOURS.hours(MONDAY, MONDAY.plusDays(6));

    @Test
    @Tag("TKT-4")
    @DisplayName("in turn, the slow one's queue grows; by load, the quick one helps")
    void givesTheSlowOneLess_byLoad() {
        Workload work = new Workload(
                List.of(piece(9, 0), piece(9, 10), piece(9, 20), piece(9, 30)),
                List.of(worker("QUICK", 10), worker("SLOW", 60)));
        Figures inTurn = Replay.of(work, policy(Strategy.ROUND_ROBIN));
        assertThat(inTurn.given()).isEqualTo(Map.of("QUICK", 2, "SLOW", 2));
        // QUICK at once twice, SLOW at 09:10, and at 10:10 what came at 09:30.
        assertThat(inTurn.response()).isEqualTo(new Time(10, 40));
        assertThat(inTurn.resolve()).isEqualTo(new Time(45, 100));

        Figures scored = Replay.of(work, policy(Strategy.SCORED));
        // With nothing to do the two are alike: who was asked longest ago. What comes at 09:20 and 09:30 finds SLOW at
        // work.
        assertThat(scored.given()).isEqualTo(Map.of("QUICK", 3, "SLOW", 1));
        assertThat(scored.response()).isEqualTo(new Time(0, 0));
        assertThat(scored.soonerThan(inTurn)).isEqualTo(100);
        assertThat(scored.within48hPercent()).isEqualTo(100);
        // 30 and 60 minutes of the same hours: two thirds and four thirds of the mean.
        assertThat(scored.busiestPercent()).isEqualTo(133);
        assertThat(scored.idlestPercent()).isEqualTo(67);
    }

    @Test
    @Tag("TKT-4")
    @DisplayName("work waits for the morning, rests at noon, and passes over the night")
    void works_inItsHours() {
        Workload work = new Workload(
                List.of(piece(7, 30), piece(11, 30), piece(16, 30), piece(18, 0)), List.of(worker("E001", 60)));
        Figures figures = Replay.of(work, policy(Strategy.SCORED));
        // At 09:00, 11:30, 16:30, and next day at 09:30; done at 10:00, 13:30, 09:30 and 10:30.
        assertThat(figures.response()).isEqualTo(new Time((90 + 0 + 0 + 930) / 4, 930));
        assertThat(figures.resolve()).isEqualTo(new Time(Math.round((150 + 120 + 1020 + 990) / 4.0), 1020));
        assertThat(figures.familiarPercent()).isEqualTo(75);
    }

    @Test
    @Tag("TKT-4")
    @Tag("ADM-ORG-1")
    @DisplayName("who goes on leave has nothing left to do: another begins it anew; who is away is not asked")
    void isOfferedAnew_whenSomebodyGoes() {
        Span away = new Span(at(9, 30), at(23, 0));
        Worker goes = new Worker(
                "GOES", Set.of("R"), Map.of("kind", 60), List.of(new Span(at(9, 0), at(9, 30))), List.of(away));
        Workload alone = new Workload(List.of(piece(9, 0), piece(10, 0)), List.of(goes));
        assertThat(Replay.of(alone, policy(Strategy.SCORED)).done())
                .as("nobody else is there")
                .isZero();

        Worker stays = worker("STAYS", 60);
        Workload work = new Workload(List.of(piece(9, 0), piece(10, 0)), List.of(goes, stays));
        Figures figures = Replay.of(work, policy(Strategy.ROUND_ROBIN));
        // GOES begins at once; STAYS does it from 09:30 on, and then the second, for which GOES is not there.
        assertThat(figures.given()).isEqualTo(Map.of("GOES", 0, "STAYS", 2));
        assertThat(figures.response()).isEqualTo(new Time(15, 30));
        assertThat(figures.resolve()).isEqualTo(new Time(90, 90));
    }

    @Test
    @Tag("TKT-4")
    @DisplayName("the same work and policy give the same figures, also by chance; what a lead gives is not replayed")
    void isTheSame_everyTime() {
        Workload work = new Workload(
                List.of(piece(9, 0), piece(9, 1), piece(9, 2), piece(9, 3), piece(9, 4)),
                List.of(worker("A", 10), worker("B", 20), worker("C", 30)));
        assertThat(Replay.of(work, policy(Strategy.SCORED))).isEqualTo(Replay.of(work, policy(Strategy.SCORED)));
        Map<String, AssignmentTerms> terms = policy(Strategy.ROUND_ROBIN).terms();
        assertThat(Replay.of(work, Policy.atRandom(terms, 7))).isEqualTo(Replay.of(work, Policy.atRandom(terms, 7)));
        assertThatThrownBy(() -> policy(Strategy.MANUAL)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Tag("TKT-4")
    @DisplayName("what was done teaches what each takes, in working hours; a long one stays long whoever has it")
    void learns_fromWhatWasDone() {
        Observed observed = new Observed(
                List.of(
                        task("a", 9, 0, 9, 0, 9, 20, "QUICK"),
                        task("a", 9, 5, 11, 30, 13, 30, "SLOW"),
                        task("a", 10, 0, 10, 0, 10, 40, "QUICK"),
                        task("b", 10, 0, 11, 0, 11, 20, "QUICK"),
                        new Task("a", "K", at(10, 30), null, at(14, 30), "LATER"),
                        task("off", 11, 0, 11, 0, 12, 0, "QUICK")),
                HOURS);
        Workload work = observed.workload(Map.of("a", terms(Strategy.SCORED), "b", terms(Strategy.SCORED)));
        assertThat(work.workers())
                .extracting(Worker::employeeNo, Worker::minutes)
                .as("QUICK's 20 and 40; of LATER nothing is known: as all, of 20, 40 and 60")
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("LATER", Map.of("a", 40)),
                        org.assertj.core.groups.Tuple.tuple("QUICK", Map.of("a", 20, "b", 20)),
                        org.assertj.core.groups.Tuple.tuple("SLOW", Map.of("a", 60)));
        assertThat(work.pieces()).extracting(Piece::effort).containsExactly(100, 100, 200, 100, 100);
        Figures was = observed.figures();
        // 0, 145, 0, 60, 240 and 0 minutes to the first word.
        assertThat(was.response()).isEqualTo(new Time(74, 240));
        assertThat(was.given()).isEqualTo(Map.of("QUICK", 4, "SLOW", 1, "LATER", 1));
        assertThat(was.pieces()).isEqualTo(6);
        assertThat(new Observed(List.of(), HOURS).workload(Map.of()).pieces()).isEmpty();
    }

    private static Task task(
            String kind, int hour, int minute, int fromHour, int fromMinute, int toHour, int toMinute, String by) {
        return new Task(kind, "K", at(hour, minute), at(fromHour, fromMinute), at(toHour, toMinute), by);
    }

    private static Worker worker(String no, int minutes) {
        return new Worker(no, Set.of("R"), Map.of("kind", minutes), WEEK, List.of());
    }

    private static Piece piece(int hour, int minute) {
        return new Piece("kind", "K", at(hour, minute), 100);
    }

    private static Instant at(int hour, int minute) {
        return MONDAY.atTime(hour, minute).toInstant(ZoneOffset.UTC);
    }

    private static Policy policy(Strategy strategy) {
        return Policy.of(Map.of("kind", terms(strategy)));
    }

    private static AssignmentTerms terms(Strategy strategy) {
        return new AssignmentTerms("R", "L", null, 1, new Factors(5, 0, 0, 0, 0), 50, strategy);
    }
}
