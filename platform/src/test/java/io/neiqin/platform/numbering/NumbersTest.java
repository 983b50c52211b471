package io.neiqin.platform.numbering;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.platform.NoteApi;
import io.neiqin.testkit.InfraResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(InfraResource.class)
class NumbersTest {

    @ParameterizedTest
    @CsvSource({
        "SO[yyyyMMdd]-######, 123, SO20261121-000123",
        "XS-[yyyy]-HD-####, 1, XS-2026-HD-0001",
        "C######, 7, C000007",
        "#, 7, 7",
        "N-##, 12345, N-12345",
        "##/[yy], 3, 03/26",
    })
    void formatsAsConfigured(String format, long value, String number) {
        assertThat(Numbers.format(format, LocalDate.of(2026, 11, 21), value)).isEqualTo(number);
    }

    @Test
    void countsUp_acrossCommands() {
        NoteApi notes = NoteApi.ready();
        String first = notes.write(NoteApi.body()).path("number");
        String second = notes.write(NoteApi.body()).path("number");
        assertThat(first).matches("N\\d{6}-\\d{4,}");
        assertThat(value(second)).isGreaterThan(value(first));
    }

    private static int value(String number) {
        return Integer.parseInt(number.substring(number.indexOf('-') + 1));
    }
}
