package io.neiqin.platform.relay;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * A row of the event log.
 *
 * @param position gapless within the service
 * @param payload JSON text
 */
public record LoggedEvent(
        long position,
        UUID id,
        String topic,
        UUID aggregateId,
        long aggregateVersion,
        String type,
        Instant time,
        LocalDate businessDate,
        String actor,
        String correlationId,
        String causationId,
        String importBatch,
        String traceparent,
        String payload) {

    static final String COLUMNS =
            "position, id, aggregatetype, aggregateid, aggregateversion, type, occurred_at, business_date, actor,"
                    + " correlation_id, causation_id, import_batch, traceparent, payload";

    static LoggedEvent of(ResultSet row) throws SQLException {
        return new LoggedEvent(
                row.getLong("position"),
                row.getObject("id", UUID.class),
                row.getString("aggregatetype"),
                row.getObject("aggregateid", UUID.class),
                row.getLong("aggregateversion"),
                row.getString("type"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getObject("business_date", LocalDate.class),
                row.getString("actor"),
                row.getString("correlation_id"),
                row.getString("causation_id"),
                row.getString("import_batch"),
                row.getString("traceparent"),
                row.getString("payload"));
    }

    /**
     * Its CloudEvents attributes by name, those without a value left out.
     *
     * @param source of the producing service, as {@code /neiqin/orders}
     */
    Map<String, String> attributes(String source) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("id", id.toString());
        attributes.put("source", source);
        attributes.put("type", type);
        attributes.put("time", time.toString());
        attributes.put("subject", aggregateId.toString());
        attributes.put("aggregateversion", Long.toString(aggregateVersion));
        attributes.put("position", Long.toString(position));
        attributes.put("businessdate", businessDate.toString());
        attributes.put("actor", actor);
        attributes.put("correlationid", correlationId);
        attributes.put("causationid", causationId);
        attributes.put("importbatch", importBatch);
        attributes.put("traceparent", traceparent);
        attributes.values().removeIf(Objects::isNull);
        return attributes;
    }
}
