package io.neiqin.customer.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.neiqin.customer.lead.LeadStatus.Action;
import io.neiqin.events.customers.LeadEvent;
import io.neiqin.events.customers.LeadEvent.LeadAssigned;
import io.neiqin.events.customers.LeadEvent.LeadConverted;
import io.neiqin.events.customers.LeadEvent.LeadDisqualified;
import io.neiqin.events.customers.LeadEvent.LeadReopened;
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

/** The lead against a model of it: a table of states, and who owns it. */
class LeadModelTest {

    private static final Map<LeadStatus, List<String>> MATRIX = Map.of(
            LeadStatus.NEW, List.of("edit", "assign", "start", "convert", "disqualify"),
            LeadStatus.WORKING, List.of("edit", "assign", "convert", "disqualify"),
            LeadStatus.CONVERTED, List.of(),
            LeadStatus.DISQUALIFIED, List.of("reopen"));

    private static final Map<Action, LeadStatus> LEADS_TO = Map.of(
            Action.START, LeadStatus.WORKING,
            Action.CONVERT, LeadStatus.CONVERTED,
            Action.DISQUALIFY, LeadStatus.DISQUALIFIED,
            Action.REOPEN, LeadStatus.NEW);

    private static final Map<Action, Class<? extends LeadEvent>> TELLS = Map.of(
            Action.ASSIGN, LeadAssigned.class,
            Action.CONVERT, LeadConverted.class,
            Action.DISQUALIFY, LeadDisqualified.class,
            Action.REOPEN, LeadReopened.class);

    private static final Actor LEAD = actor("E001", "CLERK_LEAD");

    @Test
    void allows_exactlyTheMatrix() {
        for (LeadStatus status : LeadStatus.values()) {
            assertThat(status.actions()).as(status.name()).containsExactlyElementsOf(MATRIX.get(status));
        }
    }

    @Test
    @Tag("model")
    @Tag("CUS-3")
    @Tag("CUS-28")
    @DisplayName("whatever is tried in whatever order, a lead goes only the ways that there are")
    void walks_asTheModel_onRandomWays() {
        Random chance = new Random(20261127);
        int refused = 0;
        for (int way = 0; way < 400; way++) {
            Lead lead = lead(chance.nextBoolean() ? "E007" : null);
            LeadStatus model = LeadStatus.NEW;
            String owner = lead.ownerNo();
            for (int step = 0; step < 12; step++) {
                Action action = Action.values()[chance.nextInt(Action.values().length)];
                String next = "E" + (100 + step);
                boolean possible =
                        MATRIX.get(model).contains(action.command()) && (action != Action.START || owner != null);
                if (possible) {
                    LeadEvent told = act(lead, action, next);
                    assertThat(told == null ? null : told.getClass()).isEqualTo(TELLS.get(action));
                    model = LEADS_TO.getOrDefault(action, model);
                    owner = action == Action.ASSIGN ? next : owner;
                } else {
                    Problem problem = catchThrowableOfType(Problem.class, () -> act(lead, action, next));
                    assertThat(problem.status()).as(action + " in " + model).isEqualTo(409);
                    refused++;
                }
                assertThat(lead.status()).isEqualTo(model);
                assertThat(lead.ownerNo()).isEqualTo(owner);
                assertThat(lead.customerId() != null).isEqualTo(model == LeadStatus.CONVERTED);
                assertThat(lead.reason() != null).isEqualTo(model == LeadStatus.DISQUALIFIED);
                assertThat(lead.allowedActions(LEAD)).isEqualTo(offered(model, owner));
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }

    private static List<String> offered(LeadStatus model, String owner) {
        return MATRIX.get(model).stream()
                .filter(command -> !command.equals("start") || owner != null)
                .toList();
    }

    private static LeadEvent act(Lead lead, Action action, String next) {
        CommandContext context = context(LEAD);
        switch (action) {
            case EDIT -> {
                lead.change(request(null), context);
                return null;
            }
            case START -> {
                lead.start(context);
                return null;
            }
            case ASSIGN -> {
                return lead.assign(person(next), context);
            }
            case CONVERT -> {
                return lead.convert(UUID.randomUUID(), true, context);
            }
            case DISQUALIFY -> {
                return lead.disqualify("no budget", context);
            }
            default -> {
                return lead.reopen(context);
            }
        }
    }

    @Test
    @DisplayName("a salesperson and a telemarketer are offered their own leads, and not how to give them away")
    void offers_onlyWhatIsHis() {
        Lead lead = lead("E007");
        List<String> his = List.of("edit", "start", "convert", "disqualify");
        assertThat(lead.allowedActions(actor("E007", "SALESPERSON"))).isEqualTo(his);
        assertThat(lead.allowedActions(actor("E007", "TELESALES"))).isEqualTo(his);
        assertThat(lead.allowedActions(actor("E008", "TELESALES"))).isEmpty();
        assertThat(lead.allowedActions(actor("E001", "CLERK"))).isEqualTo(his);
        assertThat(lead.allowedActions(actor("E001", "FINANCE"))).isEmpty();
    }

    @Test
    void offers_whatTheResourceLetsThrough_perRole() {
        for (Action action : Action.values()) {
            Method method = Arrays.stream(LeadResource.class.getDeclaredMethods())
                    .filter(m -> action == Action.EDIT
                            ? m.getName().equals("edit")
                            : m.isAnnotationPresent(Path.class)
                                    && m.getAnnotation(Path.class).value().equals("/{id}/" + action.command()))
                    .findFirst()
                    .orElseThrow();
            assertThat(action.roles())
                    .as(action.command())
                    .isEqualTo(Set.of(method.getAnnotation(RolesAllowed.class).value()));
        }
    }

    private static Lead lead(String ownerNo) {
        return new Lead("L-000001", request(ownerNo), ownerNo == null ? null : person(ownerNo), context(LEAD));
    }

    private static LeadRequest request(String ownerNo) {
        return new LeadRequest("A", null, null, null, null, null, "WEBSITE", null, ownerNo, null);
    }

    private static Organisation.Person person(String employeeNo) {
        return new Organisation.Person(employeeNo, "Somebody", null, null, true);
    }

    private static Actor actor(String employeeNo, String role) {
        return new Actor(employeeNo, "Somebody", null, Set.of(role), Visibility.ALL);
    }

    private static CommandContext context(Actor actor) {
        return CommandContext.ofRequest(
                actor, Instant.EPOCH, LocalDate.of(2026, 11, 27), null, "request", null, "test", null);
    }
}
