package io.neiqin.platform.organisation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.neiqin.events.DomainEvent;
import io.neiqin.events.admin.CalendarEvent.CalendarPublished;
import io.neiqin.events.admin.DelegationEvent.DelegationChanged;
import io.neiqin.events.admin.DepartmentEvent.DepartmentChanged;
import io.neiqin.events.admin.EmployeeEvent.EmployeeChanged;
import io.neiqin.platform.consumer.EventInbox;
import io.neiqin.platform.consumer.InboxConsumer;
import io.neiqin.platform.event.EventCodec;
import io.neiqin.platform.event.ReceivedEvent;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Keeps the replica of organisation and calendar. Every event carries all values, so applying one is an upsert. Rows
 * are written as JSON in one statement: they have no rules of their own that an entity could hold. An event whose list is
 * missing is refused, for it would empty the year or the department it tells of.
 */
@ApplicationScoped
public class OrganisationEventsConsumer implements InboxConsumer {

    private static final String CHANNEL = "organisation";

    private static final String EMPLOYEE = """
        insert into org_employee (employee_no, employee_id, name, kind, department_id, manager_no, left_on, roles)
        select e."employeeNo", e."employeeId", e.name, e.kind, e."departmentId", e."managerNo", e."leftOn", e.roles
        from jsonb_to_record(cast(cast(:event as text) as jsonb)) as e("employeeNo" text, "employeeId" uuid, name text,
            kind text, "departmentId" uuid, "managerNo" text, "leftOn" date, roles jsonb)
        on conflict (employee_no) do update set name = excluded.name, kind = excluded.kind,
            department_id = excluded.department_id, manager_no = excluded.manager_no,
            left_on = excluded.left_on, roles = excluded.roles\
        """;

    private static final String FORGET_DEPARTMENT = "delete from org_department where department_id = :id";

    private static final String DEPARTMENT = """
        insert into org_department (department_id, valid_from, code, name, parent_id, head_no)
        select d."departmentId", v."validFrom", d.code, v.name, v."parentId", v."headNo"
        from jsonb_to_record(cast(cast(:event as text) as jsonb)) as d("departmentId" uuid, code text, versions jsonb),
             jsonb_to_recordset(d.versions) as v("validFrom" date, name text, "parentId" uuid, "headNo" text)\
        """;

    private static final String DELEGATION = """
        insert into org_delegation (delegation_id, principal_no, deputy_no, valid_from, valid_to)
        select d."delegationId", d."principalNo", d."deputyNo", d."from", d."to"
        from jsonb_to_record(cast(cast(:event as text) as jsonb)) as d("delegationId" uuid, "principalNo" text,
            "deputyNo" text, "from" date, "to" date)
        on conflict (delegation_id) do update set principal_no = excluded.principal_no,
            deputy_no = excluded.deputy_no, valid_from = excluded.valid_from, valid_to = excluded.valid_to\
        """;

    private static final String FORGET_YEAR = "delete from org_calendar_day where year = :id";

    private static final String CALENDAR = """
        insert into org_calendar_day (date, year, type, name)
        select d.date, c.year, d.type, d.name
        from jsonb_to_record(cast(cast(:event as text) as jsonb)) as c(year int, days jsonb),
             jsonb_to_recordset(c.days) as d(date date, type text, name text)\
        """;

    private static final String CALENDAR_CHANGED = "update org_calendar_change set changes = changes + :one";

    private final EventInbox inbox;
    private final EventCodec codec;
    private final Organisation organisation;

    public OrganisationEventsConsumer(EventInbox inbox, EventCodec codec, Organisation organisation) {
        this.inbox = inbox;
        this.codec = codec;
        this.organisation = organisation;
    }

    @Override
    public String name() {
        return "organisation";
    }

    @Override
    public String producer() {
        return "admin";
    }

    @Override
    public String channel() {
        return CHANNEL;
    }

    @Override
    public EventInbox inbox() {
        return inbox;
    }

    @Incoming(CHANNEL)
    public Uni<Void> on(ConsumerRecord<String, byte[]> record) {
        return inbox.take(this, record).call(organisation::forget);
    }

    @Override
    public Uni<Void> apply(DomainEvent event, ReceivedEvent received) {
        if (event instanceof EmployeeChanged) {
            return execute(EMPLOYEE, "event", json(event));
        }
        if (event instanceof DepartmentChanged department) {
            requireNonNull(department.versions(), "a department without its versions");
            return execute(FORGET_DEPARTMENT, "id", department.departmentId())
                    .chain(() -> execute(DEPARTMENT, "event", json(event)));
        }
        if (event instanceof CalendarPublished calendar) {
            requireNonNull(calendar.days(), "a calendar without its days");
            return execute(FORGET_YEAR, "id", calendar.year())
                    .chain(() -> execute(CALENDAR, "event", json(event)))
                    .chain(() -> execute(CALENDAR_CHANGED, "one", 1));
        }
        if (event instanceof DelegationChanged) {
            return execute(DELEGATION, "event", json(event));
        }
        return Uni.createFrom().voidItem();
    }

    private static Uni<Void> execute(String sql, String name, Object value) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(sql).setParameter(name, value).executeUpdate())
                .replaceWithVoid();
    }

    private String json(DomainEvent event) {
        try {
            return codec.json().writeValueAsString(event);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
