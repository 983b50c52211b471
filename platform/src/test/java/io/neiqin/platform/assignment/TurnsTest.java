package io.neiqin.platform.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.platform.assignment.Turns.Turn;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Visibility;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final Instant EARLY = Instant.parse("2026-11-26T08:00:00.438Z");
    private static final Instant LATE = Instant.parse("2026-11-26T08:00:00.488Z");

    @Test
    @Tag("TKT-4")
    @DisplayName(
            "of two commands at once the one that came first may come second: its turn is not told before the other")
    void isNotBeforeTheLastOne_whenItHadToWait() {
        Turns turns = Turns.NONE.and("E001", "E002", "ill", by(LATE)).and("E002", "E003", "free", by(EARLY));
        assertThat(turns.all()).extracting(Turn::at).containsExactly(LATE, LATE);
        assertThat(turns.and("E003", null, "busy", by(LATE.plusMillis(1))).all())
                .extracting(Turn::at)
                .containsExactly(LATE, LATE, LATE.plusMillis(1));
    }

    private static CommandContext by(Instant at) {
        Actor lead = new Actor("E030", "Lead", null, Set.of("CLERK_LEAD"), Visibility.ALL);
        return CommandContext.ofSystem(lead, at, LocalDate.of(2026, 11, 26), "c", null, "reassign");
    }
}
