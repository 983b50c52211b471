package io.neiqin.testkit.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What the sentences of refusals must keep to. A module obeys by one line:
 *
 * <pre>{@code class MessageBundlesTest extends MessageBundleRules {}}</pre>
 *
 * The bundle is {@code service-problems} unless the subclass names another.
 */
public class MessageBundleRules {

    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d+)}");
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

    protected String bundle() {
        return "service-problems";
    }

    @Test
    void everySentence_isThereInBothLanguages() {
        assertThat(english()).isNotEmpty();
        assertThat(chinese().keySet()).isEqualTo(english().keySet());
    }

    @Test
    void everySentence_saysSomething_inItsLanguage() {
        assertThat(english())
                .allSatisfy(
                        (code, text) -> assertThat(text).as(code).isNotBlank().doesNotContainPattern(CHINESE));
        assertThat(chinese())
                .allSatisfy((code, text) -> assertThat(text).as(code).containsPattern(CHINESE));
    }

    /** A lone apostrophe would swallow the arguments behind it. */
    @Test
    void noSentence_hasALoneApostrophe() {
        assertThat(english())
                .noneSatisfy((code, text) ->
                        assertThat(hasLoneApostrophe(text)).as(code).isTrue());
        assertThat(chinese())
                .noneSatisfy((code, text) ->
                        assertThat(hasLoneApostrophe(text)).as(code).isTrue());
    }

    @Test
    void everySentence_isAPattern_withTheSameArgumentsInBothLanguages() {
        Map<String, String> chinese = chinese();
        assertThat(english()).allSatisfy((code, text) -> {
            assertThatCode(() -> new MessageFormat(text)).as(code).doesNotThrowAnyException();
            assertThatCode(() -> new MessageFormat(chinese.getOrDefault(code, "")))
                    .as(code)
                    .doesNotThrowAnyException();
            assertThat(arguments(chinese.getOrDefault(code, ""))).as(code).isEqualTo(arguments(text));
        });
    }

    private static boolean hasLoneApostrophe(String text) {
        return text.replace("''", "").contains("'");
    }

    private static Set<String> arguments(String text) {
        Set<String> arguments = new HashSet<>();
        for (Matcher found = ARGUMENT.matcher(text); found.find(); ) {
            arguments.add(found.group(1));
        }
        return arguments;
    }

    private Map<String, String> english() {
        return load(bundle() + ".properties");
    }

    private Map<String, String> chinese() {
        return load(bundle() + "_zh.properties");
    }

    private Map<String, String> load(String file) {
        try (InputStream in = getClass().getResourceAsStream("/" + file)) {
            assertThat(in).as(file).isNotNull();
            Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
            Properties properties = new Properties();
            properties.load(reader);
            Map<String, String> sentences = new TreeMap<>();
            properties.forEach((code, text) -> sentences.put(code.toString(), text.toString()));
            return sentences;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
