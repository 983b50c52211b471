package io.neiqin.platform.personal;

import io.neiqin.platform.database.TransactionSql;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.id.RequestIds;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.personal.Unmasking.Subject;
import io.neiqin.platform.personal.Unmasking.UnmaskingView;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.Function;

/** Shows personal values to those who may see them, and keeps who saw which. */
@ApplicationScoped
public class Unmaskings {

    private static final String KEEP = """
        insert into unmasking
          (at, employee_no, subject_type, subject_id, subject_number, owner_no, department_id, field, request_id)
        select $1, $2, $3, $4, $5, $6, $7, field, $9 from unnest($8::text[]) as field\
        """;

    private final RequestIds requests;
    private final BusinessClock clock;

    public Unmaskings(RequestIds requests, BusinessClock clock) {
        this.requests = requests;
        this.clock = clock;
    }

    /**
     * The record with its personal values plain. What is shown is kept first, in one statement: where that fails,
     * nothing is shown. Whether he may see them is for the aggregate to say, before.
     */
    public <V> Uni<V> show(Subject subject, Actor actor, Function<Look, V> view) {
        Look look = Look.atValues();
        V shown = view.apply(look);
        if (look.seen().isEmpty()) {
            return Uni.createFrom().item(shown);
        }
        return Panache.getSession()
                .flatMap(session -> TransactionSql.update(
                        session,
                        KEEP,
                        clock.now().atOffset(ZoneOffset.UTC),
                        actor.employeeNo(),
                        subject.type(),
                        subject.id(),
                        subject.number(),
                        subject.ownerNo(),
                        subject.departmentId(),
                        look.seen().toArray(String[]::new),
                        requests.current()))
                .replaceWith(shown);
    }

    /** The last ones first, of the records in the reader's sight; null means any. */
    Uni<Page<UnmaskingView>> page(String employeeNo, UUID subjectId, Actor reader, PageRequest page) {
        return Filter.of(Unmasking.class)
                .and("e.employeeNo = :employee", "employee", employeeNo)
                .and("e.subjectId = :subject", "subject", subjectId)
                .seenBy(reader.sees())
                .page(page, Unmasking::id, Unmasking::view);
    }
}
