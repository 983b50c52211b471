package io.neiqin.customer.ticket.course;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.customer.ticket.course.Legs.Held;
import io.neiqin.customer.ticket.course.Legs.OfDepartment;
import io.neiqin.customer.ticket.course.Legs.OfPerson;
import io.neiqin.customer.ticket.course.Legs.Owner;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("TKT-2")
class LegsTest {

    private static final UUID NORTH = UUID.randomUUID();
    private static final UUID SOUTH = UUID.randomUUID();

    @Test
    void everyMinuteIsSomebodys_whereSecondsAreCutOff() {
        Legs legs = Legs.opened(at("08:00:30"), "A")
                .to(new Owner("A", NORTH), "L", null, null, at("08:01:00"))
                .waiting(at("08:03:15"))
                .resumed(at("08:05:45"))
                .to(new Owner("B", SOUTH), "A", "yours", null, at("08:07:00"))
                .to(new Owner("C", NORTH), "B", "yours", null, at("08:08:20"))
                .waiting(at("08:09:40"))
                .ended(at("08:12:29"));
        assertThat(legs.held(at("23:00:00")))
                .isEqualTo(new Held(
                        List.of(new OfDepartment(NORTH, 2 + 1 + 2), new OfDepartment(SOUTH, 1)),
                        List.of(new OfPerson("A", 3), new OfPerson("B", 1), new OfPerson("C", 2)),
                        3 + 2,
                        0,
                        11));
    }

    @Test
    void aClockThatGoesWrong_takesNobodysTimeAway() {
        Legs legs = Legs.opened(at("08:00:00"), "A")
                .to(new Owner("A", null), "A", null, null, at("07:59:00"))
                .waiting(at("08:10:00"))
                .to(new Owner("B", SOUTH), "A", null, null, at("08:09:00"))
                .ended(at("08:08:00"));
        Held held = legs.held(at("08:00:00"));
        assertThat(held.total()).isEqualTo(10);
        assertThat(held.departments()).containsExactly(new OfDepartment(null, 10), new OfDepartment(SOUTH, 0));
        assertThat(held.waiting()).isZero();
        assertThat(legs.stillWaits()).isFalse();
        assertThat(legs.people()).containsExactly("A", "B");
        assertThat(legs.owned(1)).isEmpty();
        assertThat(legs.owned(0)).isEmpty();
        assertThat(legs.owned(4)).isEmpty();
        assertThat(legs.owned(3)).get().extracting(Legs.Leg::ownerNo).isEqualTo("B");
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-27T" + time + "Z");
    }
}
