package io.neiqin.reporting.sales;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Splits a value by weights so that the parts add up to it again. */
final class Shares {

    private static final int GUARD_DIGITS = 12;

    private Shares() {}

    /**
     * The parts at {@code scale}, in the order of the weights. What rounding down leaves over goes, unit by unit, to
     * the largest remainders; among equal ones to the first.
     */
    static List<BigDecimal> split(BigDecimal value, int scale, List<BigDecimal> weights) {
        if (value.signum() < 0) {
            return split(value.negate(), scale, weights).stream()
                    .map(BigDecimal::negate)
                    .toList();
        }
        BigDecimal total = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        List<BigDecimal> parts = new ArrayList<>();
        List<BigDecimal> remainders = new ArrayList<>();
        for (BigDecimal weight : weights) {
            BigDecimal exact = value.multiply(weight).divide(total, scale + GUARD_DIGITS, RoundingMode.DOWN);
            BigDecimal part = exact.setScale(scale, RoundingMode.DOWN);
            parts.add(part);
            remainders.add(exact.subtract(part));
        }
        BigDecimal unit = BigDecimal.ONE.movePointLeft(scale);
        BigDecimal rest = value.subtract(parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
        List<Integer> byRemainder = IntStream.range(0, parts.size())
                .boxed()
                .sorted(Comparator.comparing(remainders::get).reversed())
                .toList();
        for (int next = 0; rest.signum() > 0; next++) {
            BigDecimal given = unit.min(rest);
            parts.set(byRemainder.get(next), parts.get(byRemainder.get(next)).add(given));
            rest = rest.subtract(given);
        }
        return parts;
    }
}
