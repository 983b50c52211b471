package io.neiqin.customer.duplicate;

import static io.neiqin.customer.duplicate.DuplicateStatus.Action.DISMISS;
import static io.neiqin.customer.duplicate.DuplicateStatus.Action.MERGE;
import static io.neiqin.customer.duplicate.DuplicateStatus.Action.UNMERGE;
import static io.neiqin.customer.duplicate.DuplicateStatus.CANDIDATE;
import static io.neiqin.customer.duplicate.DuplicateStatus.DISMISSED;
import static io.neiqin.customer.duplicate.DuplicateStatus.MERGED;
import static io.neiqin.customer.duplicate.DuplicateStatus.UNMERGED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neiqin.customer.customer.Kept;
import io.neiqin.customer.duplicate.DuplicateCase.Pair;
import io.neiqin.customer.duplicate.DuplicateStatus.Action;
import io.neiqin.customer.similarity.Similarity;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Visibility;
import io.neiqin.platform.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("CUS-13")
class DuplicateStatusTest {

    private static final Instant NOW = Instant.parse("2026-11-27T04:00:00Z");
    private static final Duration WINDOW = Duration.ofDays(30);
    private static final UUID ONE = UUID.randomUUID();
    private static final UUID OTHER = UUID.randomUUID();
    private static final Kept KEPT = new Kept(null, null, null);

    private static final Map<DuplicateStatus, List<Action>> TABLE = Map.of(
            CANDIDATE, List.of(DISMISS, MERGE),
            DISMISSED, List.of(MERGE),
            MERGED, List.of(UNMERGE),
            UNMERGED, List.of(MERGE));

    @Test
    @DisplayName("every action in every state does what the table says, and nothing else")
    void obeysTheTable() {
        for (DuplicateStatus state : DuplicateStatus.values()) {
            assertThat(state.actions()).isEqualTo(TABLE.get(state));
            for (Action action : Action.values()) {
                DuplicateCase one = reached(state);
                if (TABLE.get(state).contains(action)) {
                    act(one, action, at(NOW, "because"));
                    assertThat(one.status()).isEqualTo(action.to());
                    assertThat(one.judgement()).isEqualTo("because");
                } else {
                    assertThatThrownBy(() -> act(one, action, at(NOW, "because")))
                            .isInstanceOfSatisfying(
                                    Problem.class,
                                    refused -> assertThat(refused.code()).isEqualTo("illegal-transition"));
                    assertThat(one.status()).isEqualTo(state);
                }
            }
        }
    }

    @Test
    @DisplayName("nobody judges without a reason")
    void needsAReason() {
        DuplicateCase one = reached(CANDIDATE);
        assertThatThrownBy(() -> one.dismiss(at(NOW, null)))
                .isInstanceOfSatisfying(
                        Problem.class, refused -> assertThat(refused.code()).isEqualTo("reason-required"));
        assertThat(one.status()).isEqualTo(CANDIDATE);
    }

    @Test
    @DisplayName("a merge can be taken back on the thirtieth day, and not on the thirty-first")
    void isTakenBack_withinTheWindow() {
        DuplicateCase last = reached(MERGED);
        assertThat(last.isOver(WINDOW, NOW.plus(WINDOW))).isFalse();
        assertThat(last.unmerge(WINDOW, at(NOW.plus(WINDOW), "no"))).isSameAs(KEPT);
        DuplicateCase late = reached(MERGED);
        Instant after = NOW.plus(WINDOW).plusSeconds(1);
        assertThat(late.isOver(WINDOW, after)).isTrue();
        assertThatThrownBy(() -> late.unmerge(WINDOW, at(after, "no")))
                .isInstanceOfSatisfying(
                        Problem.class, refused -> assertThat(refused.code()).isEqualTo("unmerge-over"));
        assertThat(late.status()).isEqualTo(MERGED);
    }

    /** By the real steps. */
    private static DuplicateCase reached(DuplicateStatus state) {
        DuplicateCase one = new DuplicateCase(Pair.of(ONE, OTHER), new Similarity(90, List.of()), at(NOW, null));
        switch (state) {
            case CANDIDATE -> {}
            case DISMISSED -> one.dismiss(at(NOW, "two"));
            case MERGED -> one.merged(ONE, OTHER, KEPT, at(NOW, "one"));
            case UNMERGED -> {
                one.merged(ONE, OTHER, KEPT, at(NOW, "one"));
                one.unmerge(WINDOW, at(NOW, "two after all"));
            }
        }
        return one;
    }

    private static void act(DuplicateCase one, Action action, CommandContext context) {
        switch (action) {
            case DISMISS -> one.dismiss(context);
            case MERGE -> one.merged(ONE, OTHER, KEPT, context);
            case UNMERGE -> one.unmerge(WINDOW, context);
        }
    }

    private static CommandContext at(Instant when, String reason) {
        Actor actor = new Actor("E001", "somebody", null, Set.of("CLERK"), Visibility.ALL);
        return CommandContext.ofRequest(
                actor, when, LocalDate.of(2026, 11, 27), null, "request", null, "merge", reason);
    }
}
