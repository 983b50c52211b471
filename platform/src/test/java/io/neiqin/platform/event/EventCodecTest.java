package io.neiqin.platform.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
    void readsAndWritesTheSame_everySample(String type) throws IOException {
        byte[] sample = Files.readAllBytes(SAMPLES.resolve(type + ".json"));
        DomainEvent event = codec.decode(type, sample).orElseThrow();
        assertThat(codec.json().<JsonNode>valueToTree(event))
                .isEqualTo(codec.json().readTree(sample));
    }

    @Test
    void knowsNothing_ofATypeFromTheFuture() throws IOException {
        assertThat(codec.decode("neiqin.orders.order-confirmed.v2", new byte[] {'{'}))
                .isEmpty();
    }
}
