package io.neiqin.journeys.check;

import io.neiqin.journeys.Neiqin;
import io.neiqin.journeys.check.Tables.ConsumerTables;
import io.neiqin.journeys.check.Tables.EventTables;
import io.neiqin.journeys.check.Tables.KeptAnswer;
import io.neiqin.journeys.check.Tables.LineRow;
import io.neiqin.journeys.check.Tables.OnTopic;
import io.neiqin.journeys.check.Tables.OrderRow;
import io.neiqin.journeys.check.Tables.ReplicaRows;
import io.neiqin.journeys.check.Tables.Told;
import io.neiqin.journeys.check.Tables.Waiting;
import io.neiqin.testkit.Json;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Received;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Reads what a system has stored, straight from its databases and its broker. */
final class Stores {

    private static final Map<String, String> TOPICS =
            Map.of("admin", "neiqin.admin", "customer", "neiqin.customers", "orders", "neiqin.orders");

    private static final String EVENT = "id, aggregateid, aggregateversion, type, correlation_id, payload from ";
    private static final String ORDERS = """
            select id, version, status, source_document_ref, remark, currency, net from sales_order order by id""";
    private static final String LINES = """
            select order_id, id, sku, quantity, unit_price, net, shipped, accepted
            from sales_order_line order by order_id, line_no""";
    private static final String KEPT = """
            select key, status, etag, coalesce(event_version, 0) from idempotency_key
            where route like '% /api/orders/orders%'""";
    private static final String ORGANISATION = """
            select 'employee ' || (e::text) from org_employee e
            union all select 'department ' || (d::text) from org_department d
            union all select 'day ' || (c::text) from org_calendar_day c""";
    private static final String CUSTOMER = "select concat_ws('|', id, number, name, country, region, industry, tier, "
            + "status, owner_no, department_id) from ";

    private final Neiqin neiqin;

    Stores(Neiqin neiqin) {
        this.neiqin = neiqin;
    }

    /** What has not arrived yet, in words; null when all is at rest. */
    String unrest() throws SQLException {
        // It tells in its turn, so it goes first.
        String unlived = behind(Neiqin.CUSTOMER, "customer-life", told(Neiqin.ORDERS));
        if (unlived != null) {
            return unlived;
        }
        Map<String, Long> told = new HashMap<>();
        for (String service : TOPICS.keySet()) {
            try (Sql sql = sql(service)) {
                long unsealed = sql.number("select count(*) from history_link where seal_no is null");
                if (unsealed > 0) {
                    return unsealed + " entries of the history of " + service + " are not sealed";
                }
                long unsent = sql.number("select (select count(*) from outbox) + position - sent_position from relay");
                if (unsent > 0) {
                    return unsent + " events of " + service + " are not sent";
                }
                told.put(service, sql.number("select coalesce(sum(last), 0) from event_stream"));
            }
        }
        for (String service : Neiqin.SERVICES) {
            String behind = behind(service, "organisation", told.get("admin"));
            if (behind == null && service.equals(Neiqin.ORDERS)) {
                behind = behind(service, "known-customers", told.get("customer"));
            }
            if (behind == null && service.equals(Neiqin.CUSTOMER)) {
                behind = behind(service, "known-orders", told.get("orders"));
            }
            if (behind != null) {
                return behind;
            }
        }
        return kpiUnrest(told.get("orders"));
    }

    private long told(String service) throws SQLException {
        try (Sql sql = sql(service)) {
            return sql.number("select coalesce(sum(last), 0) from event_stream");
        }
    }

    private String behind(String service, String consumer, long told) throws SQLException {
        try (Sql sql = sql(service)) {
            long arrived = sql.number("select coalesce(sum(version), 0) from consumed_version where consumer = '"
                            + consumer + "'")
                    + sql.number("select count(*) from parked_event where consumer = '" + consumer + "'");
            return arrived >= told ? null : consumer + " of " + service + " has " + arrived + " of " + told + " events";
        }
    }

    private String kpiUnrest(long told) throws SQLException {
        try (Sql sql = sql(Neiqin.REPORTING);
                EventProbe probe = EventProbe.on(neiqin.ground().kafka(), "neiqin.orders")) {
            KpiStore kpis = new KpiStore(sql);
            long arrived = kpis.arrived();
            if (arrived < told) {
                return "reporting has " + arrived + " of " + told + " events of orders";
            }
            Map<Integer, Long> next = kpis.next();
            for (var end : probe.ends().entrySet()) {
                if (next.getOrDefault(end.getKey(), 0L) < end.getValue()) {
                    return "reporting has not read partition " + end.getKey() + " to its end";
                }
            }
            return null;
        }
    }

