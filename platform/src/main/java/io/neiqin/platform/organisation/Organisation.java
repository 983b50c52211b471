package io.neiqin.platform.organisation;

import io.neiqin.platform.database.Remembered;
import io.neiqin.platform.database.TransactionSql;
import io.neiqin.platform.identity.Visibility;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.cache.CacheInvalidateAll;
import io.quarkus.cache.CacheResult;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who works here, as admin-service told: this service's replica of employees, departments and role bindings. Rights use
 * today's tree.
 */
@ApplicationScoped
public class Organisation {

    /**
     * An employee or machine account: roles, and what they let him see.
     *
     * @param active false once he has left
     */
    public record Member(
            String employeeNo,
            String name,
            UUID departmentId,
            boolean person,
            boolean active,
            Set<String> roles,
            Visibility sees) {}

    /**
     * A person as business records quote him.
     *
     * @param active false once he has left, as of the day asked for
     */
    public record Person(String employeeNo, String name, UUID departmentId, String departmentName, boolean active) {}

    /** Of {@code $1} on day {@code $2}; the walks through the house are made for those whose scope needs them. */
    static final String MEMBER = """
        with recursive current_department as (
          select distinct on (department_id) department_id, parent_id
          from org_department where valid_from <= $2 order by department_id, valid_from desc
        ), team(no) as (
          select $1::text
          union select e.employee_no from org_employee e join team t on e.manager_no = t.no
        ), tree(id) as (
          select department_id from org_employee where employee_no = $1 and department_id is not null
          union select d.department_id from current_department d join tree t on d.parent_id = t.id
        )
        select e.employee_no, e.name, e.department_id, e.roles, e.kind = 'PERSON' as person,
               e.left_on is null or e.left_on >= $2 as active,
               case when e.roles @> '[{"scope": "TEAM"}]' then (select array_agg(no) from team) else '{}' end as team,
               case when e.roles @> '[{"scope": "DEPARTMENT_TREE"}]'
                 then (select coalesce(array_agg(id), '{}') from tree) else '{}' end as tree
        from org_employee e
        where e.employee_no = $1\
        """;

    private static final String PERSON = """
        select e.employee_no, e.name, e.department_id,
          coalesce((select name from org_department where department_id = e.department_id and valid_from <= $2
                      order by valid_from desc limit 1),
                   (select name from org_department where department_id = e.department_id
                      order by valid_from limit 1)) as department_name,
          e.left_on is null or e.left_on >= $2 as active
        from org_employee e where e.employee_no = $1 and e.kind = 'PERSON'\
        """;

    private static final String MEMBER_AS_JSON = "select to_jsonb(m) from (" + MEMBER + ") m";

    private static final String PERSONS =
            "select asked.no as asked_no, asked.day as asked_day, p.* from unnest($1::text[], $2::date[]) as asked(no, day),"
                    + " lateral (" + PERSON.replace("$1", "asked.no").replace("$2", "asked.day") + ") p";

    /** Somebody as of a day. */
    public record PersonOnDay(String employeeNo, LocalDate day) {}

    private final Remembered<PersonOnDay, Optional<Person>> persons = new Remembered<>();

    private final Pool pool;
    private final BusinessClock clock;

    public Organisation(Pool pool, BusinessClock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** Empty for an unknown number. Remembered for a second. */
    @CacheResult(cacheName = "members")
    public Uni<Optional<Member>> member(String employeeNo) {
        return pool.preparedQuery(MEMBER_AS_JSON)
                .execute(Tuple.of(employeeNo, clock.today()))
                .map(rows -> rows.iterator().hasNext()
                        ? Optional.of(member(rows.iterator().next().getJsonObject(0)))
                        : Optional.empty());
    }

    /**
     * A person with his department's name on that day; also one who has left. Empty for an unknown number, and for a
     * machine account, which neither sells nor owns anything. Remembered for a second.
     */
    public Uni<Optional<Person>> person(String employeeNo, LocalDate on) {
        return persons.get(new PersonOnDay(employeeNo, on), Organisation::read);
    }

    /** As {@link #person}, many at once, not remembered; who is unknown is absent. */
    public Uni<Map<PersonOnDay, Person>> persons(Collection<PersonOnDay> wanted) {
        List<PersonOnDay> asked = List.copyOf(new HashSet<>(wanted));
        return Panache.getSession()
                .flatMap(session -> TransactionSql.select(
                        session,
                        PERSONS,
                        asked.stream().map(PersonOnDay::employeeNo).toArray(String[]::new),
                        asked.stream().map(PersonOnDay::day).toArray(LocalDate[]::new)))
                .map(Unchecked.function(row -> {
                    Map<PersonOnDay, Person> found = new HashMap<>();
                    while (row.next()) {
                        var key =
                                new PersonOnDay(row.getString("asked_no"), row.getObject("asked_day", LocalDate.class));
                        found.put(key, person(row));
                    }
                    return found;
                }));
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                row.getString("employee_no"),
                row.getString("name"),
                row.getObject("department_id", UUID.class),
                row.getString("department_name"),
                row.getBoolean("active"));
    }

    private static Uni<Optional<Person>> read(PersonOnDay key) {
        return Panache.getSession()
                .flatMap(session -> TransactionSql.select(session, PERSON, key.employeeNo(), key.day()))
                .map(Unchecked.function(row -> row.next() ? Optional.of(person(row)) : Optional.empty()));
    }

    /** What was remembered is void: a changed role works at once. */
    @CacheInvalidateAll(cacheName = "members")
    Uni<Void> forget() {
        persons.forgetAll();
        return Uni.createFrom().voidItem();
    }

    /** From a row of {@link #MEMBER}. */
    static Member member(JsonObject row) {
        Set<String> roles = new HashSet<>();
        Set<String> owners = new HashSet<>(Set.of(row.getString("employee_no")));
        Set<UUID> departments = new HashSet<>();
        UUID department =
                row.getString("department_id") == null ? null : UUID.fromString(row.getString("department_id"));
        boolean all = false;
        JsonArray bindings = row.getJsonArray("roles");
        for (int i = 0; i < bindings.size(); i++) {
            JsonObject binding = bindings.getJsonObject(i);
            roles.add(binding.getString("role"));
            switch (binding.getString("scope")) {
                case "ALL" -> all = true;
                case "TEAM" -> row.getJsonArray("team").forEach(no -> owners.add(no.toString()));
                case "DEPARTMENT" -> Optional.ofNullable(department).ifPresent(departments::add);
                case "DEPARTMENT_TREE" -> addAll(departments, row.getJsonArray("tree"));
                case "CUSTOM" -> addAll(departments, binding.getJsonArray("departments"));
                default -> {
                    // SELF: his own records, already in
                }
            }
        }
        return new Member(
                row.getString("employee_no"),
                row.getString("name"),
                department,
                row.getBoolean("person"),
                row.getBoolean("active"),
                roles,
                all ? Visibility.ALL : new Visibility(false, owners, departments));
    }

    private static void addAll(Set<UUID> departments, JsonArray ids) {
        ids.forEach(id -> departments.add(UUID.fromString(id.toString())));
    }
}
