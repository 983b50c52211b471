package io.neiqin.customer.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.customer.customer.CustomerStatus.Action;
import io.neiqin.customer.life.LifeResource;
import io.neiqin.customer.pool.PoolResource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CustomerStatusTest {

    private static final List<String> ALIVE =
            List.of("edit", "assign", "tag", "block", "mark-lost", "release", "claim");

    private static final Map<CustomerStatus, List<String>> MATRIX = Map.of(
            CustomerStatus.PROSPECT,
            ALIVE,
            CustomerStatus.ACTIVE,
            ALIVE,
            CustomerStatus.DORMANT,
            ALIVE,
            CustomerStatus.LOST,
            List.of("edit", "assign", "tag", "block", "win-back", "release", "claim"),
            CustomerStatus.BLOCKED,
            List.of("edit", "assign", "tag", "unblock"),
            CustomerStatus.MERGED,
            List.of());

    @ParameterizedTest
    @EnumSource
    void allows_exactlyTheMatrix(CustomerStatus status) {
        assertThat(status.actions().stream().map(Action::command)).containsExactlyElementsOf(MATRIX.get(status));
    }

    @Test
    void letsThrough_inTheResources_whoMayTakeTheAction() {
        for (Action action : Action.values()) {
            assertThat(rolesOf(action)).as(action.command()).isEqualTo(action.roles());
        }
    }

    private static Set<String> rolesOf(Action action) {
        Method method = Stream.of(CustomerResource.class, LifeResource.class, PoolResource.class)
                .flatMap(resource -> Arrays.stream(resource.getDeclaredMethods()))
                .filter(m -> action == Action.EDIT
                        ? m.isAnnotationPresent(PUT.class)
                        : m.isAnnotationPresent(Path.class)
                                && m.getAnnotation(Path.class).value().equals("/{id}/" + action.command()))
                .findFirst()
                .orElseThrow();
        return Set.of(method.getAnnotation(RolesAllowed.class).value());
    }
}