    Tables read() throws SQLException {
        Map<String, EventTables> events = new TreeMap<>();
        for (String service : TOPICS.keySet()) {
            events.put(service, events(service));
        }
        List<ConsumerTables> consumers = new ArrayList<>();
        List<ReplicaRows> replicas = new ArrayList<>();
        for (String service : Neiqin.SERVICES) {
            try (Sql sql = sql(service)) {
                consumers.add(consumer(sql, service, "organisation", "admin"));
                replicas.add(replica(sql, "organisation", service, ORGANISATION));
            }
        }
        try (Sql customer = sql(Neiqin.CUSTOMER);
                Sql orders = sql(Neiqin.ORDERS);
                Sql reporting = sql(Neiqin.REPORTING);
                EventProbe probe = EventProbe.on(neiqin.ground().kafka(), "neiqin.orders")) {
            replicas.add(replica(customer, "customers", "customer", CUSTOMER + "customer"));
            replicas.add(replica(orders, "customers", "orders", CUSTOMER + "known_customer"));
            consumers.add(consumer(orders, "orders", "known-customers", "customer"));
            consumers.add(consumer(customer, "customer", "known-orders", "orders"));
            consumers.add(consumer(customer, "customer", "customer-life", "orders"));
            KpiStore kpis = new KpiStore(reporting);
            consumers.add(kpis.consumer());
            return new Tables(orders(orders), kept(orders), events, consumers, replicas, kpis.tables(probe.ends()));
        }
    }

    private EventTables events(String service) throws SQLException {
        try (Sql sql = sql(service);
                EventProbe probe = EventProbe.on(neiqin.ground().kafka(), TOPICS.get(service))) {
            List<OnTopic> topic = probe.all().stream()
                    .filter(received -> received.id() != null)
                    .map(Stores::onTopic)
                    .toList();
            return new EventTables(
                    sql.list("select 0, " + EVENT + "outbox order by seq", Stores::told),
                    sql.list("select position, " + EVENT + "event_log order by position", Stores::told),
                    sql.map(
                            "select aggregate_id, last from event_stream",
                            row -> row.getObject(1, UUID.class),
                            row -> row.getLong(2)),
                    sql.number("select position from relay"),
                    sql.number("select sent_position from relay"),
                    topic);
        }
    }

    private static Told told(ResultSet row) throws SQLException {
        return new Told(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getLong(4),
                row.getString(5),
                row.getString(6),
                Json.tree(row.getString(7)));
    }

    private static OnTopic onTopic(Received received) {
        Told event = new Told(
                received.position(),
                UUID.fromString(received.id()),
                UUID.fromString(received.subject()),
                received.aggregateVersion(),
                received.type(),
                received.attribute("correlationid"),
                received.body());
        return new OnTopic(received.partition(), received.offset(), event);
    }

    private static ConsumerTables consumer(Sql sql, String service, String name, String producer) throws SQLException {
        return new ConsumerTables(
                service,
                name,
                producer,
                sql.map(
                        "select aggregate_id, version from consumed_version where consumer = '" + name + "'",
                        row -> row.getObject(1, UUID.class),
                        row -> row.getLong(2)),
                sql.list(
                        "select aggregate_id, version, cause from parked_event where consumer = '" + name + "'",
                        row -> new Waiting(row.getObject(1, UUID.class), row.getLong(2), row.getString(3))));
    }

    private static ReplicaRows replica(Sql sql, String what, String where, String query) throws SQLException {
        return new ReplicaRows(what, where, new TreeSet<>(sql.list(query, row -> row.getString(1))));
    }

    private static List<OrderRow> orders(Sql sql) throws SQLException {
        Map<UUID, List<LineRow>> lines = new HashMap<>();
        sql.list(
                LINES,
                row -> lines.computeIfAbsent(row.getObject(1, UUID.class), id -> new ArrayList<>())
                        .add(line(row)));
        return sql.list(
                ORDERS,
                row -> new OrderRow(
                        row.getObject(1, UUID.class),
                        row.getInt(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getBigDecimal(7),
                        lines.getOrDefault(row.getObject(1, UUID.class), List.of())));
    }

    private static LineRow line(ResultSet row) throws SQLException {
        return new LineRow(
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getBigDecimal(4),
                row.getBigDecimal(5),
                row.getBigDecimal(6),
                row.getBigDecimal(7),
                row.getBigDecimal(8));
    }

    private static Map<String, KeptAnswer> kept(Sql sql) throws SQLException {
        return sql.map(
                KEPT, row -> row.getString(1), row -> new KeptAnswer(row.getInt(2), row.getString(3), row.getLong(4)));
    }

    private Sql sql(String service) throws SQLException {
        return Sql.on(neiqin.database(service));
    }
}
