package io.neiqin.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class MessagesTest {

    @Test
    void sentences_existInBothLanguages_withTheSameArguments() throws IOException {
        Properties english = read("/service-problems.properties");
        Properties chinese = read("/service-problems_zh.properties");
        assertThat(chinese.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String code : english.stringPropertyNames()) {
            for (String argument : new String[] {"{0}", "{1}"}) {
                assertThat(chinese.getProperty(code).contains(argument))
                        .as(code + " " + argument)
                        .isEqualTo(english.getProperty(code).contains(argument));
            }
        }
    }

    private static Properties read(String name) throws IOException {
        Properties sentences = new Properties();
        try (var in = new InputStreamReader(MessagesTest.class.getResourceAsStream(name), StandardCharsets.UTF_8)) {
            sentences.load(in);
        }
        return sentences;
    }
}
