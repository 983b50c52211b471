package io.neiqin.customer.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.customer.CommandPaths;
import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.customer.customer.Particulars.Tier;
import io.neiqin.customer.survey.Answer.Channel;
import io.neiqin.customer.survey.Answer.Scores;
import io.neiqin.customer.survey.SurveyStatus.Action;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Visibility;
import io.neiqin.platform.organisation.Organisation.Person;
import io.neiqin.platform.problem.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random commands by random people against a second notion of the same rules: a word for the state, and a count. */
@Tag("model")
class SurveyModelTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 27);
    private static final int ENOUGH = 3;
    private static final Map<String, String> PEOPLE = Map.of(
            "clerk", "CLERK",
            "lead", "CLERK_LEAD",
            "service", "SERVICE",
            "caller", "TELESALES",
            "owner", "SALESPERSON",
            "other", "SALESPERSON",
            "boss", "SALES_SUPERVISOR",
            "finance", "FINANCE");
    private static final List<String> NAMES = List.copyOf(new java.util.TreeSet<>(PEOPLE.keySet()));

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Tag("CUS-16")
    @Tag("CUS-17")
    @DisplayName("a survey does what the model says, whoever does what in which order")
    void followsTheModel(long seed) {
        Random random = new Random(seed);
        boolean satisfaction = random.nextBoolean();
        String owner = random.nextInt(4) == 0 ? "clerk" : "owner";
        CustomerRef customer = customer(owner);
        Survey survey = survey(satisfaction ? Survey.Kind.SATISFACTION : Survey.Kind.RETURN_VISIT, customer);
        String assignee = "service";
        survey.planned(person(assignee), customer);
        String state = "PLANNED";
        int tried = 0;
        List<String> done = new ArrayList<>();
        for (int step = 0; step < 25; step++) {
            String who = NAMES.get(random.nextInt(NAMES.size()));
            Action action = Action.values()[random.nextInt(Action.values().length)];
            String next = NAMES.get(random.nextInt(NAMES.size()));
            boolean scored = random.nextInt(3) > 0;
            boolean mayAct = may(who, action, satisfaction, owner, assignee);
            boolean goes = state.equals("PLANNED")
                    && switch (action) {
                        case ANSWER -> scored || !satisfaction;
                        case REASSIGN -> !next.equals(assignee) && !(satisfaction && next.equals(owner));
                        default -> true;
                    };
            assertThat(survey.allowedActions(actor(who), customer).contains(action.command()))
                    .as("%s may %s in %s after %s", who, action, state, done)
                    .isEqualTo(state.equals("PLANNED") && mayAct);
            if (!mayAct) {
                continue;
            }
            boolean went = tries(() -> act(survey, action, who, next, scored, customer));
            done.add(who + " " + action + (went ? "" : " refused"));
            assertThat(went).as("%s", done).isEqualTo(goes);
            if (went) {
                tried += action == Action.ATTEMPT ? 1 : 0;
                assignee = action == Action.REASSIGN ? next : assignee;
                state = switch (action) {
                    case ATTEMPT -> tried == ENOUGH ? "UNREACHED" : "PLANNED";
                    case ANSWER -> "DONE";
                    case REASSIGN -> "PLANNED";
                    case CANCEL -> "CANCELLED";
                };
            }
            assertThat(survey.status()).as("%s", done).hasToString(state);
            assertThat(survey.attempts().count()).isEqualTo(tried);
            assertThat(survey.assigneeNo()).isEqualTo(assignee);
        }
    }

    /** Who looks after the customer never hears how satisfied it is; that is the office's. */
    private static boolean may(String who, Action action, boolean satisfaction, String owner, String assignee) {
        if (satisfaction && who.equals(owner)) {
            return false;
        }
        boolean office = Set.of("clerk", "lead", "service", "caller").contains(who);
        return switch (action) {
            case REASSIGN -> Set.of("lead", "service", "boss").contains(who);
            case CANCEL -> Set.of("lead", "boss").contains(who);
            default ->
                office
                        || !satisfaction
                                && (who.equals("boss")
                                        || PEOPLE.get(who).equals("SALESPERSON")
                                                && (who.equals(owner) || who.equals(assignee)));
        };
    }

    private static boolean tries(Supplier<Object> work) {
        try {
            work.get();
            return true;
        } catch (Problem refused) {
            return false;
        }
    }

    private static Object act(
            Survey survey, Action action, String who, String next, boolean scored, CustomerRef customer) {
        CommandContext context = context(who);
        return switch (action) {
            case ATTEMPT ->
                survey.attempt(
                        new Attempts.Attempt(Channel.PHONE, Attempts.Outcome.NO_ANSWER, null, null, null),
                        ENOUGH,
                        customer,
                        context);
            case ANSWER -> survey.answer(answer(scored ? 4 : null, null), customer, context);
            case REASSIGN -> {
                survey.reassign(person(next), customer, context);
                yield survey;
            }
            case CANCEL -> survey.cancel("not wanted", customer, context);
        };
    }

    @Test
    @Tag("CUS-17")
    @DisplayName("the worst score decides whether it is a complaint")
    void aLowScore_isOneOfAnyDimension() {
        assertThat(answer(3, new Scores(5, null, 2, null)).isAtMost(2)).isTrue();
        assertThat(answer(3, new Scores(5, null, 3, null)).isAtMost(2)).isFalse();
        assertThat(answer(2, null).isAtMost(2)).isTrue();
        assertThat(answer(null, null).isAtMost(5)).isFalse();
        assertThat(answer(null, new Scores(4, 2, null, 5)).worth()).isEqualTo(2);
        assertThat(answer(5, new Scores(4, 2, null, 5)).worth()).isEqualTo(5);
        assertThat(answer(null, null).worth()).isNull();
    }

    @Test
    @DisplayName("whoever has least to ask is given the next one, never who looks after the customer")
    void theLeastLoaded_isChosen() {
        assertThat(SurveyService.leastLoaded(Map.of("A", 3L, "B", 1L, "C", 1L), "B"))
                .contains("C");
        assertThat(SurveyService.leastLoaded(Map.of("A", 3L, "B", 1L, "C", 1L), null))
                .contains("B");
        assertThat(SurveyService.leastLoaded(Map.of("A", 0L), "A")).isEmpty();
    }

    @Test
    void theRolesOfAnAction_areThoseOfItsPath() {
        for (Action action : Action.values()) {
            assertThat(action.roles())
                    .as(action.command())
                    .isEqualTo(CommandPaths.rolesOf(SurveyResource.class, action.command()));
        }
    }

    private static Answer answer(Integer overall, Scores scores) {
        return new Answer(Channel.PHONE, "王小明", overall, scores, null, null, null);
    }

    private static Survey survey(Survey.Kind kind, CustomerRef customer) {
        return new Survey("SV-1", kind, customer, Occasion.byHand(null, context("lead")), DAY, context("lead"));
    }

    private static CustomerRef customer(String owner) {
        return new CustomerRef(UUID.randomUUID(), "C-1", "鼎新", "华东", Tier.A, null, owner, null);
    }

    private static Person person(String no) {
        return new Person(no, no, null, null, true);
    }

    private static Actor actor(String who) {
        return new Actor(who, who, null, Set.of(PEOPLE.get(who)), Visibility.ALL);
    }

    private static CommandContext context(String who) {
        return CommandContext.ofRequest(actor(who), Instant.EPOCH, DAY, null, "c", null, "x", null);
    }
}
