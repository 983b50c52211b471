package io.neiqin.platform.relay;

import static io.neiqin.platform.NoteApi.MACHINE;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.platform.NoteApi;
import io.neiqin.platform.Sql;
import io.neiqin.platform.identity.Roles;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Organisation;
import io.neiqin.testkit.events.Received;
import io.neiqin.testkit.http.Api;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class EventFeedTest {

    private static final String FEED = "/api/platform/events";

    private static final String LARGE = """
        insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, occurred_at, business_date,
            actor, correlation_id, payload)
        values (?, 'neiqin.reporting', ?, 1, 'neiqin.reporting.note-written.v1', now(), '2026-11-21', 'E001',
            'test', cast(? as json))\
        """;

    @Inject
    DataSource database;

    private NoteApi notes;
    private Api machine;

    @BeforeEach
    void ready() {
        notes = NoteApi.ready();
        machine = notes.api.as(MACHINE, Roles.SYSTEM);
    }

    @Test
    void pagesTheWholeLog_equalToTheTopic() {
        for (int i = 0; i < 5; i++) {
            notes.change(notes.note(), 3);
        }
        awaitSent();
        List<Map<String, Object>> feed = everything();
        assertThat(feed).hasSizeGreaterThanOrEqualTo(20);
        for (int i = 0; i < feed.size(); i++) {
            assertThat(feed.get(i).get("position")).isEqualTo(Integer.toString(i + 1));
        }
        Map<String, Received> topic = new HashMap<>();
        try (EventProbe probe = EventProbe.on("neiqin.reporting")) {
            probe.all().stream()
                    .filter(EventProbe.from("/neiqin/platform"))
                    .forEach(event -> topic.put(event.id(), event));
        }
        assertThat(topic).hasSameSizeAs(feed);
        for (Map<String, Object> event : feed) {
            Received same = topic.get(event.get("id").toString());
            Map<String, Object> attributes = new HashMap<>(event);
            attributes.remove("data");
            attributes.forEach(
                    (name, value) -> assertThat(same.attribute(name)).as(name).isEqualTo(value));
            assertThat(same.headers().keySet().stream().filter(name -> name.startsWith("ce_")))
                    .hasSameSizeAs(attributes.keySet());
        }
    }

    @Test
    void tellsOneAggregatesHistory_fromAVersionOn() {
        String id = notes.note();
        notes.change(id, 4);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> versions("?aggregate=" + id).size() == 5);
        assertThat(versions("?aggregate=" + id)).containsExactly("1", "2", "3", "4", "5");
        assertThat(versions("?aggregate=" + id + "&fromVersion=4")).containsExactly("4", "5");
        Response page = machine.get(FEED + "?aggregate=" + id + "&limit=2");
        assertThat(page.<List<String>>path("items.aggregateversion")).containsExactly("1", "2");
        assertThat(page.<String>path("nextCursor")).isEqualTo("3");
        assertThat(page.<String>path("items[0].data.noteId")).isEqualTo(id);
        assertThat(page.<String>path("items[0].type")).isEqualTo("neiqin.reporting.note-written.v1");
    }

    @Test
    void goesOnFromItsCursor_whenThereIsNothingNewYet() {
        Response beyond = assertStatus(machine.get(FEED + "?after=1000000"), 200);
        assertThat(beyond.<List<?>>path("items")).isEmpty();
        assertThat(beyond.<String>path("nextCursor")).isEqualTo("1000000");
    }

    @Test
    void isForMachinesThatSeeAll_only() {
        assertProblem(notes.api.as(NoteApi.CLERK).get(FEED), 403, "role-missing");
        assertProblem(notes.api.as("root", Roles.SYSTEM_ADMIN).get(FEED), 403, "role-missing");
        notes.organisation.machine("narrow", Organisation.role("STATISTICIAN", "DEPARTMENT_TREE"));
        notes.awaitKnown("narrow");
        assertProblem(notes.api.as("narrow", Roles.SYSTEM).get(FEED), 403, "role-missing");
        assertProblem(notes.api.as("narrow").get(FEED), 403, "role-missing");
        assertProblem(notes.api.get(FEED), 401, "token-missing");
    }

    @Test
    void isOpenToAMachine_thatNobodyHasHiredYet() {
        assertStatus(notes.api.as("stranger", Roles.SYSTEM).get(FEED), 200);
    }

    @Test
    void isClosedToAPerson_whateverHisTokenSays() {
        notes.organisation.employee("E071", "STATISTICIAN", "ALL");
        notes.awaitKnown("E071");
        assertProblem(notes.api.as("E071", Roles.SYSTEM).get(FEED), 403, "role-missing");
        LocalDate gone = LocalDate.now().minusDays(3);
        notes.organisation.left("E071", "SALES", gone, Organisation.role("STATISTICIAN", "ALL"));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertProblem(notes.api.as("E071", Roles.SYSTEM).get(FEED), 403, "unknown-employee"));
    }

    @Test
    void isRefused_aPageThatMakesNoSense() {
        assertProblem(machine.get(FEED + "?limit=0"), 400, "limit-invalid");
        assertProblem(machine.get(FEED + "?limit=201"), 400, "limit-invalid");
        assertProblem(machine.get(FEED + "?after=x"), 400, "parameter-unreadable");
        assertProblem(machine.get(FEED + "?aggregate=7"), 400, "parameter-unreadable");
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("a page is bounded in bytes, too, and the next one goes on where it ends")
    void boundsAPageInBytes() {
        Sql sql = new Sql(database);
        awaitSent();
        long before = sql.number("select position from relay");
        for (int i = 0; i < 12; i++) {
            UUID id = UUID.randomUUID();
            sql.run(
                    LARGE,
                    UUID.randomUUID(),
                    id,
                    "{\"noteId\":\"" + id + "\",\"title\":\"" + "x".repeat(450_000) + "\"}");
        }
        awaitSent();
        long last = sql.number("select position from relay");
        Response page = assertStatus(machine.get(FEED + "?limit=200&after=" + before), 200);
        assertThat(page.asByteArray().length).isBetween(2_000_000, 4_500_000);
        List<String> rest = assertStatus(machine.get(FEED + "?limit=200&after=" + page.<String>path("nextCursor")), 200)
                .path("items.position");
        List<String> positions = new ArrayList<>(page.<List<String>>path("items.position"));
        positions.addAll(rest);
        assertThat(positions)
                .containsExactlyElementsOf(LongStream.rangeClosed(before + 1, last)
                        .mapToObj(Long::toString)
                        .toList());
    }

    private void awaitSent() {
        Sql sql = new Sql(database);
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        sql.number("select (select count(*) from outbox) + position - sent_position from relay") == 0);
    }

    private List<Map<String, Object>> everything() {
        List<Map<String, Object>> all = new ArrayList<>();
        String after = "0";
        while (true) {
            Response page = assertStatus(machine.get(FEED + "?limit=7&after=" + after), 200);
            List<Map<String, Object>> items = page.path("items");
            if (items.isEmpty()) {
                return all;
            }
            all.addAll(items);
            after = page.path("nextCursor");
        }
    }

    private List<String> versions(String query) {
        return assertStatus(machine.get(FEED + query), 200).path("items.aggregateversion");
    }
}
