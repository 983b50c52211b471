package io.neiqin.platform.problem;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;

/** Which methods an address takes, as the server's own routing knows it: the Allow header of a 405 (RFC 9110). */
final class AllowedMethods {

    private AllowedMethods() {}

    /** As the header wants it; empty when the request is not the server's any more. */
    static String ofCurrentRequest() {
        ResteasyReactiveRequestContext request = CurrentRequestManager.get();
        if (request == null) {
            return "";
        }
        String path = request.getPathWithoutPrefix();
        var address = new RequestMapper<>(request.getDeployment().getClassMappers()).map(path);
        return address == null
                ? ""
                : methods(address.value.handlers, address.remaining).sorted().collect(Collectors.joining(", "));
    }

    private static Stream<String> methods(Object[] handlers, String remaining) {
        String rest = remaining.isEmpty() ? "/" : remaining;
        return Arrays.stream(handlers)
                .filter(ClassRoutingHandler.class::isInstance)
                .map(handler -> ((ClassRoutingHandler) handler).getMappers().entrySet())
                .flatMap(Collection::stream)
                .filter(method -> method.getKey() != null && method.getValue().map(rest) != null)
                .map(method -> method.getKey());
    }
}
