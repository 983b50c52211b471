package io.neiqin.customer.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.neiqin.customer.activity.ActivityStatus.Action;
import io.neiqin.customer.lead.LeadRef;
import io.neiqin.events.customers.ActivityEvent;
import io.neiqin.events.customers.ActivityEvent.ActivityCancelled;
import io.neiqin.events.customers.ActivityEvent.ActivityCorrected;
import io.neiqin.events.customers.ActivityEvent.ActivityLogged;
import io.neiqin.events.customers.ActivityEvent.ActivityMissed;
import io.neiqin.events.customers.ActivityEvent.ActivityPlanned;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Visibility;
import io.neiqin.platform.organisation.Organisation;
import io.neiqin.platform.problem.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The activity against a model of it: a table of states. */
class ActivityModelTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 27);

    private static final Map<ActivityStatus, List<String>> MATRIX = Map.of(
            ActivityStatus.PLANNED, List.of("reschedule", "complete", "miss", "cancel"),
            ActivityStatus.DONE, List.of("correct"),
            ActivityStatus.MISSED, List.of(),
            ActivityStatus.CANCELLED, List.of());

    private static final Map<Action, ActivityStatus> LEADS_TO = Map.of(
            Action.RESCHEDULE, ActivityStatus.PLANNED,
            Action.COMPLETE, ActivityStatus.DONE,
            Action.CORRECT, ActivityStatus.DONE,
            Action.MISS, ActivityStatus.MISSED,
            Action.CANCEL, ActivityStatus.CANCELLED);

    private static final Map<Action, Class<? extends ActivityEvent>> TELLS = Map.of(
            Action.RESCHEDULE, ActivityPlanned.class,
            Action.COMPLETE, ActivityLogged.class,
            Action.CORRECT, ActivityCorrected.class,
            Action.MISS, ActivityMissed.class,
            Action.CANCEL, ActivityCancelled.class);

    private static final Actor HE = actor("E007", "SALESPERSON");

    @Test
    void allows_exactlyTheMatrix() {
        for (ActivityStatus status : ActivityStatus.values()) {
            assertThat(status.actions()).as(status.name()).containsExactlyElementsOf(MATRIX.get(status));
        }
    }

    @Test
    @Tag("model")
    @Tag("CUS-2")
    @Tag("CUS-36")
    @DisplayName("whatever is tried in whatever order, what was done stays done, and only a correction touches it")
    void walks_asTheModel_onRandomWays() {
        Random chance = new Random(20261127);
        int refused = 0;
        for (int way = 0; way < 400; way++) {
            Activity activity = planned();
            ActivityStatus model = ActivityStatus.PLANNED;
            String content = null;
            for (int step = 0; step < 8; step++) {
                Action action = Action.values()[chance.nextInt(Action.values().length)];
                String words = "step " + step;
                if (MATRIX.get(model).contains(action.command())) {
                    assertThat(act(activity, action, words)).isInstanceOf(TELLS.get(action));
                    model = LEADS_TO.get(action);
                    content = model == ActivityStatus.DONE ? words : null;
                } else {
                    Problem problem = catchThrowableOfType(Problem.class, () -> act(activity, action, words));
                    assertThat(problem.status()).as(action + " in " + model).isEqualTo(409);
                    refused++;
                }
                assertThat(activity.status()).isEqualTo(model);
                assertThat(activity.report() == null ? null : activity.report().content())
                        .isEqualTo(content);
                assertThat(activity.loggedBy() != null).isEqualTo(model == ActivityStatus.DONE);
                assertThat(activity.reason() != null)
                        .isEqualTo(model == ActivityStatus.MISSED || model == ActivityStatus.CANCELLED);
                assertThat(activity.allowedActions(HE)).isEqualTo(MATRIX.get(model));
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }

    private static ActivityEvent act(Activity activity, Action action, String words) {
        CommandContext context = context(HE);
        return switch (action) {
            case RESCHEDULE -> activity.reschedule(TODAY.plusDays(3), Plan.NONE, context);
            case COMPLETE ->
                activity.log(
                        new Report(Report.Outcome.REACHED, 5, words, null, null, TODAY.plusDays(1), "call again"),
                        true,
                        context);
            case CORRECT ->
                activity.correct(new ActivityRequest.Correction(Report.Outcome.REFUSED, 6, words, null, null), context);
            case MISS -> activity.miss(words, context);
            case CANCEL -> activity.cancel(words, context);
        };
    }

    @Test
    @DisplayName("a correction leaves the day, the next step and what counted as new")
    void correct_changes_onlyWhatWasSaid() {
        Activity activity = planned();
        act(activity, Action.COMPLETE, "wrong");
        ActivityCorrected told = (ActivityCorrected) act(activity, Action.CORRECT, "right");
        assertThat(told.outcome()).isEqualTo("REFUSED");
        assertThat(told.minutes()).isEqualTo(6);
        assertThat(told.businessDate()).isEqualTo(TODAY);
        assertThat(told.newCustomer()).isTrue();
        assertThat(activity.report().nextStepWhat()).isEqualTo("call again");
    }

    @Test
    @DisplayName("what was done is told by him or by a clerk in his name; who leads him plans for him, and no more")
    void offers_byHand() {
        Activity activity = planned();
        List<String> plans = List.of("reschedule", "cancel");
        assertThat(activity.allowedActions(actor("E001", "CLERK"))).isEqualTo(MATRIX.get(ActivityStatus.PLANNED));
        assertThat(activity.allowedActions(actor("E003", "SALES_SUPERVISOR"))).isEqualTo(plans);
        assertThat(activity.allowedActions(actor("E004", "SALES_MANAGER"))).isEqualTo(plans);
        assertThat(activity.allowedActions(actor("E008", "SALESPERSON"))).isEmpty();
        assertThat(activity.allowedActions(actor("E007", "FINANCE"))).isEmpty();
        act(activity, Action.COMPLETE, "done");
        assertThat(activity.allowedActions(actor("E003", "SALES_SUPERVISOR"))).isEmpty();
        assertThat(activity.allowedActions(actor("E001", "CLERK"))).containsExactly("correct");
    }

    @Test
    void offers_whatTheResourceLetsThrough_perRole() {
        for (Action action : Action.values()) {
            Method method = Arrays.stream(ActivityResource.class.getDeclaredMethods())
                    .filter(m -> m.isAnnotationPresent(Path.class)
                            && m.getAnnotation(Path.class).value().equals("/{id}/" + action.command()))
                    .findFirst()
                    .orElseThrow();
            assertThat(action.roles())
                    .as(action.command())
                    .isEqualTo(Set.of(method.getAnnotation(RolesAllowed.class).value()));
        }
    }

    private static Activity planned() {
        return new Activity(
                "A-000001",
                Activity.Kind.CALL,
                About.of(new LeadRef(UUID.randomUUID(), "L-000001", "A", null)),
                new Organisation.Person("E007", "Somebody", null, null, true),
                TODAY.plusDays(2),
                Plan.NONE,
                context(HE));
    }

    private static Actor actor(String employeeNo, String role) {
        return new Actor(employeeNo, "Somebody", null, Set.of(role), Visibility.ALL);
    }

    private static CommandContext context(Actor actor) {
        return CommandContext.ofRequest(actor, Instant.EPOCH, TODAY, null, "request", null, "test", null);
    }
}
