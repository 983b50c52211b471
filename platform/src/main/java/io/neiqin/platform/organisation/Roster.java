package io.neiqin.platform.organisation;

import io.neiqin.platform.database.Remembered;
import io.neiqin.platform.database.TransactionSql;
import io.neiqin.platform.organisation.Organisation.Member;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is at work (在岗). For now that is everybody who has not left: nobody tells this service of leave yet.
 */
@ApplicationScoped
public class Roster {

    private static final String HOLDERS = "select cast(to_jsonb(m) as text) from org_employee h cross join lateral ("
            + Organisation.MEMBER.replace("$1", "h.employee_no")
            + ") m where h.kind = 'PERSON' and m.active"
            + " and h.roles @> jsonb_build_array(jsonb_build_object('role', $1::text)) order by h.employee_no";

    private record RoleOnDay(String role, LocalDate day) {}

    private final Remembered<RoleOnDay, List<Member>> holders = new Remembered<>();

    /** Persons who hold this role and work here on that day, by their numbers; remembered for a second. */
    public Uni<List<Member>> present(String role, LocalDate on) {
        return holders.get(new RoleOnDay(role, on), Roster::read);
    }

    private static Uni<List<Member>> read(RoleOnDay key) {
        return Panache.getSession()
                .flatMap(session -> TransactionSql.select(session, HOLDERS, key.role(), key.day()))
                .map(Unchecked.function(row -> {
                    List<Member> members = new ArrayList<>();
                    while (row.next()) {
                        members.add(Organisation.member(new JsonObject(row.getString(1))));
                    }
                    return List.copyOf(members);
                }));
    }
}
