package io.neiqin.events.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.neiqin.events.EventTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/asyncapi.yaml}, the samples and the code say the same of every event, both ways. */
class AsyncApiTest {

    private static final Path COMMITTED = Path.of("../docs/asyncapi.yaml");
    private static final Path SAMPLES = Path.of("src/test/resources/samples");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SAMPLE = "neiqin.orders.order-confirmed.v1";

    private static ObjectNode document;

    @BeforeAll
    static void read() throws IOException {
        if (Boolean.getBoolean("contracts.write")) {
            Files.writeString(COMMITTED, new AsyncApi().text());
        }
        document = (ObjectNode) new YAMLMapper().readTree(COMMITTED.toFile());
    }

    @Test
    void isCommitted_asTheCodeSaysIt() throws IOException {
        assertThat(Files.readString(COMMITTED))
                .as("docs/asyncapi.yaml is not what the event records say: docs/contracts/write renews it")
                .isEqualTo(new AsyncApi().text());
    }

    @Test
    void agrees_withCodeAndSamples() throws IOException {
        assertThat(disagreements(document)).isEmpty();
    }

    @Test
    void isFound_aTypeThatTheListLacks() throws IOException {
        ObjectNode planted = document.deepCopy();
        messages(planted).remove(SAMPLE);
        assertThat(disagreements(planted)).contains("not in the list: " + SAMPLE);
    }

    @Test
    void isFound_anEntryThatNoCodeTells() throws IOException {
        ObjectNode planted = document.deepCopy();
        messages(planted).set("neiqin.orders.order-dreamt.v1", messages(planted).get(SAMPLE));
        assertThat(disagreements(planted))
                .contains(
                        "no code tells it: neiqin.orders.order-dreamt.v1", "no sample: neiqin.orders.order-dreamt.v1");
    }

    @Test
    void isFound_aMemberThatASchemaLacks() throws IOException {
        ObjectNode planted = document.deepCopy();
        ((ObjectNode) planted.at("/components/schemas/OrderLine/properties")).remove("sku");
        assertThat(disagreements(planted)).anyMatch(line -> line.startsWith(SAMPLE) && line.contains("sku"));
    }

    @Test
    void isFound_aMemberOfAnotherType() throws IOException {
        ObjectNode planted = document.deepCopy();
        ((ObjectNode) planted.at("/components/schemas/Money/properties/amount"))
                .putArray("type")
                .add("number");
        assertThat(disagreements(planted)).anyMatch(line -> line.startsWith(SAMPLE) && line.contains("amount"));
    }

    @Test
    void isFound_aMessageThatIsOnNoTopic() throws IOException {
        ObjectNode planted = document.deepCopy();
        ((ObjectNode) planted.at("/channels").get("neiqin.orders").get("messages")).remove("order-confirmed.v1");
        assertThat(disagreements(planted)).contains("on no topic: " + SAMPLE);
    }

    private static ObjectNode messages(JsonNode document) {
        return (ObjectNode) document.at("/components/messages");
    }

    /** What list, code and samples do not say alike, a line each. */
    private static List<String> disagreements(JsonNode document) throws IOException {
        Set<String> listed = names(messages(document));
        Set<String> coded = EventTypes.all().keySet();
        Set<String> sampled = new TreeSet<>();
        List<String> lines = new ArrayList<>();
        try (Stream<Path> samples = Files.list(SAMPLES)) {
            for (Path sample : samples.sorted().toList()) {
                String type = sample.getFileName().toString().replaceFirst("(\\+\\d+)?\\.json$", "");
                sampled.add(type);
                if (listed.contains(type)) {
                    lines.addAll(refusals(document, type, JSON.readTree(sample.toFile())));
                }
            }
        }
        lines.addAll(lacking("not in the list: ", coded, listed));
        lines.addAll(lacking("no code tells it: ", listed, coded));
        lines.addAll(lacking("no sample: ", listed, sampled));
        lines.addAll(lacking("not in the list: ", sampled, listed));
        lines.addAll(lacking("on no topic: ", listed, onTopics(document)));
        lines.addAll(lacking("no such message: ", onTopics(document), listed));
        return lines;
    }

    private static Set<String> onTopics(JsonNode document) {
        Set<String> told = new TreeSet<>();
        document.path("channels")
                .forEach(channel -> channel.path("messages")
                        .forEach(message ->
                                told.add(message.path("$ref").asText().replaceFirst(".*/", ""))));
        return told;
    }

    private static List<String> lacking(String what, Set<String> wanted, Set<String> there) {
        return wanted.stream()
                .filter(name -> !there.contains(name))
                .map(name -> what + name)
                .toList();
    }

    /** Strictly: a consumer ignores what the schema does not know, but a sample has nothing of that kind. */
    private static List<String> refusals(JsonNode document, String type, JsonNode sample) {
        ObjectNode schema = JSON.createObjectNode();
        schema.set("components", document.path("components").deepCopy());
        schema.at("/components/schemas").forEach(one -> ((ObjectNode) one).put("additionalProperties", false));
        schema.set("$ref", messages(document).path(type).at("/payload/$ref"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(sample, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(error -> type + " " + error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }

    private static Set<String> names(ObjectNode node) {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
