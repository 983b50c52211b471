package io.neiqin.orders.print;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * What stands on a sheet that goes to a customer, whatever it was made of. Values only; how they are worded is {@link
 * Wording}'s.
 *
 * @param mark across the sheet, where it is not what it looks like; else null
 * @param number by which both sides name it
 * @param validUntil until when it binds; null where it binds without an end
 * @param customerPoNo the customer's own number of it; null for none
 * @param salespersons their names
 * @param currency ISO 4217
 * @param taxIncluded whether the unit prices contain VAT (含税)
 * @param remark may have several lines; null for none
 */
public record PrintedDocument(
        Kind kind,
        Mark mark,
        String number,
        LocalDate date,
        LocalDate validUntil,
        Customer customer,
        String customerPoNo,
        List<String> salespersons,
        String currency,
        boolean taxIncluded,
        List<Line> lines,
        Sums totals,
        String remark) {

    /** What it says of itself. */
    public enum Kind {
        /** Sales order (销售订单). */
        ORDER,
        /** Quotation (报价单). */
        QUOTATION
    }

    /** Why nobody may rely on it. */
    public enum Mark {
        /** Nothing is agreed yet (草稿). */
        DRAFT,
        /** It is no more (作废). */
        VOID
    }

    /**
     * The other side, as of the document's date.
     *
     * @param uscc unified social credit code (统一社会信用代码); null where there is none or it is not known
     */
    public record Customer(String number, String name, String uscc) {}

    /**
     * One line.
     *
     * @param spec null for none
     * @param discount fraction, 0.15 for 15 % off
     * @param taxRate fraction, 0.13 for 13 %
     */
    public record Line(
            int no,
            String sku,
            String name,
            String spec,
            String unit,
            BigDecimal quantity,
            BigDecimal unitPrice,
            BigDecimal discount,
            BigDecimal taxRate,
            Sums amounts,
            LocalDate delivery) {}

    /** Amounts at scale 2; net + tax = gross. */
    public record Sums(BigDecimal net, BigDecimal tax, BigDecimal gross) {}

    /** What fits on an upright sheet of A4 beside the texts of a line. */
    private static final BigDecimal UPRIGHT = new BigDecimal("100000000");

    /** Whether its columns need the sheet's long side. */
    public boolean isWide() {
        return isDiscounted() && delivery() == null || totals.gross().compareTo(UPRIGHT) >= 0;
    }

    /** A column of zeros says nothing. */
    public boolean isDiscounted() {
        return lines.stream().anyMatch(line -> line.discount().signum() != 0);
    }

    /** The one day on which everything is delivered; null where the lines differ. */
    public LocalDate delivery() {
        LocalDate first = lines.get(0).delivery();
        return lines.stream().map(Line::delivery).allMatch(day -> Objects.equals(day, first)) ? first : null;
    }
}
