package io.neiqin.customer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neiqin.customer.CommandPaths;
import io.neiqin.customer.plan.PlanStatus.Action;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Visibility;
import io.neiqin.platform.problem.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Random commands against a table of what leads where. */
@Tag("model")
class PlanModelTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 27);

    /** State and command to the next state; what is not there is refused. */
    private static final Map<String, String> STEPS = Map.of(
            "DRAFT edit", "DRAFT",
            "DRAFT submit", "SUBMITTED",
            "SUBMITTED approve", "APPROVED",
            "SUBMITTED return", "DRAFT",
            "APPROVED close", "CLOSED");

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Tag("CUS-21")
    @DisplayName("a plan goes where the table says, and nowhere else")
    void followsTheModel(long seed) {
        Random random = new Random(seed);
        boolean begun = random.nextInt(4) > 0;
        boolean empty = random.nextInt(4) == 0;
        Plan plan = new Plan("PL-1", request(begun, empty), new Targets(List.of()), context("owner"));
        String state = "DRAFT";
        List<String> done = new ArrayList<>();
        for (int step = 0; step < 20; step++) {
            Action action = Action.values()[random.nextInt(Action.values().length)];
            String next = STEPS.get(state + " " + action.command());
            boolean goes = next != null && !(action == Action.CLOSE && !begun) && !(action == Action.SUBMIT && empty);
            assertThat(plan.allowedActions(actor("owner"), false).contains(action.command()))
                    .isEqualTo(next != null && action.isOfOwner());
            assertThat(plan.allowedActions(actor("boss"), true).contains(action.command()))
                    .isEqualTo(next != null && !action.isOfOwner());
            assertThat(plan.allowedActions(actor("boss"), false)).isEmpty();
            boolean went = tries(plan, action, request(begun, empty));
            done.add(action + (went ? "" : " refused"));
            assertThat(went).as("%s", done).isEqualTo(goes);
            state = went ? next : state;
            assertThat(plan.status()).as("%s", done).hasToString(state);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-01, 2026-02-28, MONTH",
        "2028-02-01, 2028-02-29, MONTH",
        "2026-10-01, 2026-12-31, QUARTER",
        "2026-01-01, 2026-12-31, YEAR"
    })
    void aPeriod_isOfTheCalendar(LocalDate from, LocalDate to, Period.Length length) {
        assertThat(Period.of(from, to)).isEqualTo(new Period(length, from, to));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-01, 2026-02-27",
        "2026-02-02, 2026-03-01",
        "2026-02-01, 2026-04-30",
        "2026-04-01, 2027-03-31",
        "2026-12-31, 2026-12-01"
    })
    void aPeriod_isNothingElse(LocalDate from, LocalDate to) {
        assertThatThrownBy(() -> Period.of(from, to)).isInstanceOf(Problem.class);
    }

    @Test
    void theRolesOfAnAction_areThoseOfItsPath() {
        for (Action action : Action.values()) {
            assertThat(action.roles())
                    .as(action.command())
                    .isEqualTo(CommandPaths.rolesOf(PlanResource.class, action.command()));
        }
    }

    private static boolean tries(Plan plan, Action action, PlanRequest request) {
        try {
            switch (action) {
                case EDIT -> plan.edit(request, new Targets(List.of()), context("owner"));
                case SUBMIT -> plan.submit(context("owner"));
                case APPROVE -> plan.approve(context("boss"));
                case RETURN -> plan.sendBack("more", context("boss"));
                case CLOSE ->
                    plan.close(
                            new PlanReport(new PlanReport.Figures(0, 0, 0, 0, List.of()), List.of(), null, "well done"),
                            context("owner"));
            }
            return true;
        } catch (Problem refused) {
            return false;
        }
    }

    private static PlanRequest request(boolean begun, boolean empty) {
        LocalDate from = begun ? LocalDate.of(2026, 11, 1) : LocalDate.of(2026, 12, 1);
        PlanRequest.Goals goals = empty ? null : new PlanRequest.Goals(5, null, null, null, null);
        return new PlanRequest(
                Plan.Kind.REGION, from, from.plusMonths(1).minusDays(1), "华东", null, goals, null, null, null);
    }

    private static Actor actor(String who) {
        String role = who.equals("boss") ? "SALES_MANAGER" : "SALESPERSON";
        return new Actor(who, who, null, Set.of(role), Visibility.ALL);
    }

    private static CommandContext context(String who) {
        return CommandContext.ofRequest(actor(who), Instant.EPOCH, TODAY, null, "c", null, "x", null);
    }
}
