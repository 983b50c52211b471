package io.neiqin.journeys.check;

import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.neiqin.journeys.check.Finding.Code;
import io.neiqin.journeys.check.Tables.EventTables;
import io.neiqin.journeys.check.Tables.LineRow;
import io.neiqin.journeys.check.Tables.OrderRow;
import io.neiqin.journeys.check.Tables.Told;
import io.neiqin.journeys.load.Attempt;
import io.neiqin.journeys.load.Attempt.Outcome;
import io.neiqin.journeys.load.Command;
import io.neiqin.journeys.load.History;
import io.neiqin.journeys.load.Verb;
import io.neiqin.testkit.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Each order against what was commanded and what it has told: whose it is, what it holds, where it stands. */
final class ContentCheck {

    private final History history;
    private final Tables tables;
    private final Map<UUID, List<Told>> told;
    private final Map<UUID, List<Command>> effective;
    private final Findings findings = new Findings();

    ContentCheck(History history, Tables tables) {
        this.history = history;
        this.tables = tables;
        EventTables events = tables.events().get("orders");
        told = Stream.concat(events.log().stream(), events.outbox().stream()).collect(groupingBy(Told::aggregate));
        Map<String, UUID> bySource = tables.orders().stream()
                .filter(order -> order.source() != null)
                .collect(Collectors.toMap(OrderRow::source, OrderRow::id, (a, b) -> a));
        effective = history.commands().stream()
                .filter(command -> tables.kept().containsKey(command.key()))
                .filter(command -> command.order() != null || bySource.containsKey(command.key()))
                .collect(
                        groupingBy(command -> command.order() == null ? bySource.get(command.key()) : command.order()));
    }

    List<Finding> findings() {
        Map<String, UUID> sources = new HashMap<>();
        for (OrderRow order : tables.orders()) {
            standing(order);
            if (order.source() != null && order.source().startsWith(history.run() + "-")) {
                UUID twin = sources.put(order.source(), order.id());
                if (twin != null) {
                    findings.add(Code.DOUBLE, "orders %s and %s are both of %s", twin, order.id(), order.source());
                } else {
                    commanded(order);
                }
            }
        }
        withoutOrder();
        return findings.list();
    }

    private void commanded(OrderRow order) {
        Command create = history.command(order.source());
        if (create == null || history.outcome(create) == Outcome.REFUSED) {
            findings.add(Code.GHOST, "order %s is of %s, which was not asked for", order.id(), order.source());
            return;
        }
        List<Command> commands = effective.getOrDefault(order.id(), List.of());
        if (order.version() + 1 != commands.size()) {
            findings.add(
                    order.version() + 1 < commands.size() ? Code.LOST : Code.GHOST,
                    "order %s has version %d after %d commands",
                    order.id(),
                    order.version(),
                    commands.size());
        }
        content(order);
    }

    /** The content is of the last command that brought one; one that was never answered may have come last. */
    private void content(OrderRow order) {
        Command last = null;
        int highest = -1;
        Set<String> possible = new HashSet<>();
        for (Command command : history.commands()) {
            boolean brings = command.verb() == Verb.CREATE && command.key().equals(order.source())
                    || command.verb() == Verb.EDIT && order.id().equals(command.order());
            Attempt answer = brings ? history.acknowledgement(command) : null;
            if (answer != null && version(answer) > highest) {
                highest = version(answer);
                last = command;
            } else if (brings && history.outcome(command) == Outcome.UNKNOWN) {
                possible.add(command.key());
            }
        }
        if (last != null) {
            possible.add(last.key());
        }
        if (!possible.contains(order.remark())) {
            findings.add(
                    Code.LOST,
                    "the content of %s is not that of order %s, which has the one of %s",
                    last == null ? order.source() : last.key(),
                    order.id(),
                    order.remark());
        } else if (!lines(order).equals(lines(history.command(order.remark())))) {
            findings.add(Code.LOST, "order %s has other lines than %s says", order.id(), order.remark());
        }
    }

