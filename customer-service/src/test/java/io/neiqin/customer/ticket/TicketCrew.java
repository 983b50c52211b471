package io.neiqin.customer.ticket;

import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.events.admin.EmployeeEvent.Role;
import io.neiqin.testkit.events.Organisation;
import io.neiqin.testkit.http.Api;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** People whom the rule offers tickets: in tests it asks nobody else. They leave again, or they would be asked by others' tests. */
final class TicketCrew {

    static final String TASKS = "/api/customer/tasks";
    static final List<String> ALL = List.of("TA-ANNA", "TA-BEN", "TA-CORA");

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Role[] ROLES = {
        Organisation.role("SERVICE", "SELF"), Organisation.role("CLERK", "SELF"), Organisation.role("MARKETING", "SELF")
    };

    final TicketApi tickets = TicketApi.ready();
    private final DataSource database;

    TicketCrew(DataSource database) {
        this.database = database;
    }

    void come(String... people) {
        for (String no : people) {
            tickets.customers.organisation.employee(no, "SALES", null, ROLES);
        }
        for (String no : people) {
            await().atMost(PATIENCE).until(() -> as(no).get(TASKS + "?limit=1").statusCode() == 200);
        }
        waitUntilKnown();
    }

    /** What they had is another's, or nobody's, when this returns. */
    void leave(String... people) {
        LocalDate yesterday = LocalDate.now(ZoneId.of("Asia/Shanghai")).minusDays(1);
        for (String no : people) {
            tickets.customers.organisation.left(no, "SALES", yesterday, ROLES);
        }
        await().atMost(PATIENCE)
                .until(() -> number(
                                "select count(*) from org_employee where left_on is not null"
                                        + " and employee_no = any(?)",
                                (Object) people)
                        == people.length);
        waitUntilKnown();
        await().atMost(PATIENCE)
                .until(() -> number(
                                "select count(*) from work_task where state in ('OFFERED', 'ACCEPTED')"
                                        + " and assignee_no = any(?)",
                                (Object) people)
                        == 0);
    }

    /** Who holds a role is remembered for a second. */
    private static void waitUntilKnown() {
        await().pollDelay(Duration.ofMillis(1100)).until(() -> true);
    }

    Api as(String who) {
        return tickets.api.as(who);
    }

    /** An enquiry, which has no procedure; about a new customer. */
    String enquiry() {
        return tickets.open(TicketApi.AGENT, TicketApi.body("INQUIRY", tickets.customers.customerOf("E006")));
    }

    /** The newest task of a ticket. */
    Map<String, Object> task(String ticket) {
        List<Map<String, Object>> found = tasks(ticket);
        assertThat(found).as("tasks of %s", ticket).isNotEmpty();
        return found.get(0);
    }

    List<Map<String, Object>> tasks(String ticket) {
        return assertStatus(as(TicketApi.LEAD).get(TASKS + "?subjectId=" + ticket), 200)
                .path("items");
    }

    static String path(Map<String, Object> task) {
        return TASKS + "/" + task.get("id");
    }

    /** Who has the ticket: as it says, and as its task says. */
    String owner(String ticket) {
        Response shown = assertStatus(tickets.get(TicketApi.AGENT, ticket), 200);
        String owner = shown.path("ownerNo");
        assertThat(task(ticket)).containsEntry("assigneeNo", owner);
        return owner;
    }

    String status(String ticket) {
        return tickets.get(TicketApi.AGENT, ticket).path("status");
    }

    long number(String sql, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                Object value =
                        values[i] instanceof String[] names ? connection.createArrayOf("text", names) : values[i];
                statement.setObject(i + 1, value);
            }
            if (!statement.execute()) {
                return statement.getUpdateCount();
            }
            var row = statement.getResultSet();
            row.next();
            return row.getLong(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
