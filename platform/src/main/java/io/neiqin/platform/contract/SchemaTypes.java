package io.neiqin.platform.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jboss.jandex.Type;

/**
 * Follows schemas and the Java types that they were made of side by side, and says what the scanner cannot know: which
 * members are always there, which may be null, and that decimals are strings.
 *
 * <p>In an answer every member is there (nulls are written), and one that is no primitive, no list or map (an empty one
 * is empty) and not marked {@code @NotNull} may be null. In a request only what is marked has to be there.
 */
final class SchemaTypes {

    private static final Set<String> NEVER_NULL = Set.of(
            "jakarta.validation.constraints.NotNull",
            "jakarta.validation.constraints.NotBlank",
            "jakarta.validation.constraints.NotEmpty");
    private static final DotName INCLUDE = DotName.createSimple("com.fasterxml.jackson.annotation.JsonInclude");
    private static final DotName TEXT = DotName.createSimple("com.fasterxml.jackson.annotation.JsonValue");
    private static final DotName ANYTHING = DotName.createSimple("com.fasterxml.jackson.databind.JsonNode");
    private static final DotName VIEW = DotName.createSimple("io.neiqin.platform.http.View");
    private static final String REF = "#/components/schemas/";

    private final OpenAPI api;
    private final IndexView index;
    private final SchemaNames names;
    private final Map<String, Type> types = new TreeMap<>();
    private final Set<String> asked = new HashSet<>();

    SchemaTypes(OpenAPI api, IndexView index) {
        this.api = api;
        this.index = index;
        this.names = new SchemaNames(index);
    }

    /** A body that is sent to us. */
    void request(Schema schema, Type type) {
        follow(schema, type, Map.of(), true, new HashSet<>());
    }

    /** A body that we answer with. */
    void answer(Schema schema, Type type) {
        follow(schema, type, Map.of(), false, new HashSet<>());
    }

    /** To be called when everything has been followed: marks members and gives schemas their names. */
    void finish() {
        SchemaPlaces.visit(api, SchemaTypes::plain);
        types.forEach((name, type) -> mark(component(name), type, asked.contains(name)));
        rename();
    }

    private void follow(Schema schema, Type declared, Map<String, Type> variables, boolean request, Set<String> path) {
        Type type = resolved(declared, variables);
        if (schema == null || type == null) {
            return;
        }
        if (Decimals.is(type)) {
            Decimals.write(schema);
        }
        if (ANYTHING.equals(type.name())) {
            schema.setRef(null);
            schema.setType(null);
            schema.setProperties(null);
            return;
        }
        List<Schema> parts = new ArrayList<>();
        parts.addAll(schema.getAllOf() == null ? List.of() : schema.getAllOf());
        parts.addAll(schema.getAnyOf() == null ? List.of() : schema.getAnyOf());
        parts.forEach(part -> follow(part, type, variables, request, path));
        if (type.kind() == Type.Kind.ARRAY) {
            follow(schema.getItems(), type.asArrayType().constituent(), variables, request, path);
        } else if (type.kind() == Type.Kind.PARAMETERIZED_TYPE && isMany(type)) {
            List<Type> arguments = type.asParameterizedType().arguments();
            Type last = arguments.get(arguments.size() - 1);
            follow(schema.getItems(), last, variables, request, path);
            follow(schema.getAdditionalPropertiesSchema(), last, variables, request, path);
        }
        if (schema.getRef() != null && isText(type)) {
            schema.setRef(null);
            schema.addType(SchemaType.STRING);
        } else if (schema.getRef() != null) {
            referred(schema.getRef().substring(REF.length()), type, request, path);
        }
    }

    private void referred(String name, Type type, boolean request, Set<String> path) {
        Schema target = component(name);
        if (target == null) {
            return;
        }
        types.put(name, type);
        if (request) {
            asked.add(name);
        }
        if (!path.add(name)) {
            return;
        }
        ClassInfo info = index.getClassByName(type.name());
        if (info != null && target.getProperties() != null) {
            Map<String, Type> variables = variables(info, type);
            for (RecordComponentInfo member : info.recordComponents()) {
                follow(target.getProperties().get(member.name()), member.type(), variables, request, path);
            }
        }
        path.remove(name);
    }

