package io.neiqin.reporting.cube;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The journal of facts: rows are added in the caller's transaction and never touched again. */
@ApplicationScoped
public class Facts {

    private static final Unnest<Fact> APPEND = Unnest.<Fact>of("""
                    insert into kpi_fact (event_id, number, measure, day, value, currency, order_id, order_number,
                        line_id, product, category, customer, country, region, salesperson, department, event_time,
                        position)
                    select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
            .with("uuid", fact -> fact.source().eventId())
            .with("int", Fact::number)
            .with("text", fact -> fact.key().measure().code())
            .with("date", Fact::day)
            .with("numeric", Fact::value)
            .with("text", fact -> fact.key().currency())
            .with("uuid", fact -> fact.source().orderId())
            .with("text", fact -> fact.source().orderNumber())
            .with("uuid", fact -> fact.key().lineId())
            .with("text", fact -> fact.key().dimensions().product())
            .with("text", fact -> fact.key().dimensions().category())
            .with("text", fact -> fact.key().dimensions().customer())
            .with("text", fact -> fact.key().dimensions().country())
            .with("text", fact -> fact.key().dimensions().region())
            .with("text", fact -> fact.key().dimensions().salesperson())
            .with("text", fact -> fact.key().dimensions().department())
            .with("timestamptz", fact -> fact.source().time())
            .with("bigint", fact -> fact.source().position());

    /** @throws SQLException also when a fact of the same event and number is there already */
    public void append(Connection connection, List<Fact> facts) throws SQLException {
        APPEND.execute(connection, facts);
    }
}
