package io.neiqin.orders.print;

import io.neiqin.orders.order.Attribution;
import io.neiqin.orders.order.CustomerSnapshot;
import io.neiqin.orders.order.OrderOrigin;
import io.neiqin.orders.order.OrderStatus;
import io.neiqin.orders.order.OrderView;
import io.neiqin.orders.order.PriceBasis;
import io.neiqin.orders.order.PriceBasis.Amounts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** An order as the service shows it, to be printed. */
record SampleOrder(
        OrderStatus status,
        CustomerSnapshot customer,
        List<String> salespersons,
        String customerPoNo,
        String currency,
        PriceBasis basis,
        String remark,
        List<OrderView.Line> lines) {

    private static final BigDecimal RATE = new BigDecimal("0.13");

    /** Two lines for one day, one of them at a discount. */
    static SampleOrder small() {
        return new SampleOrder(
                OrderStatus.CONFIRMED,
                customer("南京秦澜水务有限公司", "91320105MAD9000094"),
                List.of("沈文博", "顾晓燕"),
                "QL-2026-118",
                "CNY",
                PriceBasis.TAX_EXCLUSIVE,
                "货到验收后 30 日内付款。\n请在送货前一天电话通知仓库。",
                List.of(
                        line(1, "QH-P100", "卧式离心泵", "IS80-65-160", "台", "2", "3680", "0.05", "2026-12-20"),
                        line(2, "QH-S500", "机械密封", null, "套", "20.5", "128.125", "0", "2026-12-20")));
    }

    /** Sixty lines for two days. */
    static SampleOrder large() {
        return large("0");
    }

    static SampleOrder large(String discount) {
        List<OrderView.Line> lines = new ArrayList<>();
        for (int no = 1; no <= 60; no++) {
            lines.add(line(
                    no,
                    "QH-V" + (200 + no),
                    "闸阀",
                    "Z41H-16C DN" + (15 + 5 * no),
                    "只",
                    Integer.toString(no),
                    (100 + no) + ".5",
                    discount,
                    no <= 40 ? "2026-12-20" : "2027-01-15"));
        }
        return small().of(lines).withoutNotes();
    }

    /** Every text that a person can type is an attempt to be more than a text. */
    static SampleOrder hostile() {
        String script = "<script>alert(\"1\")</script>";
        return new SampleOrder(
                OrderStatus.CONFIRMED,
                new CustomerSnapshot(
                        UUID.fromString("01890000-0000-7000-8000-000000000001"),
                        "<b>C-1</b>",
                        script + " & 'Söhne' {document.number}",
                        "\"><img src=x onerror=alert(1)>",
                        "CN",
                        null,
                        null,
                        null,
                        "E006"),
                List.of("<i>沈</i>", "{say.word('title')}"),
                "</title></style><script src=//evil.example/x.js></script>",
                "CNY",
                PriceBasis.TAX_EXCLUSIVE,
                "{#include document.html /}\n<!-- -->\n]]>\n</div></body>",
                List.of(line(
                        1,
                        "\" onclick=\"alert(1)",
                        "<svg/onload=alert(1)>",
                        "<a href=javascript:alert(1)>规格</a>",
                        "<u>台</u>",
                        "1",
                        "1",
                        "0.1",
                        "2026-12-20")));
    }

    SampleOrder in(OrderStatus other) {
        return new SampleOrder(other, customer, salespersons, customerPoNo, currency, basis, remark, lines);
    }

    SampleOrder in(String otherCurrency) {
        return new SampleOrder(status, customer, salespersons, customerPoNo, otherCurrency, basis, remark, lines);
    }

    SampleOrder on(PriceBasis other) {
        return new SampleOrder(status, customer, salespersons, customerPoNo, currency, other, remark, lines);
    }

    private SampleOrder of(List<OrderView.Line> others) {
        return new SampleOrder(status, customer, salespersons, customerPoNo, currency, basis, remark, others);
    }

    private SampleOrder withoutNotes() {
        return new SampleOrder(
                status, customer("宁波东澜船舶修造有限公司", null), salespersons, null, currency, basis, null, lines);
    }

    OrderView view() {
        return new OrderView(
                UUID.fromString("01890000-0000-7000-8000-000000000002"),
                1,
                "SO20261121-000123",
                status,
                null,
                null,
                customer,
                salespersons.stream()
                        .map(name -> new Attribution("E006", name, null, "华东", new BigDecimal("50")))
                        .toList(),
                OrderOrigin.Channel.PHONE,
                "call 17",
                List.of(),
                remark,
                customerPoNo,
                currency,
                basis,
                LocalDate.of(2026, 12, 20),
                lines,
                total(),
                List.of(),
                null,
                null,
                LocalDate.of(2026, 11, 21),
                null,
                null,
                "E001",
                null,
                List.of());
    }

    private Amounts total() {
        return lines.stream()
                .map(line -> new Amounts(line.net(), line.tax(), line.gross()))
                .reduce((a, b) -> new Amounts(
                        a.net().add(b.net()), a.tax().add(b.tax()), a.gross().add(b.gross())))
                .orElseThrow();
    }

    private static CustomerSnapshot customer(String name, String uscc) {
        UUID id = UUID.fromString("01890000-0000-7000-8000-000000000001");
        return new CustomerSnapshot(id, "C000017", name, uscc, "CN", "华东", "供水", "VIP", "E006");
    }

    private static OrderView.Line line(
            int no,
            String sku,
            String name,
            String spec,
            String unit,
            String quantity,
            String price,
            String discount,
            String delivery) {
        BigDecimal net = new BigDecimal(quantity)
                .multiply(new BigDecimal(price))
                .multiply(BigDecimal.ONE.subtract(new BigDecimal(discount)))
                .setScale(2, RoundingMode.HALF_UP);
        BigDecimal tax = net.multiply(RATE).setScale(2, RoundingMode.HALF_UP);
        LocalDate day = LocalDate.parse(delivery);
        return new OrderView.Line(
                no,
                sku,
                name,
                "水泵",
                spec,
                unit,
                "STOCK",
                new BigDecimal(quantity),
                new BigDecimal(price),
                new BigDecimal(discount),
                RATE,
                net,
                tax,
                net.add(tax),
                day,
                day,
                day,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO);
    }
}
