package io.neiqin.platform.contract;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Every place of a description where a schema stands. */
final class SchemaPlaces {

    private final Set<Schema> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Consumer<Schema> visitor;

    private SchemaPlaces(Consumer<Schema> visitor) {
        this.visitor = visitor;
    }

    /** Visits those of all operations and their parts, and of the components. */
    static void visit(OpenAPI api, Consumer<Schema> visitor) {
        SchemaPlaces places = new SchemaPlaces(visitor);
        for (PathItem path : api.getPaths().getPathItems().values()) {
            places.parameters(path.getParameters());
            path.getOperations().values().forEach(places::operation);
        }
        places.schemas(values(api.getComponents().getSchemas()));
    }

    /** Visits a schema and all within it, not what it refers to. */
    static void visit(Schema schema, Consumer<Schema> visitor) {
        new SchemaPlaces(visitor).schema(schema);
    }

    private void operation(Operation operation) {
        parameters(operation.getParameters());
        if (operation.getRequestBody() != null) {
            content(operation.getRequestBody().getContent());
        }
        operation.getResponses().getAPIResponses().values().forEach(response -> content(response.getContent()));
    }

    private void parameters(List<Parameter> parameters) {
        if (parameters != null) {
            parameters.forEach(parameter -> schema(parameter.getSchema()));
        }
    }

    private void content(Content content) {
        if (content != null) {
            for (MediaType type : content.getMediaTypes().values()) {
                schema(type.getSchema());
            }
        }
    }

    private void schemas(Collection<Schema> schemas) {
        if (schemas != null) {
            new ArrayList<>(schemas).forEach(this::schema);
        }
    }

    private void schema(Schema schema) {
        if (schema == null || !seen.add(schema)) {
            return;
        }
        visitor.accept(schema);
        schema(schema.getItems());
        schema(schema.getAdditionalPropertiesSchema());
        schemas(values(schema.getProperties()));
        schemas(schema.getAllOf());
        schemas(schema.getAnyOf());
        schemas(schema.getOneOf());
    }

    private static Collection<Schema> values(Map<String, Schema> schemas) {
        return schemas == null ? List.of() : schemas.values();
    }
}
