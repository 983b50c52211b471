package io.neiqin.platform.database;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RememberedTest {

    private final Remembered<String, Integer> lengths = new Remembered<>();
    private final List<String> read = new ArrayList<>();

    @Test
    @DisplayName("what was read is not read again, until it is forgotten")
    void readsOnce_untilForgotten() {
        assertThat(List.of(length("ab"), length("ab"))).containsExactly(2, 2);
        assertThat(read).containsExactly("ab");
        lengths.forget("ab");
        length("ab");
        assertThat(read).containsExactly("ab", "ab");
        lengths.forgetAll();
        length("ab");
        assertThat(read).hasSize(3);
    }

    @Test
    @DisplayName("it is read again after a second")
    void readsAgain_afterASecond() {
        length("ab");
        await().atMost(Duration.ofSeconds(5)).until(() -> length("ab") == 2 && read.size() == 2);
    }

    @Test
    @DisplayName("of several, only those not remembered are read; one that is not there is absent and read again")
    void readsTheMissing_ofSeveral() {
        length("ab");
        assertThat(several("ab", "abc", "")).containsOnly(Map.entry("ab", 2), Map.entry("abc", 3));
        assertThat(read).containsExactlyInAnyOrder("ab", "abc", "");
        several("ab", "abc");
        assertThat(read).hasSize(3);
        several("");
        assertThat(read).hasSize(4);
    }

    private Integer length(String text) {
        return lengths.get(text, key -> Uni.createFrom().item(read(key)))
                .await()
                .indefinitely();
    }

    private Map<String, Integer> several(String... texts) {
        return lengths.all(Set.of(texts), missing -> {
                    missing.forEach(this::read);
                    return Uni.createFrom()
                            .item(missing.stream()
                                    .filter(text -> !text.isEmpty())
                                    .collect(toMap(Function.identity(), String::length)));
                })
                .await()
                .indefinitely();
    }

    private int read(String text) {
        read.add(text);
        return text.length();
    }
}
