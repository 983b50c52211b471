package io.neiqin.platform.contract;

import io.smallrye.openapi.api.OperationIdGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.MethodInfo;

/**
 * What a generated client calls an operation: the verb of the method and the noun of its resource, as {@code
 * createOrder}, {@code requestOrderClarification}, {@code listOrders}, {@code getOrderHistory}. {@code @Operation} names
 * what reads badly so. A name is part of the contract: who renames a method gives it its old name.
 */
public final class OperationNames implements OperationIdGenerator {

    private static final String GET = "jakarta.ws.rs.GET";
    private static final Set<String> READING = Set.of("get", "list");

    @Override
    public String generateOperationId(ClassInfo resource, MethodInfo method) {
        String noun = noun(resource);
        List<String> words = words(method.name());
        if (method.hasAnnotation(GET) && !READING.contains(words.get(0))) {
            String said = capital(method.name());
            return said.equals(noun) || said.equals(plural(noun)) ? "get" + said : "get" + noun + said;
        }
        if (method.name().equals("list")) {
            return "list" + plural(noun);
        }
        String rest = method.name().substring(words.get(0).length());
        return words.get(0) + noun + rest;
    }

    /** What a resource is about: the name of its class less {@code Resource}. */
    static String noun(ClassInfo resource) {
        return resource.simpleName().replaceFirst("Resource$", "");
    }

    /** {@code requestOrderClarification} as a sentence: "Request order clarification". */
    static String sentence(String name) {
        String text = String.join(" ", words(name)).toLowerCase(java.util.Locale.ROOT);
        return capital(text);
    }

    private static String plural(String noun) {
        return noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
    }

    private static List<String> words(String name) {
        return new ArrayList<>(List.of(name.split("(?<=[a-z0-9])(?=[A-Z])")));
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
