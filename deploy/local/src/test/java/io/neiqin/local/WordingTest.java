package io.neiqin.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class WordingTest {
    @Test
    void texts_bothLanguages_haveTheSameKeys() throws IOException {
        assertThat(texts("wording_zh.properties").keySet())
                .isEqualTo(texts("wording.properties").keySet());
    }

    private static Properties texts(String file) throws IOException {
        Properties texts = new Properties();
        try (Reader reader =
                new InputStreamReader(WordingTest.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
        return texts;
    }

    @Test
    void of_localeOfTheShell_choosesTheLanguage() {
        assertThat(Wording.of(Map.of("LANG", "zh_CN.UTF-8")).text("state.ready"))
                .isEqualTo("就绪");
        assertThat(Wording.of(Map.of("LANG", "zh_CN.UTF-8", "LC_ALL", "C")).text("state.ready"))
                .isEqualTo("ready");
        assertThat(Wording.of(Map.of()).text("state.ready")).isEqualTo("ready");
    }

    @Test
    void text_numberAsArgument_isNotGrouped() {
        assertThat(Wording.of(Map.of()).text("port.taken", 18080)).contains("Port 18080 ");
    }
}
