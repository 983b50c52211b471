package io.neiqin.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnsTest {

    @Test
    void padded_chinese_countsTwoColumnsACharacter() {
        assertThat(Columns.padded("华东", 6)).isEqualTo("华东  ");
        assertThat(Columns.padded("East", 6)).isEqualTo("East  ");
        assertThat(Columns.padded("过去一年", 6)).isEqualTo("过去一年");
    }
}