    private static int version(Attempt answer) {
        return Integer.parseInt(answer.etag().replace("\"", ""));
    }

    private static List<String> lines(OrderRow order) {
        return order.lines().stream()
                .map(line -> text(line.sku(), line.quantity(), line.unitPrice()))
                .toList();
    }

    private static List<String> lines(Command command) {
        List<String> lines = new ArrayList<>();
        for (JsonNode line : Json.tree(command.body()).path("lines")) {
            lines.add(text(
                    line.path("sku").asText(),
                    new BigDecimal(line.path("quantity").asText()),
                    new BigDecimal(line.path("unitPrice").asText())));
        }
        return lines;
    }

    private static String text(String sku, BigDecimal quantity, BigDecimal price) {
        return sku + " " + quantity.stripTrailingZeros().toPlainString() + " "
                + price.stripTrailingZeros().toPlainString();
    }

    /** Where an order stands, and how far its goods are, is what its events say. */
    private void standing(OrderRow order) {
        List<Told> events = told.getOrDefault(order.id(), List.of()).stream()
                .sorted(Comparator.comparingLong(Told::version))
                .toList();
        if (events.isEmpty()) {
            findings.add(Code.GHOST, "order %s has told nothing", order.id());
            return;
        }
        String status = "none";
        JsonNode progress = null;
        for (Told event : events) {
            status = statusAfter(event.type(), status);
            progress = event.body().path("lines").path(0).has("shipped")
                    ? event.body().path("lines")
                    : progress;
        }
        if (!status.equals(order.status())) {
            findings.add(Code.GHOST, "order %s is %s, but its events say %s", order.id(), order.status(), status);
        } else if (progress != null) {
            goods(order, progress);
        }
    }

    private static String statusAfter(String type, String before) {
        return switch (type.substring("neiqin.orders.order-".length())) {
            case "drafted.v1" -> "DRAFT";
            case "received.v1", "verification-failed.v1", "clarification-answered.v1", "returned.v1" -> "RECEIVED";
            case "clarification-requested.v1" -> "CLARIFYING";
            case "entered.v1" -> "ENTERED";
            case "verified.v1" -> "VERIFIED";
            case "submitted.v1" -> "PENDING_APPROVAL";
            case "confirmed.v1" -> "CONFIRMED";
            case "completed.v1" -> "COMPLETED";
            case "cancelled.v1" -> "CANCELLED";
            default -> before;
        };
    }

    private void goods(OrderRow order, JsonNode progress) {
        for (LineRow line : order.lines()) {
            for (JsonNode said : progress) {
                if (said.path("lineId").asText().equals(line.id().toString())
                        && (differs(said, "shipped", line.shipped()) || differs(said, "accepted", line.accepted()))) {
                    findings.add(
                            Code.BALANCE,
                            "line %s of order %s has shipped %s and accepted %s; its last event says %s and %s",
                            line.id(),
                            order.id(),
                            line.shipped(),
                            line.accepted(),
                            said.path("shipped").asText(),
                            said.path("accepted").asText());
                }
            }
        }
    }

    private static boolean differs(JsonNode said, String name, BigDecimal stored) {
        return new BigDecimal(said.path(name).asText()).compareTo(stored) != 0;
    }

    /** Events of orders that are not there; where the row was acknowledged, its loss is said elsewhere. */
    private void withoutOrder() {
        Set<UUID> there = tables.orders().stream().map(OrderRow::id).collect(Collectors.toSet());
        Set<UUID> missed = history.attempts().stream()
                .filter(Attempt::acknowledged)
                .map(Attempt::order)
                .collect(Collectors.toSet());
        told.forEach((aggregate, events) -> {
            Told first = events.get(0);
            if (first.type().startsWith("neiqin.orders.order-")
                    && !there.contains(aggregate)
                    && !missed.contains(aggregate)) {
                findings.add(Code.GHOST, "%s is told, but there is no such order", first.name());
            }
        });
    }
}