    private void mark(Schema schema, Type type, boolean request) {
        ClassInfo info = index.getClassByName(type.name());
        if (info == null || !info.isRecord() || schema.getProperties() == null) {
            return;
        }
        Map<String, Schema> members = new LinkedHashMap<>(schema.getProperties());
        List<String> required = new ArrayList<>();
        for (RecordComponentInfo member : info.recordComponents()) {
            Schema shown = members.get(member.name());
            if (shown == null) {
                continue;
            }
            boolean there = marked(member);
            boolean primitive = member.type().kind() == Type.Kind.PRIMITIVE;
            boolean full = there || primitive || !request && (isMany(member.type()) || isId(info, member));
            if (there || !request && !isLeftOut(info, member)) {
                required.add(member.name());
            }
            members.put(member.name(), full ? shown : nullable(shown));
        }
        schema.setProperties(members);
        schema.setRequired(required.isEmpty() ? null : required);
    }

    private static Schema nullable(Schema schema) {
        Schema nothing = OASFactory.createSchema().addType(SchemaType.NULL);
        if (schema.getRef() != null) {
            return OASFactory.createSchema()
                    .addAnyOf(OASFactory.createSchema().ref(schema.getRef()))
                    .addAnyOf(nothing);
        }
        if (schema.getType() != null && !schema.getType().contains(SchemaType.NULL)) {
            schema.addType(SchemaType.NULL);
        }
        return schema;
    }

    /** A reference to a plain text, as an id or a day, is written out: generators make a class of each reference. */
    private static void plain(Schema schema) {
        if (schema.getRef() == null) {
            // Today's example of a day says nothing.
            schema.setExamples(null);
            return;
        }
        String format = switch (schema.getRef().substring(REF.length())) {
            case "UUID" -> "uuid";
            case "LocalDate" -> "date";
            case "Instant" -> "date-time";
            default -> null;
        };
        if (format != null) {
            schema.setRef(null);
            schema.addType(SchemaType.STRING);
            schema.setFormat(format);
            schema.setExamples(null);
        }
    }

    private void rename() {
        Map<String, String> renamed = new HashMap<>();
        types.forEach((name, type) -> {
            if (component(name) != null) {
                renamed.put(REF + name, names.of(type));
            }
        });
        SchemaPlaces.visit(api, schema -> {
            if (renamed.containsKey(schema.getRef())) {
                schema.setRef(REF + renamed.get(schema.getRef()));
            }
        });
        Map<String, Schema> sorted = new TreeMap<>();
        api.getComponents()
                .getSchemas()
                .forEach((name, schema) -> sorted.put(renamed.getOrDefault(REF + name, name), schema));
        while (sorted.keySet().retainAll(used(sorted))) {
            // what only they referred to is not used either
        }
        api.getComponents().setSchemas(sorted);
    }

    private Set<String> used(Map<String, Schema> schemas) {
        api.getComponents().setSchemas(schemas);
        Set<String> used = new HashSet<>();
        SchemaPlaces.visit(api, schema -> {
            if (schema.getRef() != null) {
                used.add(schema.getRef().substring(REF.length()));
            }
        });
        return used;
    }

    private Schema component(String name) {
        return api.getComponents().getSchemas().get(name);
    }

    private static Type resolved(Type type, Map<String, Type> variables) {
        return type != null && type.kind() == Type.Kind.TYPE_VARIABLE
                ? variables.get(type.asTypeVariable().identifier())
                : type;
    }

    private static Map<String, Type> variables(ClassInfo info, Type type) {
        Map<String, Type> variables = new HashMap<>();
        if (type.kind() == Type.Kind.PARAMETERIZED_TYPE) {
            for (int i = 0; i < info.typeParameters().size(); i++) {
                variables.put(
                        info.typeParameters().get(i).identifier(),
                        type.asParameterizedType().arguments().get(i));
            }
        }
        return variables;
    }

    /** Marked itself: in {@code List<@NotNull Line>} the lines are, the list is not. */
    private static boolean marked(RecordComponentInfo member) {
        return Stream.concat(member.declaredAnnotations().stream(), member.type().annotations().stream())
                .anyMatch(one -> NEVER_NULL.contains(one.name().toString()));
    }

    /** Whether it is left out where it says nothing. */
    private static boolean isLeftOut(ClassInfo info, RecordComponentInfo member) {
        FieldInfo field = info.field(member.name());
        return field != null && field.hasAnnotation(INCLUDE);
    }

    /** Whether it is written as a text, whatever it is made of. */
    private boolean isText(Type type) {
        ClassInfo info = index.getClassByName(type.name());
        return info != null && !info.isEnum() && info.annotationsMap().containsKey(TEXT);
    }

    private static boolean isId(ClassInfo info, RecordComponentInfo member) {
        return member.name().equals("id") && info.interfaceNames().contains(VIEW);
    }

    private static boolean isMany(Type type) {
        String name = type.name().toString();
        return name.equals("java.util.List") || name.equals("java.util.Set") || name.equals("java.util.Map");
    }
}
