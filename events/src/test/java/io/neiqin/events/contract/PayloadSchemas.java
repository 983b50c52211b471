package io.neiqin.events.contract;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.neiqin.events.DomainEvent;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * JSON schemas of event records and of what they are made of. A component may always be null or missing, for it may have
 * been added after an event was told, except the aggregate's id, and a primitive, which then has its default.
 */
final class PayloadSchemas {

    private static final String REF = "#/components/schemas/";
    private static final Map<Type, String[]> PLAIN = Map.ofEntries(
            Map.entry(String.class, new String[] {"string"}),
            Map.entry(UUID.class, new String[] {"string", "uuid"}),
            Map.entry(LocalDate.class, new String[] {"string", "date"}),
            Map.entry(Instant.class, new String[] {"string", "date-time"}),
            Map.entry(BigDecimal.class, new String[] {"string", "decimal"}),
            Map.entry(int.class, new String[] {"integer", "int32"}),
            Map.entry(Integer.class, new String[] {"integer", "int32"}),
            Map.entry(long.class, new String[] {"integer", "int64"}),
            Map.entry(boolean.class, new String[] {"boolean"}),
            Map.entry(Boolean.class, new String[] {"boolean"}));

    private final JsonNodeFactory json = JsonNodeFactory.instance;
    private final SourceComments comments;
    private final Map<String, ObjectNode> schemas = new TreeMap<>();
    private final Map<String, Class<?>> owners = new TreeMap<>();

    PayloadSchemas(SourceComments comments) {
        this.comments = comments;
    }

    /** All that were asked for, and what these refer to, by name. */
    Map<String, ObjectNode> all() {
        return schemas;
    }

    /** A reference to the schema of a record. */
    ObjectNode of(Class<?> type) {
        String name = nameOf(type);
        Class<?> other = owners.putIfAbsent(name, type);
        if (other == null) {
            schemas.put(name, json.objectNode());
            describe(type, schemas.get(name));
        } else if (other != type) {
            throw new IllegalStateException(other + " and " + type + " have the same name");
        }
        return json.objectNode().put("$ref", REF + name);
    }

    private void describe(Class<?> type, ObjectNode schema) {
        schema.put("type", "object");
        comments.of(type).ifPresent(text -> schema.put("description", text));
        RecordComponent[] components = type.getRecordComponents();
        if (DomainEvent.class.isAssignableFrom(type)) {
            schema.putArray("required").add(components[0].getName());
        }
        ObjectNode properties = schema.putObject("properties");
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            boolean isId = i == 0 && DomainEvent.class.isAssignableFrom(type);
            ObjectNode property = schemaOf(component.getGenericType());
            ObjectNode shown = isId || component.getType().isPrimitive() ? property : nullable(property);
            comments.of(type, component.getName()).ifPresent(text -> shown.put("description", text));
            properties.set(component.getName(), shown);
        }
    }

    private ObjectNode schemaOf(Type type) {
        String[] plain = PLAIN.get(type);
        if (plain != null) {
            ObjectNode schema = json.objectNode().put("type", plain[0]);
            return plain.length > 1 ? schema.put("format", plain[1]) : schema;
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            ObjectNode schema = json.objectNode().put("type", "array");
            schema.set("items", schemaOf(list.getActualTypeArguments()[0]));
            return schema;
        }
        if (type instanceof Class<?> record && record.isRecord()) {
            return of(record);
        }
        throw new IllegalStateException("How is " + type + " written in an event?");
    }

    private ObjectNode nullable(ObjectNode schema) {
        ObjectNode nullable = json.objectNode();
        if (schema.has("$ref")) {
            nullable.putArray("oneOf").add(schema).addObject().put("type", "null");
            return nullable;
        }
        nullable.putArray("type").add(schema.path("type").asText()).add("null");
        schema.remove("type");
        nullable.setAll(schema);
        return nullable;
    }

    /** Events are called as they are, their parts with the family before it: {@code OrderLine}. */
    private static String nameOf(Class<?> type) {
        String family = type.getEnclosingClass() == null
                ? ""
                : type.getEnclosingClass().getSimpleName().replaceFirst("Event$", "");
        return DomainEvent.class.isAssignableFrom(type) ? type.getSimpleName() : family + type.getSimpleName();
    }
}
