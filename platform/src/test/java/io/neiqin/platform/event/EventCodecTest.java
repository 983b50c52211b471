package io.neiqin.platform.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.neiqin.events.DomainEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The codec in use reads and writes the published samples. */
class EventCodecTest {

    private static final Path SAMPLES = Path.of("../events/src/test/resources/samples");

    private final EventCodec codec = new EventCodec();

    static List<String> types() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.json$", ""))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void readsAndWritesTheSame_everySample(String name) throws IOException {
        byte[] sample = Files.readAllBytes(SAMPLES.resolve(name + ".json"));
        DomainEvent event =
                codec.decode(name.replaceFirst("\\+\\d+$", ""), sample).orElseThrow();
        assertThat(said(codec.json().writeValueAsBytes(event))).isEqualTo(said(sample));
    }

    /** Without what is null: a component that was added later is, in what was published before. */
    private JsonNode said(byte[] json) throws IOException {
        return withoutNulls(codec.json().readTree(json));
    }

    private static JsonNode withoutNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(member -> member.getValue().isNull());
        }
        node.forEach(EventCodecTest::withoutNulls);
        return node;
    }

    @Test
    void knowsNothing_ofATypeFromTheFuture() throws IOException {
        assertThat(codec.decode("neiqin.orders.order-confirmed.v2", new byte[] {'{'}))
                .isEmpty();
    }
}
