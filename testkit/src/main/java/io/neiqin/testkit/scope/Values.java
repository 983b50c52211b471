package io.neiqin.testkit.scope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Values that are like others, and are told from them. */
final class Values {

    private Values() {}

    /** Another of the same kind. */
    static JsonNode unlike(JsonNode shown) {
        if (shown.isBoolean()) {
            return BooleanNode.valueOf(!shown.asBoolean());
        }
        if (shown.isNumber()) {
            return LongNode.valueOf(shown.asLong() + 41);
        }
        if (shown.isContainerNode()) {
            return shown;
        }
        String text = shown.asText("");
        if (text.matches("[0-9a-f]{8}-.{27}")) {
            return TextNode.valueOf(UUID.randomUUID().toString());
        }
        if (text.matches("\\d{4}-\\d\\d-\\d\\dT.*")) {
            return TextNode.valueOf("1999-09-09T09:09:09Z");
        }
        if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
            return TextNode.valueOf("1999-09-09");
        }
        return TextNode.valueOf(text.matches("-?\\d+(\\.\\d+)?") ? "987654" : "INJECTED");
    }

    /**
     * Where an answer differs from two that should be like it. What differs between those two, as ids and times do, may
     * differ here, too, but nothing of what was sent is to be in it.
     *
     * @return the values of the answer by place
     */
    static Map<String, String> differences(JsonNode one, JsonNode other, JsonNode with, JsonNode sent) {
        Map<String, String> first = leaves("", one);
        Map<String, String> second = leaves("", other);
        Map<String, String> changed = new TreeMap<>();
        leaves("", with).forEach((place, value) -> {
            String before = first.get(place);
            boolean steady = before != null && before.equals(second.get(place));
            boolean isSent = sent.isTextual() ? value.contains(sent.asText()) : value.equals(sent.asText());
            if (steady ? !before.equals(value) : isSent || before == null) {
                changed.put(place, value);
            }
        });
        return changed;
    }

    private static Map<String, String> leaves(String here, JsonNode node) {
        Map<String, String> leaves = new TreeMap<>();
        if (node.isObject()) {
            node.properties().forEach(member -> leaves.putAll(leaves(here + "/" + member.getKey(), member.getValue())));
        } else if (node.isArray()) {
            int place = 0;
            for (Iterator<JsonNode> items = node.iterator(); items.hasNext(); place++) {
                leaves.putAll(leaves(here + "/" + place, items.next()));
            }
        } else {
            leaves.put(here, node.asText());
        }
        return leaves;
    }
}
