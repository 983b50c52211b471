package io.neiqin.journeys.check;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import io.neiqin.journeys.check.Finding.Code;
import io.neiqin.journeys.check.Tables.FactRow;
import io.neiqin.journeys.check.Tables.LineRow;
import io.neiqin.journeys.check.Tables.OrderRow;
import io.neiqin.journeys.check.Tables.Told;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** The facts against the events they are of and the orders they count: each once, and equal to the fen. */
final class FactCheck {

    private static final String AMOUNT = "SALES_AMOUNT";
    private static final String VOLUME = "SALES_VOLUME";

    private final Tables tables;
    private final Set<UUID> broken;
    private final Set<UUID> explained = new HashSet<>();
    private final Findings findings = new Findings();

    /** @param broken aggregates that are not looked at, with those that wait */
    FactCheck(Tables tables, Set<UUID> broken) {
        this.tables = tables;
        this.broken = broken;
        tables.consumers().stream()
                .filter(consumer -> consumer.name().equals("kpi"))
                .forEach(consumer -> consumer.waiting().forEach(one -> explained.add(one.aggregate())));
        explained.addAll(broken);
    }

    List<Finding> findings() {
        events();
        twice();
        Map<UUID, List<FactRow>> byOrder = tables.kpis().facts().stream().collect(groupingBy(FactRow::order));
        int before = findings.list().size();
        for (OrderRow order : tables.orders()) {
            sums(order);
            if (!explained.contains(order.id())) {
                facts(order, byOrder.getOrDefault(order.id(), List.of()));
            }
        }
        if (findings.list().size() == before && explained.isEmpty()) {
            total();
        }
        return findings.list();
    }

    /** Every fact has its event, and every event that counts has its facts. */
    private void events() {
        Set<UUID> known = new HashSet<>();
        Set<UUID> counted = tables.kpis().facts().stream().map(FactRow::event).collect(toSet());
        for (Told event : tables.events().get("orders").log()) {
            known.add(event.id());
            boolean counts = event.type().contains("order-confirmed.")
                    || event.type().contains("order-cancelled.")
                            && event.body().path("wasConfirmed").asBoolean();
            if (counts && !counted.contains(event.id()) && explained.add(event.aggregate())) {
                findings.add(Code.LOST, "%s has no facts", event.name());
            }
        }
        for (FactRow fact : tables.kpis().facts()) {
            if (!known.contains(fact.event()) && !broken.contains(fact.order()) && explained.add(fact.order())) {
                findings.add(
                        Code.GHOST, "facts of order %s are of event %s, which nobody told", fact.order(), fact.event());
            }
        }
    }

    /** What one event says about one line, person and measure is one fact. */
    private void twice() {
        Set<Object> seen = new HashSet<>();
        for (FactRow fact : tables.kpis().facts()) {
            Object what = List.of(fact.event(), fact.measure(), fact.line(), fact.day(), fact.currency(), fact.keys());
            if (!seen.add(what) && explained.add(fact.order())) {
                findings.add(
                        Code.DOUBLE,
                        "event %s of order %s is counted twice in %s of line %s",
                        fact.event(),
                        fact.order(),
                        fact.measure(),
                        fact.line());
            }
        }
    }

    private void sums(OrderRow order) {
        BigDecimal lines = order.lines().stream().map(LineRow::net).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (lines.compareTo(order.net()) != 0) {
            findings.add(Code.BALANCE, "order %s is %s, its lines are %s", order.id(), order.net(), lines);
        }
        for (LineRow line : order.lines()) {
            if (line.accepted().compareTo(line.shipped()) > 0 || line.shipped().compareTo(line.quantity()) > 0) {
                findings.add(
                        Code.BALANCE,
                        "line %s of order %s: ordered %s, shipped %s, accepted %s",
                        line.id(),
                        order.id(),
                        line.quantity(),
                        line.shipped(),
                        line.accepted());
            }
        }
    }

    private void facts(OrderRow order, List<FactRow> facts) {
        Map<UUID, BigDecimal> amounts = sum(facts, AMOUNT);
        Map<UUID, BigDecimal> volumes = sum(facts, VOLUME);
        for (LineRow line : order.lines()) {
            compare(order, line, "worth", stands(order) ? line.net() : BigDecimal.ZERO, amounts.remove(line.id()));
            compare(
                    order,
                    line,
                    "volume",
                    stands(order) ? line.quantity() : BigDecimal.ZERO,
                    volumes.remove(line.id()));
        }
        amounts.forEach((line, value) -> {
            if (value.signum() != 0) {
                findings.add(Code.BALANCE, "order %s counts %s for line %s, which it has not", order.id(), value, line);
            }
        });
    }

    private void compare(OrderRow order, LineRow line, String what, BigDecimal stored, BigDecimal counted) {
        BigDecimal facts = counted == null ? BigDecimal.ZERO : counted;
        if (stored.compareTo(facts) != 0) {
            findings.add(
                    Code.BALANCE,
                    "line %s of order %s (%s) has a %s of %s, its facts say %s",
                    line.id(),
                    order.id(),
                    order.status(),
                    what,
                    stored,
                    facts);
        }
    }

    private static Map<UUID, BigDecimal> sum(List<FactRow> facts, String measure) {
        Map<UUID, BigDecimal> sums = new HashMap<>();
        facts.stream()
                .filter(fact -> fact.measure().equals(measure))
                .forEach(fact -> sums.merge(fact.line(), fact.value(), BigDecimal::add));
        return sums;
    }

    private static boolean stands(OrderRow order) {
        return order.status().equals("CONFIRMED") || order.status().equals("COMPLETED");
    }

    /** By currency; facts of orders that are not there show here. */
    private void total() {
        Map<String, BigDecimal> difference = new TreeMap<>();
        tables.orders().stream()
                .filter(FactCheck::stands)
                .forEach(order -> difference.merge(order.currency(), order.net(), BigDecimal::add));
        tables.kpis().facts().stream()
                .filter(fact -> fact.measure().equals(AMOUNT))
                .forEach(fact -> difference.merge(fact.currency(), fact.value().negate(), BigDecimal::add));
        difference.forEach((currency, value) -> {
            if (value.signum() != 0) {
                findings.add(Code.BALANCE, "all orders differ from all facts by %s %s", value, currency);
            }
        });
    }
}
