package io.neiqin.reporting.cube;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToLongFunction;

/**
 * The journal of facts, and of the events they come from. Rows are added in the caller's transaction and never touched
 * again. The facts of a transaction are one entry; entries are numbered in the order in which they become visible, so
 * "up to entry n" is the same journal for whoever asks, and whenever.
 */
@ApplicationScoped
public class Facts {

    private static final Copy<Fact> FACTS = Copy.<Fact>into("kpi_fact")
            .with("event_id", fact -> fact.source().eventId())
            .with("number", Fact::number)
            .with("measure", fact -> fact.key().measure().code())
            .with("day", Fact::day)
            .with("value", Fact::value)
            .with("currency", fact -> fact.key().currency())
            .with("order_id", fact -> fact.source().orderId())
            .with("order_number", fact -> fact.source().orderNumber())
            .with("line_id", fact -> fact.key().lineId())
            .with("product", fact -> fact.key().dimensions().product())
            .with("category", fact -> fact.key().dimensions().category())
            .with("customer", fact -> fact.key().dimensions().customer())
            .with("country", fact -> fact.key().dimensions().country())
            .with("region", fact -> fact.key().dimensions().region())
            .with("salesperson", fact -> fact.key().dimensions().salesperson())
            .with("department", fact -> fact.key().dimensions().department())
            .with("event_time", fact -> fact.source().time())
            .with("position", fact -> fact.source().position());

    private static final Copy<Source> EVENTS = Copy.<Source>into("journal_event")
            .with("event_id", Source::eventId)
            .with("type", source -> source.origin().type())
            .with("actor", source -> source.origin().actor())
            .with("correlation_id", source -> source.origin().correlationId())
            .with("import_batch", source -> source.origin().importBatch());

    private static final String NEXT_ENTRY = "update journal set entries = entries + 1 returning entries";

    private static final String ENTRIES = "select event_id, entry from kpi_fact where number = 0 and event_id = any(?)";

    /**
     * Appends the facts as one entry. To be the last statement of the transaction: all others who append wait for its
     * end.
     *
     * @throws SQLException also when a fact of the same event and number is there already
     */
    public void append(Connection connection, List<Fact> facts) throws SQLException {
        if (!facts.isEmpty()) {
            long entry = nextEntry(connection);
            write(connection, facts, event -> entry);
        }
    }

    /** Takes the next number. */
    public long nextEntry(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(NEXT_ENTRY)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** The entries of those events that have facts here. */
    public Map<UUID, Long> entries(Connection connection, Collection<UUID> events) throws SQLException {
        Map<UUID, Long> entries = new HashMap<>();
        try (var statement = connection.prepareStatement(ENTRIES)) {
            statement.setArray(1, connection.createArrayOf("uuid", events.toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    entries.put(rows.getObject(1, UUID.class), rows.getLong(2));
                }
            }
        }
        return entries;
    }

    /**
     * Writes facts under entries that are known.
     *
     * @param entry of an event's id
     */
    public void write(Connection connection, List<Fact> facts, ToLongFunction<UUID> entry) throws SQLException {
        FACTS.with("entry", fact -> entry.applyAsLong(fact.source().eventId())).execute(connection, facts);
        EVENTS.execute(connection, sources(facts));
    }

    /** Each event once: its facts stand together. */
    private static List<Source> sources(List<Fact> facts) {
        List<Source> sources = new ArrayList<>();
        Source last = null;
        for (Fact fact : facts) {
            if (fact.source() != last) {
                last = fact.source();
                sources.add(last);
            }
        }
        return sources;
    }
}
