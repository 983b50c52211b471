package io.neiqin.orders.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.orders.order.OrderStatus.Action;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Visibility;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderStatusTest {

    private static final Map<OrderStatus, List<String>> MATRIX = Map.of(
            OrderStatus.DRAFT, List.of("edit", "receive", "cancel"),
            OrderStatus.RECEIVED, List.of("edit", "request-clarification", "enter", "cancel"),
            OrderStatus.CLARIFYING, List.of("answer-clarification", "cancel"),
            OrderStatus.ENTERED, List.of("verify", "reject-verification", "cancel"),
            OrderStatus.VERIFIED, List.of("submit", "confirm", "cancel"),
            OrderStatus.PENDING_APPROVAL, List.of("take-back", "confirm", "cancel"),
            OrderStatus.CONFIRMED, List.of("ship", "accept", "cancel"),
            OrderStatus.COMPLETED, List.of(),
            OrderStatus.CANCELLED, List.of());

    /** What is possible from here for somebody who may take that action elsewhere. */
    static List<String> possible(OrderStatus status, Action asked) {
        Set<String> role = Set.of(asked.roles().contains("CLERK") ? "CLERK" : firstOf(asked));
        return MATRIX.get(status).stream()
                .filter(command -> Arrays.stream(Action.values())
                        .anyMatch(a -> a.command().equals(command) && a.roles().containsAll(role)))
                .toList();
    }

    private static String firstOf(Action action) {
        return action == Action.SHIP ? "WAREHOUSE" : "SALES_MANAGER";
    }

    @ParameterizedTest
    @EnumSource
    void allows_exactlyTheMatrix(OrderStatus status) {
        assertThat(status.actions()).containsExactlyElementsOf(MATRIX.get(status));
    }

    @Test
    void offers_onlyWhatTheActorsRolesAllow() {
        assertThat(OrderStatus.DRAFT.actionsFor(actor("CLERK"))).containsExactly(Action.EDIT, Action.RECEIVE);
        assertThat(OrderStatus.DRAFT.actionsFor(actor("SALES_MANAGER"))).containsExactly(Action.CANCEL);
        assertThat(OrderStatus.DRAFT.actionsFor(actor("WAREHOUSE"))).isEmpty();
        assertThat(OrderStatus.CONFIRMED.actionsFor(actor("LOGISTICS"))).containsExactly(Action.SHIP, Action.ACCEPT);
        assertThat(OrderStatus.COMPLETED.actionsFor(actor("SALES_MANAGER"))).isEmpty();
    }

    private static Actor actor(String role) {
        return new Actor("E001", "Somebody", null, Set.of(role), Visibility.ALL);
    }

    @Test
    void offers_whatTheResourceLetsThrough_perRole() {
        for (Action action : Action.values()) {
            assertThat(action.roles()).as(action.command()).isEqualTo(rolesOf(action));
        }
    }

    private static Set<String> rolesOf(Action action) {
        Method method = Arrays.stream(OrderResource.class.getDeclaredMethods())
                .filter(m -> action == Action.EDIT
                        ? m.getName().equals("edit")
                        : m.isAnnotationPresent(Path.class)
                                && m.getAnnotation(Path.class).value().equals("/{id}/" + action.command()))
                .findFirst()
                .orElseThrow();
        return Set.of(method.getAnnotation(RolesAllowed.class).value());
    }
}
