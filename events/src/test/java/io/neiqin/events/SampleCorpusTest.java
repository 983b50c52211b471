package io.neiqin.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The committed samples are the contract: one JSON per event type and version. A sample is never changed once it has
 * been published; a test that fails here asks for a new version of the event, not for a new sample.
 */
class SampleCorpusTest {

    private static final File SAMPLES = new File("src/test/resources/samples");

    static Set<String> types() {
        return new TreeSet<>(EventTypes.all().keySet());
    }

    @Test
    void hasOneSample_everyPublishedType() {
        Set<String> samples = Arrays.stream(Objects.requireNonNull(SAMPLES.list()))
                .map(name -> name.replaceFirst("\\.json$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(samples).isEqualTo(types());
    }

    @ParameterizedTest
    @MethodSource("types")
    void decodesAndEncodesToTheSame_everySample(String type) throws IOException {
        JsonNode sample = sample(type);
        DomainEvent event = mapper().treeToValue(sample, record(type));
        assertThat(mapper().<JsonNode>valueToTree(event)).isEqualTo(sample);
        assertThat(event.aggregateId()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("types")
    void ignoresFieldsItDoesNotKnow_atEveryDepth(String type) throws IOException {
        JsonNode sample = sample(type);
        JsonNode later = sample.deepCopy();
        addUnknownFields(later);
        assertThat(later).isNotEqualTo(sample);
        assertThat(mapper().treeToValue(later, record(type))).isEqualTo(mapper().treeToValue(sample, record(type)));
    }

    @ParameterizedTest
    @MethodSource("types")
    void showsEveryField_everySample(String type) throws IOException {
        JsonNode sample = sample(type);
        Stream<String> components =
                Arrays.stream(record(type).getRecordComponents()).map(component -> component.getName());
        assertThat(components)
                .allSatisfy(name ->
                        assertThat(sample.has(name)).as(type + " shows " + name).isTrue());
    }

    private static void addUnknownFields(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.forEach(SampleCorpusTest::addUnknownFields);
            object.put("addedLater", "value");
        } else if (node instanceof ArrayNode array) {
            array.forEach(SampleCorpusTest::addUnknownFields);
        }
    }

    private static Class<? extends DomainEvent> record(String type) {
        return EventTypes.find(type).orElseThrow();
    }

    private static JsonNode sample(String type) throws IOException {
        return mapper().readTree(new File(SAMPLES, type + ".json"));
    }

    /** As platform's EventCodec, which is tested with the same samples. */
    private static ObjectMapper mapper() {
        ObjectMapper mapper = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(new ParameterNamesModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        mapper.configOverride(BigDecimal.class).setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING));
        return mapper.addMixIn(DomainEvent.class, WithoutAggregateId.class);
    }

    private interface WithoutAggregateId {
        @JsonIgnore
        UUID aggregateId();
    }
}
