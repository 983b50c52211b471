package io.neiqin.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.testkit.rules.MessageBundleRules;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MessageBundlesTest extends MessageBundleRules {

    private final Messages messages = new Messages();

    @Override
    protected String bundle() {
        return "problems";
    }

    @Test
    void fillsInTheArguments_withoutGroupingNumbers() {
        assertThat(messages.sentence(Locale.ENGLISH, "stale-version", List.of(12345)))
                .isEqualTo("You have seen an older version; the current one is 12345. Load it again.");
        assertThat(messages.sentence(Locale.CHINESE, "illegal-transition", List.of("ship", "DRAFT")))
                .isEqualTo("状态 DRAFT 下不能执行“ship”。");
    }

    @Test
    void prefersTheServicesOwnSentences() {
        assertThat(messages.sentence(Locale.ENGLISH, "too-many-changes", List.of(1, 2)))
                .startsWith("A note takes");
        assertThat(messages.sentence(Locale.ENGLISH, "no-such-code", List.of())).isEqualTo("no-such-code");
    }
}
