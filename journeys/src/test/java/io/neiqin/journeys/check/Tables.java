package io.neiqin.journeys.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What all services have stored and what stands on the topics, once the system has come to rest.
 *
 * @param kept the answers of orders-service by key
 * @param events by producing service
 */
public record Tables(
        List<OrderRow> orders,
        Map<String, KeptAnswer> kept,
        Map<String, EventTables> events,
        List<ConsumerTables> consumers,
        List<ReplicaRows> replicas,
        KpiTables kpis) {

    /**
     * A row of sales_order with its lines.
     *
     * @param source the source document: of an order of the load, the key of its create
     * @param remark of an order of the load, the key of the command that its content is of
     */
    public record OrderRow(
            UUID id,
            int version,
            String status,
            String source,
            String remark,
            String currency,
            BigDecimal net,
            List<LineRow> lines) {}

    public record LineRow(
            UUID id,
            String sku,
            BigDecimal quantity,
            BigDecimal unitPrice,
            BigDecimal net,
            BigDecimal shipped,
            BigDecimal accepted) {}

    public record KeptAnswer(int status, String etag, long eventVersion) {}

    /**
     * An event as its producer or the topic has it.
     *
     * @param position 0 in the outbox
     * @param correlation the request id of the command that caused it
     */
    public record Told(
            long position, UUID id, UUID aggregate, long version, String type, String correlation, JsonNode body) {

        String name() {
            return type + " " + version + " of " + aggregate;
        }
    }

    public record OnTopic(int partition, long offset, Told event) {}

    /**
     * What one service has told.
     *
     * @param log by position
     * @param last the last version given, by aggregate
     * @param topic by partition and offset
     */
    public record EventTables(
            List<Told> outbox, List<Told> log, Map<UUID, Long> last, long position, long sent, List<OnTopic> topic) {}

    /** How far one consumer has come, by aggregate, and what waits with it. */
    public record ConsumerTables(
            String service, String name, String producer, Map<UUID, Long> versions, List<Waiting> waiting) {}

    public record Waiting(UUID aggregate, long version, String cause) {}

    /** The same facts in different places, which must be the same rows; the first place is the owner's. */
    public record ReplicaRows(String what, String where, Set<String> rows) {}

    /**
     * The projection.
     *
     * @param cells without those of value 0
     * @param next the next offset by partition of the topic of orders
     * @param ends behind the last record, by partition, of those that have any
     */
    public record KpiTables(
            List<FactRow> facts, Map<CellKey, BigDecimal> cells, Map<Integer, Long> next, Map<Integer, Long> ends) {}

    /** @param keys by dimension */
    public record FactRow(
            UUID event,
            long position,
            String measure,
            LocalDate day,
            BigDecimal value,
            String currency,
            UUID order,
            UUID line,
            Map<String, String> keys) {}

    public record CellKey(
            String measure, String dimensions, LocalDate day, String key1, String key2, String currency) {}
}
