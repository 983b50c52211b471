package io.neiqin.platform.organisation;

import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.admin.CalendarEvent.CalendarPublished;
import io.neiqin.events.admin.CalendarEvent.Day;
import io.neiqin.events.admin.DepartmentEvent.DepartmentChanged;
import io.neiqin.events.admin.DepartmentEvent.Version;
import io.neiqin.platform.NoteApi;
import io.neiqin.platform.Sql;
import io.neiqin.platform.identity.Roles;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.ProducerLog;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class OrganisationEventsTest {

    private static final LocalDate NEW_YEAR = LocalDate.of(2030, 1, 1);

    @Inject
    DataSource database;

    private final UUID id = UUID.randomUUID();
    private NoteApi notes;
    private Sql sql;
    private ProducerLog log;

    @BeforeEach
    void ready() {
        notes = NoteApi.ready();
        sql = new Sql(database);
        log = ProducerLog.start("admin");
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("a calendar without its list of days is put aside: it does not empty the year")
    void keepsTheYear() {
        notes.feeder.publish(
                new CalendarPublished(id, 2030, 1, "first", List.of(new Day(NEW_YEAR, "STATUTORY_HOLIDAY", "元旦"))));
        assertKept(
                "select count(*) from org_calendar_day where year = 2030",
                new CalendarPublished(id, 2030, 2, "broken", null));
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("a department without its list of versions is put aside: it does not go")
    void keepsTheDepartment() {
        notes.feeder.publish(new DepartmentChanged(
                id, "D-" + id, List.of(new Version(LocalDate.of(2020, 1, 1), "Sales", null, null))));
        assertKept(
                "select count(*) from org_department where department_id = '" + id + "'",
                new DepartmentChanged(id, "D-" + id, null));
    }

    private void assertKept(String count, DomainEvent broken) {
        await().atMost(Duration.ofSeconds(20)).until(() -> sql.number(count) == 1);
        log.add(notes.feeder.publish(broken));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertStatus(
                        notes.api
                                .as("root", Roles.SYSTEM_ADMIN)
                                .post(
                                        "/api/platform/parked-events/organisation/" + id + "/discard",
                                        Map.of("version", 2, "reason", "broken by this test")),
                        200));
        assertThat(sql.number(count)).isEqualTo(1);
    }
}
