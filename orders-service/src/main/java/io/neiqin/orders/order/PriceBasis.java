package io.neiqin.orders.order;

import io.neiqin.platform.problem.Problem;
import jakarta.persistence.Embeddable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.Stream;

/** Whether a quoted unit price contains VAT (含税) or not. */
public enum PriceBasis {
    TAX_EXCLUSIVE {
        @Override
        Amounts split(BigDecimal amount, BigDecimal taxRate) {
            BigDecimal tax = amount.multiply(taxRate).setScale(2, RoundingMode.HALF_UP);
            return new Amounts(amount, tax, amount.add(tax));
        }
    },
    TAX_INCLUSIVE {
        @Override
        Amounts split(BigDecimal amount, BigDecimal taxRate) {
            BigDecimal net = amount.divide(BigDecimal.ONE.add(taxRate), 2, RoundingMode.HALF_UP);
            return new Amounts(net, amount.subtract(net), amount);
        }
    };

    /** Net, tax and gross of a line or an order; net + tax = gross, each at scale 2. */
    @Embeddable
    public record Amounts(BigDecimal net, BigDecimal tax, BigDecimal gross) {

        static final Amounts ZERO =
                new Amounts(BigDecimal.ZERO.setScale(2), BigDecimal.ZERO.setScale(2), BigDecimal.ZERO.setScale(2));

        private static final BigDecimal MAX_GROSS = new BigDecimal("1000000000000");

        /** Refuses a sum of a thousand milliards and more: nobody orders that, and the columns of sums end there. */
        static Amounts total(Stream<Amounts> lines) {
            Amounts total = lines.reduce(ZERO, Amounts::plus);
            if (total.gross.compareTo(MAX_GROSS) >= 0) {
                throw Problem.rule("order-amount-too-large");
            }
            return total;
        }

        private Amounts plus(Amounts other) {
            return new Amounts(net.add(other.net), tax.add(other.tax), gross.add(other.gross));
        }
    }

    /**
     * The money of a line: one rounding, HALF_UP to the minor unit, of quantity × unit price × (1 − discount); the other
     * two figures follow from it (VAT law practice: never round both net and tax from the gross).
     *
     * @param discount fraction, 0.15 for 15 % off
     * @param taxRate fraction, 0.13 for 13 %
     */
    Amounts amounts(BigDecimal quantity, BigDecimal unitPrice, BigDecimal discount, BigDecimal taxRate) {
        BigDecimal amount = quantity.multiply(unitPrice)
                .multiply(BigDecimal.ONE.subtract(discount))
                .setScale(2, RoundingMode.HALF_UP);
        return split(amount, taxRate);
    }

    abstract Amounts split(BigDecimal amount, BigDecimal taxRate);
}
