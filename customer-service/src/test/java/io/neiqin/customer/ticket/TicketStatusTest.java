package io.neiqin.customer.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neiqin.customer.ticket.Desk.Person;
import io.neiqin.customer.ticket.TicketStatus.Action;
import io.neiqin.customer.ticket.course.Closing.CauseCategory;
import io.neiqin.customer.ticket.course.Closing.Way;
import io.neiqin.customer.ticket.course.Hand;
import io.neiqin.customer.ticket.course.Legs.Owner;
import io.neiqin.customer.window.TicketType;
import io.neiqin.platform.problem.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TicketStatusTest {

    private static final Person OPENER = Person.of("OPENER", null, "SERVICE");
    private static final Person SOLVER = Person.of("SOLVER", null);
    private static final Person LEAD = Person.of("LEAD", null, "CLERK_LEAD");

    /** Where each action leads, from each status in which it is possible. */
    private static final Map<TicketStatus, String> MATRIX = Map.ofEntries(
            Map.entry(
                    TicketStatus.NEW,
                    "assign=ASSIGNED accept=ACCEPTED escalate=NEW prioritise=NEW note=NEW cancel=CANCELLED"),
            Map.entry(
                    TicketStatus.ASSIGNED,
                    "assign=ASSIGNED accept=ACCEPTED decline=NEW hand-over=ASSIGNED escalate=ASSIGNED"
                            + " prioritise=ASSIGNED note=ASSIGNED cancel=CANCELLED"),
            Map.entry(
                    TicketStatus.ACCEPTED,
                    "assign=ASSIGNED start=IN_PROGRESS hand-over=ASSIGNED tick=ACCEPTED escalate=ACCEPTED"
                            + " prioritise=ACCEPTED note=ACCEPTED cancel=CANCELLED"),
            Map.entry(
                    TicketStatus.IN_PROGRESS,
                    "assign=ASSIGNED wait=WAITING_CUSTOMER hand-over=ASSIGNED tick=IN_PROGRESS resolve=RESOLVED"
                            + " escalate=IN_PROGRESS prioritise=IN_PROGRESS note=IN_PROGRESS cancel=CANCELLED"),
            Map.entry(
                    TicketStatus.WAITING_CUSTOMER,
                    "assign=ASSIGNED resume=IN_PROGRESS hand-over=ASSIGNED tick=WAITING_CUSTOMER"
                            + " escalate=WAITING_CUSTOMER prioritise=WAITING_CUSTOMER note=WAITING_CUSTOMER"
                            + " cancel=CANCELLED"),
            Map.entry(TicketStatus.RESOLVED, "reply=REPLIED attempt=RESOLVED note=RESOLVED"),
            Map.entry(
                    TicketStatus.REPLIED,
                    "attempt=REPLIED evaluate=EVALUATED close=CLOSED reopen=REOPENED note=REPLIED"),
            Map.entry(TicketStatus.EVALUATED, "close=CLOSED reopen=REOPENED note=EVALUATED"),
            Map.entry(TicketStatus.CLOSED, "reopen=REOPENED"),
            Map.entry(
                    TicketStatus.REOPENED,
                    "assign=ASSIGNED accept=ACCEPTED decline=NEW hand-over=ASSIGNED escalate=REOPENED"
                            + " prioritise=REOPENED note=REOPENED cancel=CANCELLED"),
            Map.entry(TicketStatus.CANCELLED, ""));

    @ParameterizedTest
    @EnumSource
    void leads_whereTheMatrixSays_andNowhereElse(TicketStatus status) {
        Map<String, String> possible = Stream.of(MATRIX.get(status).split(" "))
                .filter(entry -> !entry.isEmpty())
                .collect(Collectors.toMap(entry -> entry.split("=")[0], entry -> entry.split("=")[1]));
        for (Action action : Action.values()) {
            Ticket ticket = in(status, action == Action.TICK);
            String to = possible.get(action.command());
            if (to == null) {
                assertThatThrownBy(() -> take(ticket, action))
                        .as(action.command())
                        .isInstanceOfSatisfying(
                                Problem.class,
                                refused -> assertThat(refused.code()).isEqualTo("illegal-transition"));
                assertThat(ticket.status()).isEqualTo(status);
            } else {
                take(ticket, action);
                assertThat(ticket.status().name()).as(action.command()).isEqualTo(to);
            }
        }
    }

    /** By the real steps. */
    private static Ticket in(TicketStatus status, boolean withStep) {
        Ticket ticket = Desk.open(
                TicketType.INTERNAL, OPENER, Desk.MORNING, withStep ? new String[] {"EMPLOYEE"} : new String[0]);
        for (Action step : way(status)) {
            if (step == Action.RESOLVE && withStep) {
                take(ticket, Action.TICK);
            }
            take(ticket, step);
        }
        assertThat(ticket.status()).isEqualTo(status);
        return ticket;
    }

    private static List<Action> way(TicketStatus status) {
        List<Action> all = List.of(
                Action.ASSIGN,
                Action.ACCEPT,
                Action.START,
                Action.RESOLVE,
                Action.REPLY,
                Action.EVALUATE,
                Action.CLOSE);
        return switch (status) {
            case NEW -> List.of();
            case ASSIGNED -> all.subList(0, 1);
            case ACCEPTED -> all.subList(0, 2);
            case IN_PROGRESS -> all.subList(0, 3);
            case WAITING_CUSTOMER -> List.of(Action.ASSIGN, Action.ACCEPT, Action.START, Action.WAIT);
            case RESOLVED -> all.subList(0, 4);
            case REPLIED -> all.subList(0, 5);
            case EVALUATED -> all.subList(0, 6);
            case CLOSED -> all;
            case REOPENED ->
                List.of(Action.ASSIGN, Action.ACCEPT, Action.START, Action.RESOLVE, Action.REPLY, Action.REOPEN);
            case CANCELLED -> List.of(Action.CANCEL);
        };
    }

    private static void take(Ticket ticket, Action action) {
        Hand solver = SOLVER.at(Desk.MORNING);
        Hand lead = LEAD.at(Desk.MORNING);
        Owner to = new Owner("SOLVER".equals(ticket.ownerNo()) ? "OTHER" : "SOLVER", null);
        switch (action) {
            case ASSIGN -> ticket.assign(to, null, lead);
            case ACCEPT -> ticket.accept(solver);
            case DECLINE -> ticket.decline(Owner.NOBODY, solver);
            case START -> ticket.start(lead);
            case WAIT -> ticket.waitForCustomer("which?", lead);
            case RESUME -> ticket.resume("this", lead);
            case HAND_OVER -> ticket.handOver(to, "yours", null, lead);
            case TICK -> ticket.tick("s0", null, solver);
            case RESOLVE -> ticket.resolve("so", lead);
            case REPLY -> ticket.reply(Way.EMAIL, "so", lead);
            case ATTEMPT -> ticket.attempt(Way.PHONE, "no answer", lead);
            case EVALUATE -> ticket.evaluate(5, "fine", OPENER.at(Desk.MORNING));
            case CLOSE -> ticket.close(CauseCategory.OTHER, "so", null, lead);
            case REOPEN -> ticket.reopen("again", lead);
            case ESCALATE -> ticket.escalate("BOSS", "slow", lead);
            case PRIORITISE -> ticket.prioritise(Matter.Priority.URGENT, "now", lead);
            case NOTE -> ticket.note("said", solver);
            case CANCEL -> ticket.cancel("twice", null, lead);
        }
    }

    @Test
    void offers_whatTheResourcesLetThrough_perRole() {
        for (Action action : Action.values()) {
            assertThat(action.roles()).as(action.command()).isEqualTo(rolesOf(action));
        }
    }

    private static Set<String> rolesOf(Action action) {
        Method method = Stream.of(TicketResource.class, TicketWorkResource.class)
                .flatMap(resource -> Arrays.stream(resource.getDeclaredMethods()))
                .filter(m -> m.isAnnotationPresent(Path.class)
                        && m.getAnnotation(Path.class).value().equals("/{id}/" + action.command()))
                .findFirst()
                .orElseThrow();
        return Set.of(method.getAnnotation(RolesAllowed.class).value());
    }
}
