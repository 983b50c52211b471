package io.neiqin.reporting.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.neiqin.reporting.kpi.KpiDefinition.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Why a cell shows what it shows. The values of all pages' items add up to the cell's value; of a ratio, those of each
 * part to {@code due} and {@code onTime}. All pages are of the journal as the first one saw it.
 *
 * @param date which day a figure counts on
 * @param total the number of items on all pages
 * @param facts the number of facts behind them
 * @param nextCursor null on the last page
 */
public record Explanation(
        String kpi,
        Text name,
        Text formula,
        Text date,
        Cell cell,
        long total,
        long facts,
        List<Item> items,
        String nextCursor) {

    /**
     * What is explained.
     *
     * @param keys those asked for; none for the total of what the caller sees
     * @param currency of money
     * @param due denominator of a ratio
     * @param onTime numerator of a ratio
     * @param value a decimal; null for a ratio of nothing
     */
    public record Cell(
            LocalDate from,
            LocalDate to,
            Map<String, String> variants,
            List<Key> keys,
            @JsonInclude(Include.NON_NULL) String currency,
            @JsonInclude(Include.NON_NULL) String due,
            @JsonInclude(Include.NON_NULL) String onTime,
            String value) {}

    /** @param label the latest name, null where there is none */
    public record Key(String dimension, String key, String label) {}

    /**
     * What one event added to the cell: of a sum one fact, of a distinct count its move up (1) or down (-1).
     *
     * @param part of a ratio: due or onTime
     * @param eventId in the feed of orders-service; its aggregate is the order
     * @param type of the event; null for one taken before types were kept
     * @param actor who caused the event; null as above, or where the event does not say
     * @param day the day it counts on
     * @param order address of the order
     * @param lineId null where facts of several lines moved the count together
     * @param keys of every dimension; one in which the facts differ is left out
     * @param labels names of the keys, where known
     * @param facts the numbers of the event's facts
     * @param value signed decimal
     */
    public record Item(
            @JsonInclude(Include.NON_NULL) String part,
            UUID eventId,
            String type,
            String actor,
            String correlationId,
            @JsonInclude(Include.NON_NULL) String importBatch,
            Instant time,
            LocalDate day,
            UUID orderId,
            String orderNumber,
            String order,
            UUID lineId,
            Map<String, String> keys,
            Map<String, String> labels,
            List<Integer> facts,
            String value) {}
}
