package io.neiqin.platform.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.Type;

/** Decimals ride as strings: no browser loses a cent. Their bounds become words, for a string has none. */
final class Decimals {

    private static final String DECIMAL = BigDecimal.class.getName();

    private Decimals() {}

    static boolean is(Type type) {
        return type.name().toString().equals(DECIMAL);
    }

    static void write(Schema schema) {
        List<String> bounds = new ArrayList<>();
        if (schema.getMultipleOf() != null) {
            bounds.add("at most " + schema.getMultipleOf().stripTrailingZeros().scale() + " decimals");
        }
        if (schema.getExclusiveMinimum() != null) {
            bounds.add("more than " + schema.getExclusiveMinimum().toPlainString());
        }
        if (schema.getMinimum() != null) {
            bounds.add("at least " + schema.getMinimum().toPlainString());
        }
        if (schema.getMaximum() != null) {
            bounds.add("at most " + schema.getMaximum().toPlainString());
        }
        schema.setMultipleOf(null);
        schema.setExclusiveMinimum(null);
        schema.setMinimum(null);
        schema.setMaximum(null);
        schema.setType(new ArrayList<>(List.of(SchemaType.STRING)));
        schema.setFormat("decimal");
        if (!bounds.isEmpty() && schema.getDescription() == null) {
            schema.setDescription(String.join(", ", bounds));
        }
    }
}
