package io.neiqin.testkit.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neiqin.events.admin.EmployeeEvent.EmployeeChanged;
import io.neiqin.testkit.Json;
import io.neiqin.testkit.infra.Infra;
import io.neiqin.testkit.infra.Topics;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventFeederTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void publish_arrives_asCloudEventWithKeyAndVersion() {
        try (EventFeeder feeder = EventFeeder.connect();
                EventProbe probe = EventProbe.on("neiqin.admin")) {
            Organisation org = new Organisation(feeder);
            EmployeeChanged sent = org.employee("E100", "CLERK", "ALL");
            org.employee("E100", "SALES", "E009", Organisation.role("CLERK", "CUSTOM", "SALES"));

            List<Received> events = probe.await(2, EventProbe.about(sent.employeeId()), SOON);

            Received first = events.get(0);
            assertThat(first.type()).isEqualTo("neiqin.admin.employee-changed.v1");
            assertThat(first.key()).isEqualTo(sent.employeeId().toString());
            assertThat(first.attribute("businessdate")).matches("\\d{4}-\\d\\d-\\d\\d");
            assertThat(first.as(EmployeeChanged.class)).isEqualTo(sent);
            assertThat(events).extracting(Received::aggregateVersion).containsExactly(1L, 2L);
            assertThat(events.get(1).position()).isGreaterThan(first.position());
        }
    }

    @Test
    void publish_keepsWhatTheTestSays_alsoARepetition() {
        try (EventFeeder feeder = EventFeeder.connect();
                EventProbe probe = EventProbe.on("neiqin.admin")) {
            EmployeeChanged event = new Organisation(feeder).employee("E101", "CLERK", "SELF");
            Instant time = Instant.parse("1996-07-04T01:00:00Z");
            EventFeeder.Published late = feeder.publish(event, 7, time, LocalDate.of(1996, 7, 4));
            feeder.repeat(late);

            List<Received> sevens = probe.await(
                    2, EventProbe.about(event.employeeId()).and(seen -> seen.aggregateVersion() == 7), SOON);

            assertThat(sevens)
                    .extracting(Received::id)
                    .containsOnly(late.attributes().get("id"));
            assertThat(sevens.get(0).attribute("time")).isEqualTo("1996-07-04T01:00:00Z");
            assertThat(sevens.get(0).attribute("businessdate")).isEqualTo("1996-07-04");
        }
    }

    @Test
    void await_listsWhatItSaw_whenNothingFits() {
        try (EventFeeder feeder = EventFeeder.connect();
                EventProbe probe = EventProbe.on("neiqin.erp.inbound")) {
            feeder.publish("neiqin.erp.inbound", "k1", Map.of("type", "neiqin.erp.other.v1"), "{}");
            probe.await(EventProbe.type("neiqin.erp.other.v1"), SOON);
            assertThatThrownBy(() -> probe.await(EventProbe.type("wanted"), Duration.ofMillis(200)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("neiqin.erp.other.v1 k1");
            assertThat(probe.all()).hasSize(1);

            Topics.empty(Infra.shared().kafka());
            try (EventProbe later = EventProbe.on("neiqin.erp.inbound")) {
                assertThat(later.all()).isEmpty();
            }
        }
    }

    @Test
    void json_writesDecimalsAsPlainStrings() {
        assertThat(Json.text(Map.of("a", new BigDecimal("1E+3")))).isEqualTo("{\"a\":\"1000\"}");
        assertThat(Json.text(Map.of("d", LocalDate.of(1996, 7, 4)))).isEqualTo("{\"d\":\"1996-07-04\"}");
    }
}
