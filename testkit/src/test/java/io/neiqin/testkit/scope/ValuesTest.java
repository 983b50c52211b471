package io.neiqin.testkit.scope;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.neiqin.testkit.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValuesTest {

    private static final JsonNode ONE =
            Json.tree("{\"id\": \"a\", \"status\": \"DRAFT\", \"lines\": [{\"net\": \"5.00\"}]}");
    private static final JsonNode OTHER =
            Json.tree("{\"id\": \"b\", \"status\": \"DRAFT\", \"lines\": [{\"net\": \"5.00\"}]}");

    @Test
    void findsWhatHasBecomeOfTheSentValue() {
        JsonNode taken = Json.tree("{\"id\": \"c\", \"status\": \"DONE\", \"lines\": [{\"net\": \"5.00\"}]}");
        assertThat(Values.differences(ONE, OTHER, taken, TextNode.valueOf("DONE")))
                .isEqualTo(Map.of("/status", "DONE"));
        JsonNode forced = Json.tree("{\"id\": \"x\", \"status\": \"DRAFT\", \"lines\": [{\"net\": \"5.00\"}]}");
        assertThat(Values.differences(ONE, OTHER, forced, TextNode.valueOf("x")))
                .isEqualTo(Map.of("/id", "x"));
        JsonNode hidden =
                Json.tree("{\"id\": \"c INJECTED\", \"status\": \"DRAFT\", \"lines\": [{\"net\": \"5.00\"}]}");
        assertThat(Values.differences(ONE, OTHER, hidden, TextNode.valueOf("INJECTED")))
                .isEqualTo(Map.of("/id", "c INJECTED"));
        JsonNode cheaper = Json.tree("{\"id\": \"c\", \"status\": \"DRAFT\", \"lines\": [{\"net\": \"1.00\"}]}");
        assertThat(Values.differences(ONE, OTHER, cheaper, TextNode.valueOf("y")))
                .isEqualTo(Map.of("/lines/0/net", "1.00"));
    }

    @Test
    void isSilent_whereOnlyIdsDiffer() {
        JsonNode same = Json.tree("{\"id\": \"c\", \"status\": \"DRAFT\", \"lines\": [{\"net\": \"5.00\"}]}");
        assertThat(Values.differences(ONE, OTHER, same, TextNode.valueOf("DONE")))
                .isEmpty();
    }

    @Test
    void unlike_staysOfItsKind() {
        assertThat(Values.unlike(LongNode.valueOf(1))).isEqualTo(LongNode.valueOf(42));
        assertThat(Values.unlike(TextNode.valueOf("2026-01-01")).asText()).isEqualTo("1999-09-09");
        assertThat(Values.unlike(TextNode.valueOf("5.00")).asText()).isEqualTo("987654");
        assertThat(Values.unlike(TextNode.valueOf("E001")).asText()).isEqualTo("INJECTED");
    }
}
