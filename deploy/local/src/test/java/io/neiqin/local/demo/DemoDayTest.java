package io.neiqin.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDayTest {
    private static final LocalDate YESTERDAY = LocalDate.of(2026, 11, 20);
    private static final LocalDate TODAY = YESTERDAY.plusDays(1);

    @TempDir
    private Path data;

    @Test
    void of_freshData_isToday() throws IOException {
        assertThat(DemoDay.of(data, true, true, TODAY)).map(DemoDay::day).contains(TODAY);
    }

    @Test
    void of_brokenOffYesterday_isYesterday() throws IOException {
        DemoDay.of(data, true, true, YESTERDAY);

        assertThat(DemoDay.of(data, true, false, TODAY)).map(DemoDay::day).contains(YESTERDAY);
    }

    @Test
    void of_loaded_isNone() throws IOException {
        DemoDay.of(data, true, true, TODAY).orElseThrow().loaded();

        assertThat(DemoDay.of(data, true, false, TODAY)).isEmpty();
    }

    @Test
    void of_notWantedAnyMore_isNoneForGood() throws IOException {
        DemoDay.of(data, true, true, TODAY);

        assertThat(DemoDay.of(data, false, false, TODAY)).isEmpty();
        assertThat(DemoDay.of(data, true, false, TODAY)).isEmpty();
    }

    @Test
    void of_dataOfSomethingElse_isNone() throws IOException {
        assertThat(DemoDay.of(data, true, false, TODAY)).isEmpty();
    }
}
