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
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The committed samples are the contract: the JSON of every event type and version as it was published. A component
 * that is added later has a sample of its own beside the first, as {@code …order-confirmed.v1+2.json}; what was published
 * is never changed, removed or forgotten ({@code published-samples.txt} has their sums). A test that fails here asks for
 * a new sample or a new version of the event.
 */
class SampleCorpusTest {

    private static final File SAMPLES = new File("src/test/resources/samples");
    private static final Path PUBLISHED = Path.of("src/test/resources/published-samples.txt");
    private static final Pattern NAME = Pattern.compile("(.+?\\.v\\d+)(?:\\+(\\d+))?\\.json");

    static Set<String> types() {
        return new TreeSet<>(EventTypes.all().keySet());
    }

    static Set<String> samples() {
        return new TreeSet<>(List.of(Objects.requireNonNull(SAMPLES.list())));
    }

    @Test
    void hasASample_everyPublishedType_andNoOther() {
        assertThat(samples().stream().map(SampleCorpusTest::typeOf).collect(Collectors.toSet()))
                .isEqualTo(types());
    }

    /** F19: what consumers may still find on a topic or in a log must be readable for ever. */
    @Test
    void staysAsItWasPublished_everySample() throws Exception {
        Map<String, String> sums = new TreeMap<>();
        for (String sample : samples()) {
            byte[] sum = MessageDigest.getInstance("SHA-256")
                    .digest(Files.readAllBytes(SAMPLES.toPath().resolve(sample)));
            sums.put(sample, HexFormat.of().formatHex(sum));
        }
        Map<String, String> published = Files.readAllLines(PUBLISHED).stream()
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(line -> line[0], line -> line[1]));
        assertThat(sums).containsExactlyInAnyOrderEntriesOf(published);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void decodes_andKeepsAllItHas_everySample(String file) throws IOException {
        JsonNode sample = sample(file);
        DomainEvent event = mapper().treeToValue(sample, record(typeOf(file)));
        assertThat(missingFrom(mapper().valueToTree(event), sample)).isEmpty();
        assertThat(event.aggregateId()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void ignoresFieldsItDoesNotKnow_atEveryDepth(String file) throws IOException {
        JsonNode sample = sample(file);
        JsonNode later = sample.deepCopy();
        addUnknownFields(later);
        assertThat(later).isNotEqualTo(sample);
        assertThat(mapper().treeToValue(later, record(typeOf(file))))
                .isEqualTo(mapper().treeToValue(sample, record(typeOf(file))));
    }

    /** An event from before a component was there: it is null, not a refusal. */
    @ParameterizedTest
    @MethodSource("types")
    void decodesWithoutAComponent_thatEarlierEventsHadNot(String type) throws IOException {
        for (RecordComponent component : record(type).getRecordComponents()) {
            ObjectNode earlier = newest(type).deepCopy();
            earlier.remove(component.getName());
            JsonNode decoded = mapper().valueToTree(mapper().treeToValue(earlier, record(type)));
            assertThat(missingFrom(decoded, earlier))
                    .as("without " + component.getName())
                    .isEmpty();
            if (!component.getType().isPrimitive()) {
                assertThat(decoded.get(component.getName()).isNull()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void showsEveryField_theNewestSample(String type) throws IOException {
        JsonNode sample = newest(type);
        Stream<String> components =
                Arrays.stream(record(type).getRecordComponents()).map(component -> component.getName());
        assertThat(components)
                .allSatisfy(name ->
                        assertThat(sample.has(name)).as(type + " shows " + name).isTrue());
    }

    /** What {@code all} has not or has otherwise of {@code part}; a component that is null is one that was added. */
    private static List<String> missingFrom(JsonNode all, JsonNode part) {
        List<String> missing = new ArrayList<>();
        part.properties().forEach(field -> {
            JsonNode there = all.path(field.getKey());
            if (field.getValue().isObject()) {
                missing.addAll(missingFrom(there, field.getValue()));
            } else if (field.getValue().isArray()) {
                for (int i = 0; i < field.getValue().size(); i++) {
                    JsonNode item = field.getValue().get(i);
                    missing.addAll(
                            item.isObject()
                                    ? missingFrom(there.path(i), item)
                                    : item.equals(there.path(i)) ? List.of() : List.of(field.getKey()));
                }
                if (there.size() != field.getValue().size()) {
                    missing.add(field.getKey());
                }
            } else if (!isSame(field.getValue(), there)) {
                missing.add(field.getKey());
            }
        });
        all.properties().forEach(field -> {
            if (!part.has(field.getKey()) && !isAbsence(field.getValue())) {
                missing.add("invented " + field.getKey());
            }
        });
        return missing;
    }

    /** A whole number is the same in a long as in an int. */
    private static boolean isSame(JsonNode one, JsonNode other) {
        return one.equals(other)
                || one.isIntegralNumber() && other.isIntegralNumber() && one.asLong() == other.asLong();
    }

    /** Null, or what a primitive is without a value. */
    private static boolean isAbsence(JsonNode value) {
        return value.isNull() || value.isBoolean() && !value.asBoolean() || value.isNumber() && value.asLong() == 0;
    }

    private static String typeOf(String file) {
        Matcher name = NAME.matcher(file);
        assertThat(name.matches()).as(file).isTrue();
        return name.group(1);
    }

    private static int number(String file) {
        Matcher name = NAME.matcher(file);
        return name.matches() && name.group(2) != null ? Integer.parseInt(name.group(2)) : 1;
    }

    private static JsonNode newest(String type) throws IOException {
        return sample(samples().stream()
                .filter(file -> typeOf(file).equals(type))
                .max(Comparator.comparing(SampleCorpusTest::number))
                .orElseThrow());
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

    private static JsonNode sample(String file) throws IOException {
        return mapper().readTree(new File(SAMPLES, file));
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
