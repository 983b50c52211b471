package io.neiqin.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowTest {

    private static final List<String> NO_NOTES = List.of();

    @Test
    void saysTheBar_onOneLine() {
        Row row = Row.ratio("P1", 0.519, 0.45, 0.9, 0.02, List.of("Y1 1400/s"));
        assertThat(row.text()).isEqualTo("P1 ratio 0.52 must 0.45 aim 0.90\n     Y1 1400/s");
        assertThat(row.isMissed()).isFalse();
        assertThat(row.isVoid()).isFalse();
    }

    @Test
    void isMissed_belowItsMust_andAboveIt_whereLessIsBetter() {
        assertThat(Row.ratio("P1", 0.44, 0.45, 0.9, 0, NO_NOTES).isMissed()).isTrue();
        assertThat(new Row("P4", "p99 ms", 201, 200.0, 60.0, false, 0, NO_NOTES).isMissed())
                .isTrue();
        assertThat(new Row("P4", "p99 ms", 199, 200.0, 60.0, false, 0, NO_NOTES).isMissed())
                .isFalse();
    }

    @Test
    void isMissed_withoutAFigure() {
        assertThat(Row.ratio("P3", Double.NaN, 0.25, 0.5, 0, NO_NOTES).isMissed())
                .isTrue();
    }

    @Test
    void isVoid_whenItsYardstickMoved() {
        Row row = Row.ratio("P1", 0.5, 0.45, 0.9, 0.11, NO_NOTES);
        assertThat(row.isVoid()).isTrue();
        assertThat(row.text()).contains("VOID: the yardstick moved by 11 %");
    }

    @Test
    void isNeverMissed_whenOnlyReported() {
        assertThat(Row.report("P0", "ratio", 0.1, NO_NOTES).isMissed()).isFalse();
        assertThat(Row.report("P0", "ratio", 0.1, NO_NOTES).text()).isEqualTo("P0 ratio 0.10");
    }
}
