package io.neiqin.customer;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;

/** What the paths of a resource say of its commands, to be compared with a state machine. */
public final class CommandPaths {

    private CommandPaths() {}

    /** @param command as in the path; {@code edit} is PUT */
    public static Set<String> rolesOf(Class<?> resource, String command) {
        Method method = Arrays.stream(resource.getDeclaredMethods())
                .filter(one -> command.equals("edit")
                        ? one.isAnnotationPresent(PUT.class)
                        : one.isAnnotationPresent(Path.class)
                                && one.getAnnotation(Path.class).value().equals("/{id}/" + command))
                .findFirst()
                .orElseThrow();
        return Set.of(method.getAnnotation(RolesAllowed.class).value());
    }
}
