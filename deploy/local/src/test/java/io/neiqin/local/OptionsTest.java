package io.neiqin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private static final Wording ENGLISH = new Wording(Locale.ENGLISH);

    @TempDir
    Path current;

    private Options parse(String... arguments) {
        return Options.parse(List.of(arguments), current, ENGLISH);
    }

    @Test
    void parse_everythingGiven_isTaken() {
        Options options = parse("--import", ".", "--once", "--data", "stay", "--port", "9000");

        assertThat(options.source()).contains(current);
        assertThat(options.once()).isTrue();
        assertThat(options.data()).contains(current.resolve("stay"));
        assertThat(options.port()).contains(9000);
    }

    @Test
    void parse_nothingGiven_leavesTheDefaults() {
        Options options = parse();

        assertThat(options.source()).isEmpty();
        assertThat(options.once()).isFalse();
        assertThat(options.data()).isEmpty();
        assertThat(options.port()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "http", "123456789012"})
    void parse_senselessPort_isRefusedAsUsage(String port) {
        assertThatThrownBy(() -> parse("--port", port))
                .isInstanceOfSatisfying(
                        PlainError.class, e -> assertThat(e.status()).isEqualTo(PlainError.USAGE))
                .hasMessageContaining(port);
    }

    @Test
    void parse_unknownOptionMissingValueOrDirectory_isRefusedAsUsage() {
        assertThatThrownBy(() -> parse("--twice")).hasMessageContaining("--twice");
        assertThatThrownBy(() -> parse("--data")).hasMessage("--data needs a value.");
        assertThatThrownBy(() -> parse("--import", "nowhere")).hasMessageContaining("nowhere is not a directory");
    }
}
