package io.neiqin.testkit.scope;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/**
 * One operation of a service as its OpenAPI document describes it.
 *
 * @param path with its parameters in braces, as {@code /orders/{id}}: without the service's base
 * @param variant empty, or a query with which it does something else: {@code ?unmask=true}
 * @param request the schema of its body, null when it takes none
 * @param answer the schema of what it answers; missing where the document does not say
 */
record Operation(
        String method, String path, String variant, List<Parameter> parameters, JsonNode request, JsonNode answer) {

    /** @param in {@code path} or {@code query} */
    record Parameter(String name, String in, JsonNode schema) {}

    /** As the committed files and the messages call it: {@code GET /orders/{id}}. */
    String name() {
        return method + " " + path + variant;
    }

    Operation with(String query) {
        return new Operation(method, path, "?" + query, parameters, request, answer);
    }

    boolean isRead() {
        return method.equals("GET");
    }

    boolean isUnder(String collection) {
        return path.startsWith(collection + "/{");
    }

    boolean takes(String queryParameter) {
        return parameters.stream()
                .anyMatch(p -> p.in().equals("query") && p.name().equals(queryParameter));
    }

    List<String> pathParameters() {
        return parameters.stream()
                .filter(p -> p.in().equals("path"))
                .map(Parameter::name)
                .toList();
    }

    /** Whether its address names a record by an id. */
    boolean namesARecord(OpenApi api) {
        Set<String> inPath = Set.copyOf(pathParameters());
        return parameters.stream()
                .filter(p -> inPath.contains(p.name()))
                .anyMatch(p -> api.resolve(p.schema()).path("format").asText().equals("uuid"));
    }
}
