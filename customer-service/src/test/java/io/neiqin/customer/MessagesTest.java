package io.neiqin.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class MessagesTest {

    @Test
    void everyCode_hasASentence_inBothLanguages() throws IOException {
        Properties english = read("/service-problems.properties");
        Properties chinese = read("/service-problems_zh.properties");

        assertThat(chinese.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        assertThat(chinese.values()).allMatch(text -> text.toString().matches("(?s).*\\p{IsHan}.*"));
    }

    private static Properties read(String resource) throws IOException {
        Properties properties = new Properties();
        try (var in = MessagesTest.class.getResourceAsStream(resource)) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return properties;
    }
}
