package io.neiqin.testkit.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The languages in which a refusal speaks, and how one tells that a sentence is of it. */
enum Wording {
    CHINESE("zh-CN") {
        @Override
        void check(String sentence) {
            assertThat(sentence).containsPattern(HAN);
            Matcher word = WORD.matcher(QUOTED.matcher(sentence).replaceAll(""));
            while (word.find()) {
                assertThat(NAMES).as("an English word in: %s", sentence).contains(word.group());
            }
        }
    },
    ENGLISH("en") {
        @Override
        void check(String sentence) {
            assertThat(QUOTED.matcher(sentence).replaceAll("")).isNotBlank().doesNotContainPattern(HAN);
        }
    };

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    /** What the caller wrote, or a command of the API. */
    private static final Pattern QUOTED = Pattern.compile("“[^”]*”|'[^']*'|：[^，。]*$|: [^,]*$");
    /** Lower case only: codes, headers and numbers of the API (CONFIRMED, If-Match, E001) have no other language. */
    private static final Pattern WORD = Pattern.compile("(?<![\\w/-])[a-z]{3,}(?![\\w/-])");
    /** Members, parameters and values of the API that look like a word. */
    private static final Set<String> NAMES = Set.of("errors", "limit", "cursor", "count", "exact", "none");

    private final String header;

    Wording(String header) {
        this.header = header;
    }

    String header() {
        return header;
    }

    abstract void check(String sentence);
}
