package io.neiqin.testkit.scope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.neiqin.testkit.Json;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.scope.Operation.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The OpenAPI document of the service under test: its operations, and bodies that fit its schemas. */
final class OpenApi {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final JsonNode document;
    private final String base;
    private final AnswerSchemas answers;

    private OpenApi(JsonNode document, String base) {
        this.document = document;
        this.base = base;
        this.answers = new AnswerSchemas(document);
    }

    /** Of the running test. */
    static OpenApi here(String base) {
        return new OpenApi(Json.tree(Api.here().get("/q/openapi?format=json").asString()), base);
    }

    /** All of them, and those that do something else when asked so. */
    List<Operation> operations(Surface surface) {
        List<Operation> found = new ArrayList<>();
        for (Operation operation : operations()) {
            found.add(operation);
            surface.variants(operation).forEach(query -> found.add(operation.with(query)));
        }
        return found;
    }

    private List<Operation> operations() {
        List<Operation> found = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (METHODS.contains(method.getKey())) {
                        found.add(operation(method.getKey(), path.getKey(), path.getValue(), method.getValue()));
                    }
                }));
        return found;
    }

    private Operation operation(String method, String path, JsonNode shared, JsonNode described) {
        List<Parameter> parameters = new ArrayList<>();
        for (JsonNode list : List.of(shared.path("parameters"), described.path("parameters"))) {
            list.forEach(p -> parameters.add(
                    new Parameter(p.path("name").asText(), p.path("in").asText(), p.path("schema"))));
        }
        JsonNode body = described
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");
        JsonNode answer = MissingNode.getInstance();
        for (String status : List.of("200", "201")) {
            JsonNode schema = described
                    .path("responses")
                    .path(status)
                    .path("content")
                    .path("application/json")
                    .path("schema");
            answer = schema.isMissingNode() ? answer : schema;
        }
        String shown = path.startsWith(base) ? path.substring(base.length()) : path;
        return new Operation(
                method.toUpperCase(Locale.ROOT), shown, "", parameters, body.isMissingNode() ? null : body, answer);
    }

    JsonNode resolve(JsonNode schema) {
        JsonNode target = schema;
        while (target.has("$ref")) {
            target = document.at(target.path("$ref").asText().substring(1));
        }
        // What may be null refers to its schema so.
        if (target.has("allOf")) {
            return resolve(target.path("allOf").get(0));
        }
        return target;
    }

    /** The schema of what stands at a JSON pointer of a body. */
    JsonNode at(JsonNode schema, String pointer) {
        JsonNode here = resolve(schema);
        for (String step : pointer.split("/")) {
            if (!step.isEmpty()) {
                here = resolve(
                        step.matches("\\d+")
                                ? here.path("items")
                                : here.path("properties").path(step));
            }
        }
        return here;
    }

    /** All members that an answer may have, with some value each. */
    Map<String, Object> everything(JsonNode schema) {
        Map<String, Object> members = new HashMap<>();
        resolve(schema).path("properties").properties().forEach(member -> members.put(member.getKey(), "x"));
        return members;
    }

    /** What of an answer is otherwise than the document says, of a refusal, too; empty where it says nothing of it. */
    List<String> misfits(Operation operation, Line.Answer answer) {
        JsonNode schema = answer.isGood() ? operation.answer() : document.at("/components/schemas/Problem");
        return schema.isMissingNode() || !answer.body().startsWith("{")
                ? List.of()
                : answers.misfits(schema, answer.json());
    }

    /** A body that the schema takes: what it requires, and no more. */
    Object sample(JsonNode schema) {
        JsonNode wanted = resolve(schema);
        if (wanted.has("enum")) {
            return wanted.path("enum").get(0).asText();
        }
        String type = wanted.path("type").isArray()
                ? wanted.path("type").get(0).asText()
                : wanted.path("type").asText();
        return switch (type) {
            case "array" -> List.of(sample(wanted.path("items")));
            case "boolean" -> false;
            case "integer" -> Math.max(1, wanted.path("minimum").asInt(1));
            case "string" -> text(wanted);
            default -> object(wanted);
        };
    }

    private Map<String, Object> object(JsonNode wanted) {
        Map<String, Object> body = new HashMap<>();
        wanted.path("required")
                .forEach(name ->
                        body.put(name.asText(), sample(wanted.path("properties").path(name.asText()))));
        return body;
    }

    private static String text(JsonNode wanted) {
        return switch (wanted.path("format").asText()) {
            case "decimal" -> "1";
            case "uuid" -> UUID.randomUUID().toString();
            case "date" -> "2026-03-02";
            case "date-time" -> "2026-03-02T08:00:00Z";
            default -> wanted.path("pattern").asText().equals("[A-Z]{3}") ? "CNY" : "x";
        };
    }
}
