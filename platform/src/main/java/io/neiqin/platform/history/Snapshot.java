package io.neiqin.platform.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
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
        try (TokenBuffer written = new TokenBuffer(JSON, false)) {
            JSON.writeValue(written, recorded);
            JsonParser tokens = written.asParser();
            tokens.nextToken();
            flatten("", tokens, SAID_ON_TOP, values);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Snapshot(values);
    }

    /** From a value's first token to its last one. No tree is made of it: an order has some two hundred values. */
    private static void flatten(String place, JsonParser tokens, Set<String> left, Map<String, JsonNode> values)
            throws IOException {
        switch (tokens.currentToken()) {
            case START_OBJECT -> {
                if (tokens.nextToken() == JsonToken.END_OBJECT && !place.isEmpty()) {
                    values.put(place, JSON.createObjectNode());
                }
                for (; tokens.currentToken() != JsonToken.END_OBJECT; tokens.nextToken()) {
                    String member = tokens.currentName();
                    tokens.nextToken();
                    if (left.contains(member) || member.equals(SAID_EVERYWHERE)) {
                        tokens.skipChildren();
                    } else {
                        flatten(place + "/" + escaped(member), tokens, Set.of(), values);
                    }
                }
            }
            case START_ARRAY -> {
                if (tokens.nextToken() == JsonToken.END_ARRAY) {
                    values.put(place, JSON.createArrayNode());
                }
                for (int i = 0; tokens.currentToken() != JsonToken.END_ARRAY; tokens.nextToken()) {
                    flatten(place + "/" + i++, tokens, Set.of(), values);
                }
            }
            case VALUE_NULL -> {}
            case VALUE_STRING -> values.put(place, TextNode.valueOf(tokens.getText()));
            default -> values.put(place, JSON.readTree(tokens));
        }
    }

    /** As RFC 6901 has it. */
    private static String escaped(String member) {
        return member.indexOf('~') < 0 && member.indexOf('/') < 0
                ? member
                : member.replace("~", "~0").replace("/", "~1");
    }
}
