package io.neiqin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neiqin.events.admin.CalendarEvent.CalendarPublished;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CalendarEventTest {

    @Test
    void namesItsDays_ofWhichThereMayBeNone() {
        UUID id = UUID.randomUUID();
        assertThat(new CalendarPublished(id, 2026, 1, "notice", List.of()).days())
                .isEmpty();
        assertThatThrownBy(() -> new CalendarPublished(id, 2026, 1, "notice", null))
                .isInstanceOf(NullPointerException.class);
    }
}
