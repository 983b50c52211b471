package io.neiqin.platform.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.platform.NoteApi;
import io.neiqin.platform.Sql;
import io.neiqin.platform.assignment.WorkTask.Subject;
import io.neiqin.platform.assignment.proposal.Need;
import io.neiqin.platform.assignment.proposal.Need.Sight;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Visibility;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.Organisation;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Work of a kind whose role nobody holds, and of one that somebody does who leaves. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class WorkTasksTest {

    private static final UUID BOARD = UUID.randomUUID();
    private static final String LEAVER = "WT-LEAVER";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    DataSource database;

    @Inject
    WorkTasks tasks;

    @Inject
    LeaverWatch watch;

    private NoteApi notes;
    private Sql sql;

    @BeforeEach
    void ready() {
        notes = NoteApi.ready();
        sql = new Sql(database);
    }

    @Test
    @Tag("TKT-4")
    @DisplayName("work that nobody can be offered lies where it was typed, and not with the approver who sent it back")
    void liesWithItsTypist_whoeverMadeTheWork() throws Throwable {
        assertThat(departmentOf(open("note-copy", NoteApi.CLERK))).isEqualTo(Organisation.departmentId("SALES"));
    }

    @Test
    @DisplayName("what a machine or nobody has typed lies with whoever made the work")
    void liesWithItsMaker_whenNobodyHasTypedIt() throws Throwable {
        assertThat(departmentOf(open("note-copy", NoteApi.IMPORTER))).isEqualTo(BOARD);
        assertThat(departmentOf(open("note-copy", null))).isEqualTo(BOARD);
    }

    @Test
    @Tag("TKT-4")
    @DisplayName("what somebody has who leaves is offered anew once, however many look, and none waits for the other")
    void isOfferedAnewOnce_whoeverLooks() throws Throwable {
        notes.organisation.employee(LEAVER, "ASSET_KEEPER", "ALL");
        notes.awaitKnown(LEAVER);
        // Who holds a role is remembered for a second.
        await().pollDelay(Duration.ofMillis(1100)).until(() -> true);
        UUID subject = open("note-move", NoteApi.CLERK);
        assertThat(task(subject, "assignee_no")).isEqualTo(LEAVER);
        try (Connection other = database.getConnection()) {
            other.setAutoCommit(false);
            Sql.prepare(other, "select 1 from work_task where subject_id = ? for update", subject)
                    .execute();
            LocalDate yesterday = LocalDate.now(ZoneId.of("Asia/Shanghai")).minusDays(1);
            notes.organisation.left(LEAVER, "SALES", yesterday, Organisation.role("ASSET_KEEPER", "ALL"));
            await().atMost(PATIENCE)
                    .until(() -> sql.number(
                                    "select count(*) from org_employee where employee_no = ? and left_on is not null",
                                    LEAVER)
                            == 1);
            look();
            assertThat(task(subject, "state")).as("another has it in hand").isEqualTo("OFFERED");
            other.rollback();
        }
        var pool = Executors.newFixedThreadPool(4);
        try {
            for (var looked : pool.invokeAll(Collections.<Callable<Void>>nCopies(4, this::look))) {
                looked.get();
            }
        } finally {
            pool.shutdown();
        }
        await().atMost(PATIENCE).until(() -> task(subject, "state").equals("UNASSIGNED"));
        assertThat(task(subject, "assignee_no")).isNull();
        assertThat(departmentOf(subject)).isEqualTo(Organisation.departmentId("SALES"));
        assertThat(task(subject, "jsonb_array_length(turns -> 'all')")).isEqualTo("1");
        assertThat(sql.number("select last from event_stream where aggregate_id = ?::uuid", task(subject, "id")))
                .as("events: offered to nobody; that it was opened, this test does not tell")
                .isEqualTo(1);
    }

    @Test
    @Tag("TKT-4")
    @DisplayName("a kind may go in turn, or wait for a lead though many are there who could do it")
    void goesInTurn_orWaits_asItIsSet() throws Throwable {
        assertThat(departmentOf(open("note-lead", NoteApi.CLERK))).isEqualTo(Organisation.departmentId("SALES"));
        UUID subject = open("note-turn", NoteApi.CLERK);
        assertThat(task(subject, "state")).isEqualTo("OFFERED");
        assertThat(task(subject, "reasons -> 'all' -> 0 ->> 'criterion'")).isEqualTo("TURN");
        assertThat(task(subject, "score")).isEqualTo("0");
        // Nobody is to be found with it by another test.
        VertxContextSupport.subscribeAndAwait(
                () -> Panache.withTransaction(() -> tasks.drop("note", subject, director("drop"))));
        assertThat(task(subject, "state")).isEqualTo("DROPPED");
    }

    private static CommandContext director(String command) {
        Actor director = new Actor("E099", "Director", BOARD, Set.of("SALES_DIRECTOR"), Visibility.ALL);
        return CommandContext.ofSystem(
                director, Instant.now(), LocalDate.now(), UUID.randomUUID().toString(), null, command);
    }

    private Void look() {
        try {
            return VertxContextSupport.subscribeAndAwait(watch::look);
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }

    private String task(UUID subject, String column) {
        return sql.column("select " + column + " from work_task where subject_id = ?", subject)
                .get(0);
    }

    /** By a director, of a department of his own. */
    private UUID open(String kind, String typedBy) throws Throwable {
        CommandContext context = director("return");
        Subject subject = new Subject("note", Uuid7.next(), "N-1");
        Need need = new Need(null, null, typedBy, Set.of(), new Sight(Set.of(), Set.of()));
        VertxContextSupport.subscribeAndAwait(
                () -> Panache.withTransaction(() -> tasks.open(subject, kind, need, context)));
        return subject.subjectId();
    }

    private UUID departmentOf(UUID subject) {
        assertThat(sql.column("select state from work_task where subject_id = ?", subject))
                .containsExactly("UNASSIGNED");
        return UUID.fromString(sql.column("select department_id from work_task where subject_id = ?", subject)
                .get(0));
    }
}
