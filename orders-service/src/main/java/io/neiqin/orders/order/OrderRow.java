package io.neiqin.orders.order;

import io.neiqin.orders.customer.KnownCustomer;
import io.neiqin.platform.importing.Differences;
import io.neiqin.platform.importing.ImportContext;
import io.neiqin.platform.importing.ImportRecord;
import io.neiqin.platform.organisation.Organisation.PersonOnDay;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.table.Column;
import io.neiqin.platform.table.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** An order as it stands in a file: rows with a line each, and with what is said of the order in each or in the first. */
record OrderRow(ImportRecord record) {

    static final String KEY = "order_no";

    static final List<Column> COLUMNS = List.of(
            Column.text(KEY, "订单号").needed(),
            Column.text("customer_code", "客户编码", "customer_number", "客户编号").neededOnce(),
            Column.text("customer_po_no", "客户采购单号", "客户订单号"),
            Column.text("salesperson_no", "销售员工号", "业务员工号"),
            Column.date("order_date", "下单日期", "订单日期"),
            Column.date("requested_date", "要求交期", "required_date").neededOnce(),
            Column.date("shipped_date", "发货日期"),
            Column.text("currency", "币种"),
            Column.text("price_basis", "价格口径", "价格基准"),
            Column.text("sku", "产品编码").needed(),
            Column.number("quantity", "数量").needed(),
            Column.number("unit_price", "单价").needed(),
            Column.number("discount", "折扣", "discount_rate", "折扣率"),
            Column.number("tax_rate", "税率"),
            Column.text("remark", "备注"));

    private static final Map<String, PriceBasis> BASES = Map.of(
            "TAX_EXCLUSIVE", PriceBasis.TAX_EXCLUSIVE,
            "不含税", PriceBasis.TAX_EXCLUSIVE,
            "TAX_INCLUSIVE", PriceBasis.TAX_INCLUSIVE,
            "含税", PriceBasis.TAX_INCLUSIVE);

    String key() {
        return record.key();
    }

    String customerCode() {
        return record.text("customer_code");
    }

    /** Null for today. */
    LocalDate orderedOn() {
        return record.date("order_date");
    }

    /** Null where it was not. */
    LocalDate shippedOn() {
        return record.date("shipped_date");
    }

    LocalDate day(ImportContext context) {
        return orderedOn() == null ? context.today() : orderedOn();
    }

    Stream<String> skus() {
        return record.rows().stream().map(row -> row.text("sku"));
    }

    /** Who sells it: the customer's owner where nobody is named. */
    Stream<PersonOnDay> sellers(Map<String, KnownCustomer> customers, ImportContext context) {
        String named = record.text("salesperson_no");
        KnownCustomer customer = customers.get(customerCode());
        String seller = named == null && customer != null ? customer.ownerNo() : named;
        return Stream.ofNullable(seller).map(no -> new PersonOnDay(no, day(context)));
    }

    void requireOneVoice() {
        record.requireOneVoice(
                List.of("customer_code", "customer_po_no", "salesperson_no", "currency", "price_basis", "remark"),
                List.of("order_date", "shipped_date"));
    }

    /** @param known SKUs */
    void requireProducts(Set<String> known) {
        Problem wrong = Problem.rule("row-invalid");
        for (int i = 0; i < record.rows().size(); i++) {
            String sku = record.rows().get(i).text("sku");
            if (!known.contains(sku)) {
                wrong.at("/" + i + "/sku", "unknown-product", sku);
            }
        }
        wrong.throwIfAny();
    }

    OrderRequest request(UUID customer, ImportContext context) {
        String seller = record.text("salesperson_no");
        return new OrderRequest(
                customer,
                OrderOrigin.Channel.IMPORT,
                context.source() + ":" + key(),
                record.text("customer_po_no"),
                record.text("currency"),
                priceBasis(),
                record.date("requested_date"),
                seller == null ? null : List.of(new OrderRequest.Share(seller, new BigDecimal(100))),
                record.rows().stream().map(OrderRow::line).toList(),
                record.text("remark"),
                context.externalRef(key()));
    }

    private PriceBasis priceBasis() {
        String basis = record.text("price_basis");
        if (basis != null && !BASES.containsKey(basis)) {
            throw Problem.rule("row-invalid").at("/price_basis", "cell-none-of", String.join(", ", BASES.keySet()));
        }
        return basis == null ? null : BASES.get(basis);
    }

    private static OrderRequest.Line line(Row row) {
        return new OrderRequest.Line(
                row.text("sku"),
                row.number("quantity"),
                row.number("unit_price"),
                row.number("discount"),
                row.number("tax_rate"),
                row.date("requested_date"));
    }

    /** In which columns it says something else than the order that is stored under its number. */
    List<String> differences(Order stored, Map<String, KnownCustomer> customers, Map<UUID, UUID> survivors) {
        KnownCustomer customer = customers.get(customerCode());
        UUID said = customer == null ? new UUID(0, 0) : customer.id();
        Differences differences = new Differences()
                .compare(
                        "customer_code",
                        said,
                        survivors.getOrDefault(
                                stored.customer().id(), stored.customer().id()))
                .compare(
                        "customer_po_no",
                        record.text("customer_po_no"),
                        stored.terms().customerPoNo())
                .compare("currency", record.text("currency"), stored.terms().currency())
                .compare("price_basis", priceBasis(), stored.terms().priceBasis())
                .compare("remark", record.text("remark"), stored.origin().remark())
                .compare("order_date", orderedOn(), stored.origin().businessDate())
                .compare(
                        "salesperson_no",
                        record.text("salesperson_no"),
                        stored.salespersons().get(0).employeeNo())
                .compare(
                        "shipped_date",
                        shippedOn() == null ? null : true,
                        stored.lines().stream().allMatch(OrderLine::hasShipped));
        if (stored.lines().size() != record.rows().size()) {
            return differences
                    .compare("sku", record.rows().size(), stored.lines().size())
                    .columns();
        }
        for (int i = 0; i < record.rows().size(); i++) {
            compareLine(
                    differences, i, record.rows().get(i), stored.lines().get(i).asSource());
        }
        return differences.columns();
    }

    private static void compareLine(Differences differences, int place, Row row, OrderSource.Line stored) {
        String at = place + "/";
        differences
                .compare(at + "sku", row.text("sku"), stored.sku())
                .compare(at + "quantity", row.number("quantity"), stored.quantity())
                .compare(at + "unit_price", row.number("unit_price"), stored.unitPrice())
                .compare(at + "discount", row.number("discount"), stored.discount())
                .compare(at + "tax_rate", row.number("tax_rate"), stored.taxRate())
                .compare(at + "requested_date", row.date("requested_date"), stored.requestedDate());
    }
}
