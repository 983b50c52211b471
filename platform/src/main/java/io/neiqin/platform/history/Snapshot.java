package io.neiqin.platform.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The values of an aggregate by their place, a JSON pointer: {@code /lines/0/quantity}. What is null has no place; empty
 * lists and objects are values.
 */
record Snapshot(Map<String, JsonNode> values) {

    static final Snapshot NOTHING = new Snapshot(Map.of());

    /** What the entry of the history says itself. */
    private static final Set<String> SAID_ON_TOP = Set.of("id", "version", "allowedActions", "changedBy");

    private static final String SAID_EVERYWHERE = "changedAt";

    /** Decimals without the zeros at their end: 2 and 2.000000, as the database gives it back, are no change. */
    private static final class Plain extends StdScalarSerializer<BigDecimal> {
        Plain() {
            super(BigDecimal.class);
        }

        @Override
        public void serialize(BigDecimal value, JsonGenerator out, SerializerProvider all) throws IOException {
            out.writeString(value.stripTrailingZeros().toPlainString());
        }
    }

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule("plain").addSerializer(new Plain()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .defaultPropertyInclusion(JsonInclude.Value.construct(Include.NON_NULL, Include.NON_NULL))
            .build();

    /** @param recorded of {@link Recorded#recorded()} */
    static Snapshot of(Object recorded) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        JSON.<JsonNode>valueToTree(recorded).properties().forEach(member -> {
            if (!SAID_ON_TOP.contains(member.getKey()) && !member.getKey().equals(SAID_EVERYWHERE)) {
                flatten("/" + escaped(member.getKey()), member.getValue(), values);
            }
        });
        return new Snapshot(values);
    }

    private static void flatten(String place, JsonNode value, Map<String, JsonNode> values) {
        if (value.isNull()) {
            return;
        }
        if (value.isValueNode() || value.isEmpty()) {
            values.put(place, value);
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                flatten(place + "/" + i, value.get(i), values);
            }
        } else {
            value.properties().forEach(member -> {
                if (!member.getKey().equals(SAID_EVERYWHERE)) {
                    flatten(place + "/" + escaped(member.getKey()), member.getValue(), values);
                }
            });
        }
    }

    /** As RFC 6901 has it. */
    private static String escaped(String member) {
        return member.indexOf('~') < 0 && member.indexOf('/') < 0
                ? member
                : member.replace("~", "~0").replace("/", "~1");
    }
}
