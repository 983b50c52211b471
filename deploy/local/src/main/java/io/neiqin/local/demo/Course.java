package io.neiqin.local.demo;

import io.neiqin.local.People;
import io.neiqin.local.demo.DemoOrder.Step;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What becomes of an order of the past year: verified and confirmed within a day, shipped in one delivery or two, mostly
 * in time, accepted some days later; now and then cancelled, or a piece short. What would come after today is still open.
 */
final class Course {
    private static final double CANCELLED_EARLY = 0.025;
    private static final double CANCELLED_LATE = 0.045;
    private static final double NEXT_DAY = 0.25;
    private static final double IN_TIME = 0.92;
    private static final double TWO_DELIVERIES = 0.1;
    private static final double ONE_SHORT = 0.03;
    private static final int DAYS_BETWEEN_DELIVERIES = 4;
    private static final List<String> REASONS = List.of("客户项目延期，取消采购", "客户预算调整", "型号选错，客户重新下单");

    private final Random random;
    private final Workdays workdays;
    private final LocalDate today;

    Course(Random random, Workdays workdays, LocalDate today) {
        this.random = random;
        this.workdays = workdays;
        this.today = today;
    }

    /** @param quantities of the lines 1, 2, … */
    List<Step> of(LocalDate ordered, LocalDate requested, List<Integer> quantities) {
        List<Step> steps = new ArrayList<>();
        step(steps, "receive", null, ordered);
        step(steps, "enter", null, ordered);
        step(steps, "verify", Map.of("method", "AUTO"), ordered);
        double fate = random.nextDouble();
        LocalDate confirmed = workdays.plus(ordered, random.nextDouble() < NEXT_DAY ? 1 : 0);
        if (fate >= CANCELLED_EARLY) {
            step(steps, "confirm", null, confirmed);
        }
        if (fate < CANCELLED_LATE) {
            String reason = REASONS.get(random.nextInt(REASONS.size()));
            step(steps, "cancel", Map.of("reason", reason), workdays.plus(confirmed, 1));
        } else {
            deliveries(steps, confirmed, requested, quantities);
        }
        return steps.stream().filter(step -> !step.on().isAfter(today)).toList();
    }

    private void deliveries(List<Step> steps, LocalDate confirmed, LocalDate requested, List<Integer> quantities) {
        int shift = random.nextDouble() < IN_TIME ? -random.nextInt(4) : 1 + random.nextInt(8);
        LocalDate planned = workdays.plus(requested, shift);
        LocalDate first = planned.isBefore(confirmed) ? confirmed : planned;
        Map<Integer, Integer> all = new LinkedHashMap<>();
        for (int i = 0; i < quantities.size(); i++) {
            all.put(i + 1, quantities.get(i));
        }
        Map<Integer, Integer> later = new LinkedHashMap<>();
        if (random.nextDouble() < TWO_DELIVERIES) {
            all.forEach((line, quantity) -> later.put(line, quantity / 2));
            later.values().removeIf(quantity -> quantity == 0);
            later.forEach((line, quantity) -> all.merge(line, -quantity, Integer::sum));
        }
        delivery(steps, first, all);
        if (!later.isEmpty()) {
            delivery(steps, workdays.plus(first, DAYS_BETWEEN_DELIVERIES), later);
        }
    }

    private void delivery(List<Step> steps, LocalDate shipped, Map<Integer, Integer> quantities) {
        step(steps, "ship", lines(quantities), shipped);
        Map<Integer, Integer> good = new LinkedHashMap<>(quantities);
        if (random.nextDouble() < ONE_SHORT) {
            good.computeIfPresent(1, (line, quantity) -> quantity > 1 ? quantity - 1 : quantity);
        }
        step(steps, "accept", lines(good), workdays.plus(shipped, 1 + random.nextInt(3)));
    }

    private static Map<String, Object> lines(Map<Integer, Integer> quantities) {
        return Map.of(
                "lines",
                quantities.entrySet().stream()
                        .map(line -> Map.of(
                                "lineNo",
                                line.getKey(),
                                "quantity",
                                line.getValue().toString()))
                        .toList());
    }

    private static void step(List<Step> steps, String verb, Map<String, ?> body, LocalDate on) {
        steps.add(new Step(verb, body, People.IMPORT, on));
    }
}
