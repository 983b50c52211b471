package io.neiqin.reporting.cube;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The journal of facts, and of the events they come from. Rows are added in the caller's transaction and never touched
 * again. The facts of a transaction are one entry; entries are numbered in the order in which they become visible, so
 * "up to entry n" is the same journal for whoever asks, and whenever.
 */
@ApplicationScoped
public class Facts {

    private static final Unnest<Fact> APPEND = Unnest.<Fact>of("""
                    insert into kpi_fact (event_id, number, measure, day, value, currency, order_id, order_number,
                        line_id, product, category, customer, country, region, salesperson, department, event_time,
                        position, entry)
                    select fact.*, journal.entries
                    from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as fact, journal""")
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

    private static final Unnest<Source> TELL = Unnest.<Source>of("""
                    insert into journal_event (event_id, type, actor, correlation_id, import_batch)
                    select * from unnest(?, ?, ?, ?, ?)""")
            .with("uuid", Source::eventId)
            .with("text", source -> source.origin().type())
            .with("text", source -> source.origin().actor())
            .with("text", source -> source.origin().correlationId())
            .with("text", source -> source.origin().importBatch());

    private static final String NEXT_ENTRY = "update journal set entries = entries + 1";

    /**
     * Appends the facts as one entry. To be the last statement of the transaction: all others who append wait for its
     * end.
     *
     * @throws SQLException also when a fact of the same event and number is there already
     */
    public void append(Connection connection, List<Fact> facts) throws SQLException {
        if (facts.isEmpty()) {
            return;
        }
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(NEXT_ENTRY);
        }
        APPEND.execute(connection, facts);
        TELL.execute(connection, facts.stream().map(Fact::source).distinct().toList());
    }
}
