package io.neiqin.reporting.cube;

import static java.time.ZoneOffset.UTC;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
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

    /** A fact and its entry. */
    private record Numbered(Fact fact, long entry) {

        Source source() {
            return fact.source();
        }

        Dimensions dimensions() {
            return fact.key().dimensions();
        }
    }

    private static final Copy<Numbered> FACTS = new Copy<>("kpi_fact") {
        {
            mapUUID("event_id", row -> row.source().eventId());
            mapIntegerPrimitive("number", row -> row.fact().number());
            mapText("measure", row -> row.fact().key().measure().code());
            mapDate("day", row -> row.fact().day());
            mapNumeric("value", row -> row.fact().value());
            mapText("currency", row -> row.fact().key().currency());
            mapUUID("order_id", row -> row.source().orderId());
            mapUUID("line_id", row -> row.fact().key().lineId());
            mapText("product", row -> row.dimensions().product());
            mapText("category", row -> row.dimensions().category());
            mapText("customer", row -> row.dimensions().customer());
            mapText("country", row -> row.dimensions().country());
            mapText("region", row -> row.dimensions().region());
            mapText("salesperson", row -> row.dimensions().salesperson());
            mapText("department", row -> row.dimensions().department());
            mapLongPrimitive("position", row -> row.source().position());
            mapLongPrimitive("entry", Numbered::entry);
        }
    };

    private static final Copy<Source> EVENTS = new Copy<>("journal_event") {
        {
            mapUUID("event_id", Source::eventId);
            mapText("type", source -> source.origin().type());
            mapText("actor", source -> source.origin().actor());
            mapText("correlation_id", source -> source.origin().correlationId());
            mapText("import_batch", source -> source.origin().importBatch());
            mapText("order_number", Source::orderNumber);
            mapTimeStampTz("event_time", source -> source.time().atZone(UTC));
        }
    };

    private static final String NEXT_ENTRY = "update journal set entries = entries + 1 returning entries";

    private static final String ENTRIES = """
        select event_id, f.entry from unnest(?, ?) as wanted(order_id, event_id)
        join kpi_fact f using (order_id, event_id) where f.number = 0\
        """;

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

    /** The entries of those events that have facts here, by the event's id. */
    public Map<UUID, Long> entries(Connection connection, List<Source> events) throws SQLException {
        Map<UUID, Long> entries = new HashMap<>();
        try (var statement = connection.prepareStatement(ENTRIES)) {
            Object[] orders = events.stream().map(Source::orderId).toArray();
            Object[] ids = events.stream().map(Source::eventId).toArray();
            statement.setArray(1, connection.createArrayOf("uuid", orders));
            statement.setArray(2, connection.createArrayOf("uuid", ids));
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
        List<Numbered> rows = facts.stream()
                .map(fact -> new Numbered(fact, entry.applyAsLong(fact.source().eventId())))
                .toList();
        FACTS.execute(connection, rows);
        EVENTS.execute(connection, sources(facts));
    }

    /** The events of facts, each once: its facts stand together. */
    public static List<Source> sources(List<Fact> facts) {
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
