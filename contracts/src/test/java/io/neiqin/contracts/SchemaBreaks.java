package io.neiqin.contracts;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.openapitools.openapidiff.core.model.ChangedSchema;
import org.openapitools.openapidiff.core.model.schema.ChangedRequired;

/** What of a body breaks whoever sends it, or whoever reads it. */
final class SchemaBreaks {

    private final boolean request;
    private final Consumer<String> lines;
    private final Set<ChangedSchema> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    /** @param request whether it is sent to us */
    SchemaBreaks(boolean request, Consumer<String> lines) {
        this.request = request;
        this.lines = lines;
    }

    /** @param place of the schema within the body, as {@code /lines/sku} */
    void look(String place, ChangedSchema schema) {
        if (schema == null || !seen.add(schema)) {
            return;
        }
        schema.getMissingProperties().keySet().forEach(name -> lines.accept(place + "/" + name + " is gone"));
        required(place, schema);
        values(place, schema);
        if (schema.isChangedType() || schema.isChangeFormat()) {
            lines.accept(place + " was " + shown(schema.getOldSchema()) + ", is " + shown(schema.getNewSchema()));
        }
        if (schema.getNullable() != null
                && !request
                && Boolean.TRUE.equals(schema.getNullable().getRight())) {
            lines.accept(place + " may be null now");
        }
        bounds(place, schema);
        schema.getChangedProperties().forEach((name, member) -> look(place + "/" + name, member));
        look(place, schema.getItems());
        look(place, schema.getAddProp());
    }

    private void required(String place, ChangedSchema schema) {
        ChangedRequired required = schema.getRequired();
        if (required == null) {
            return;
        }
        if (request) {
            required.getIncreased().forEach(name -> lines.accept(place + "/" + name + " has to be there now"));
        } else {
            required.getMissing().stream()
                    .filter(name -> !schema.getMissingProperties().containsKey(name))
                    .forEach(name -> lines.accept(place + "/" + name + " may be missing now"));
        }
    }

    private void values(String place, ChangedSchema schema) {
        if (request && schema.getEnumeration() != null) {
            List<?> gone = schema.getEnumeration().getMissing();
            if (!gone.isEmpty()) {
                lines.accept(place + " does not take " + gone + " any more");
            }
        }
    }

    private void bounds(String place, ChangedSchema schema) {
        boolean narrower = List.of(
                        isIncompatible(schema.getMaxLength()),
                        isIncompatible(schema.getMinLength()),
                        isIncompatible(schema.getPattern()),
                        isIncompatible(schema.getMaxItems()),
                        isIncompatible(schema.getMinItems()),
                        isIncompatible(schema.getNumericRange()))
                .contains(true);
        if (narrower) {
            lines.accept(place + (request ? " takes less than before" : " can be more than before"));
        }
    }

    private static boolean isIncompatible(org.openapitools.openapidiff.core.model.Changed changed) {
        return changed != null && changed.isIncompatible();
    }

    private static String shown(io.swagger.v3.oas.models.media.Schema<?> schema) {
        return schema.getType() + (schema.getFormat() == null ? "" : " (" + schema.getFormat() + ")");
    }
}
