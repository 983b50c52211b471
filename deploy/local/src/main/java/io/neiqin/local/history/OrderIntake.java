package io.neiqin.local.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.neiqin.local.api.Api;
import io.neiqin.local.history.Table.Row;
import io.neiqin.local.load.Batch;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Takes one order along its states, from the state in which an earlier import left it. */
final class OrderIntake {
    private static final String ORDERS = "/api/orders/orders";

    private final Batch batch;
    private final Map<String, String> customerIds;
    private final Map<String, List<Row>> lines;
    private final Map<String, String> eventVersions = new ConcurrentHashMap<>();

    OrderIntake(Batch batch, Map<String, String> customerIds, Map<String, List<Row>> lines) {
        this.batch = batch;
        this.customerIds = customerIds;
        this.lines = lines;
    }

    /** Order id → the version of its last event, of the orders that this import has moved. */
    Map<String, String> eventVersions() {
        return Map.copyOf(eventVersions);
    }

    void take(Row row) throws IOException, InterruptedException {
        String no = row.text("order_no");
        LocalDate ordered = row.date("order_date");
        Batch.Made made = batch.create(ORDERS, body(row), "order", no, ordered);
        JsonNode order = made.state();
        if (order == null) {
            order = batch.get(ORDERS + "/" + made.id());
            requireSame(row, order);
        }
        for (Step step : Step.values()) {
            if (step.from.equals(order.path("status").asText())) {
                order = command(order, step.verb, step.detail, no, ordered);
            }
        }
        if (row.optional("shipped_date") != null
                && order.path("status").asText().equals("CONFIRMED")) {
            ship(order, no, row.date("shipped_date"));
        }
    }

    /** The way to CONFIRMED, in order. */
    private enum Step {
        RECEIVE("DRAFT", "receive", null),
        ENTER("RECEIVED", "enter", null),
        VERIFY("ENTERED", "verify", Map.of("method", "AUTO")),
        CONFIRM("VERIFIED", "confirm", null);

        private final String from;
        private final String verb;
        private final Map<String, ?> detail;

        Step(String from, String verb, Map<String, ?> detail) {
            this.from = from;
            this.verb = verb;
            this.detail = detail;
        }
    }

    private void ship(JsonNode order, String no, LocalDate on) throws IOException, InterruptedException {
        List<Map<String, Object>> open = new ArrayList<>();
        for (JsonNode line : order.path("lines")) {
            BigDecimal rest = decimal(line, "quantity").subtract(decimal(line, "shipped"));
            if (rest.signum() > 0) {
                open.add(Map.of("lineNo", line.path("lineNo").asInt(), "quantity", rest.toPlainString()));
            }
        }
        if (!open.isEmpty()) {
            command(order, "ship", Map.of("lines", open), no, on);
        }
    }

    private JsonNode command(JsonNode order, String verb, Map<String, ?> detail, String no, LocalDate on)
            throws IOException, InterruptedException {
        String path = ORDERS + "/" + order.path("id").asText();
        Api.Answer answer = batch.post(path + "/" + verb, detail, "order:" + no + ":" + verb, on);
        if (answer.eventVersion() != null) {
            eventVersions.put(order.path("id").asText(), answer.eventVersion());
        }
        // A replayed answer shows the order as it was then.
        return answer.replay() ? batch.get(path) : answer.body();
    }

    private Map<String, Object> body(Row row) {
        String no = row.text("order_no");
        String customer = customerIds.get(row.text("customer_code"));
        return Batch.body(
                "customerId",
                customer,
                "channel",
                "IMPORT",
                "sourceDocumentRef",
                batch.source() + ":" + no,
                "currency",
                "CNY",
                "priceBasis",
                "TAX_EXCLUSIVE",
                "requestedDate",
                row.text("required_date"),
                "salespersons",
                List.of(Map.of("employeeNo", row.text("salesperson_no"), "share", "100")),
                "lines",
                lines.getOrDefault(no, List.of()).stream()
                        .map(line -> line(line, row))
                        .toList(),
                "externalRef",
                batch.externalRef(no));
    }

    private static Map<String, Object> line(Row line, Row order) {
        return Batch.body(
                "sku", line.text("sku"),
                "quantity", line.number("quantity").toPlainString(),
                "unitPrice", line.number("unit_price").toPlainString(),
                "discount", line.number("discount_rate").toPlainString(),
                "taxRate", "0",
                "requestedDate", order.text("required_date"));
    }

    /** An order that was imported before and now reads differently is not changed silently, nor left unsaid. */
    private void requireSame(Row row, JsonNode state) {
        List<Row> wanted = lines.getOrDefault(row.text("order_no"), List.of());
        List<String> differences = new ArrayList<>();
        compareHead(row, state, differences);
        if (state.path("lines").size() != wanted.size()) {
            differences.add("lines: " + wanted.size() + ", stored "
                    + state.path("lines").size());
        }
        for (int i = 0; i < wanted.size() && differences.isEmpty(); i++) {
            JsonNode stored = state.path("lines").get(i);
            Row line = wanted.get(i);
            if (!line.text("sku").equals(stored.path("sku").asText())) {
                differences.add(line + " sku: " + line.text("sku") + ", stored "
                        + stored.path("sku").asText());
            }
            compare(line, "quantity", stored, "quantity", differences);
            compare(line, "unit_price", stored, "unitPrice", differences);
            compare(line, "discount_rate", stored, "discount", differences);
        }
        if (!differences.isEmpty()) {
            throw new IllegalArgumentException("stored otherwise: " + String.join("; ", differences));
        }
    }

    private void compareHead(Row row, JsonNode state, List<String> differences) {
        Map<String, String> stored = Map.of(
                "order_date", state.path("businessDate").asText(),
                "required_date", state.path("requestedDate").asText(),
                "salesperson_no",
                        state.path("salespersons").path(0).path("employeeNo").asText());
        stored.forEach((column, value) -> {
            if (!row.text(column).equals(value)) {
                differences.add(row + " " + column + ": " + row.text(column) + ", stored " + value);
            }
        });
        String customer = state.path("customer").path("id").asText();
        if (!customer.equals(customerIds.get(row.text("customer_code")))) {
            differences.add(row + " customer_code: " + row.text("customer_code") + ", stored " + customer);
        }
    }

    private static void compare(Row line, String column, JsonNode stored, String field, List<String> differences) {
        BigDecimal wanted = line.number(column);
        if (wanted.compareTo(decimal(stored, field)) != 0) {
            differences.add(line + " " + column + ": " + wanted + ", stored "
                    + stored.path(field).asText());
        }
    }

    private static BigDecimal decimal(JsonNode node, String field) {
        return new BigDecimal(node.path(field).asText("0"));
    }
}
