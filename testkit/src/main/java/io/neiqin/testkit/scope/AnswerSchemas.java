package io.neiqin.testkit.scope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether answers are what the OpenAPI document promises to generated clients: every required member is there, none is
 * null that may not be, each is of its type, and there is no other.
 */
final class AnswerSchemas {

    private final SchemaRegistry registry = SchemaRegistry.withDialect(Dialects.getOpenApi30());
    private final Map<JsonNode, Promise> promises = new HashMap<>();
    private final JsonNode components;

    AnswerSchemas(JsonNode document) {
        components = document.path("components").deepCopy();
        components.path("schemas").forEach(AnswerSchemas::close);
        components.path("schemas").forEach(AnswerSchemas::admitNull);
    }

    /** What answers have to be like, and the items of lists that were: most lists show what another one has shown. */
    private record Promise(Schema schema, Set<JsonNode> kept) {}

    /** A line for each place where an answer is otherwise; empty when it fits. */
    synchronized List<String> misfits(JsonNode schema, JsonNode answer) {
        Promise promise = promises.computeIfAbsent(schema, made -> new Promise(compile(made), new HashSet<>()));
        JsonNode unknown = answer;
        if (answer.path("items").isArray()) {
            ObjectNode page = JsonNodeFactory.instance.objectNode();
            page.setAll((ObjectNode) answer);
            ArrayNode news = page.putArray("items");
            answer.path("items").forEach(item -> {
                if (!promise.kept().contains(item)) {
                    news.add(item);
                }
            });
            unknown = page;
        }
        List<String> misfits = promise.schema().validate(unknown).stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
        if (misfits.isEmpty()) {
            unknown.path("items").forEach(promise.kept()::add);
        }
        return misfits;
    }

    private Schema compile(JsonNode schema) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.set("components", components);
        whole.putArray("allOf").add(schema);
        return registry.getSchema(whole);
    }

    /** A client ignores what it does not know; what we show is to be known all the same. A problem has what it needs. */
    private static void close(JsonNode schema) {
        if (schema.has("properties")
                && !schema.has("additionalProperties")
                && !schema.at("/properties/traceId").isObject()) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
    }

    /** OpenAPI 3.0 says "this or null" by {@code allOf} and {@code nullable}; taken by the letter no null fits that. */
    private static void admitNull(JsonNode schema) {
        if (schema.has("allOf") && schema.path("nullable").asBoolean()) {
            ObjectNode either = (ObjectNode) schema;
            JsonNode what = either.remove("allOf").get(0);
            either.putArray("anyOf").add(what).addObject().putArray("enum").addNull();
        }
        schema.forEach(AnswerSchemas::admitNull);
    }
}
