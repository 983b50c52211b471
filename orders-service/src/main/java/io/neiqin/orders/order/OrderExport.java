package io.neiqin.orders.order;

import io.neiqin.platform.exporting.ExportColumn;
import io.neiqin.platform.exporting.ExportFilters;
import io.neiqin.platform.exporting.ExportKind;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Orders as a table: a row for each line, with what the order says repeated in it. */
@ApplicationScoped
class OrderExport implements ExportKind<OrderExport.Row> {

    /** An order may have hundreds of lines. */
    private static final int ORDERS_AT_ONCE = 50;

    /** @param salespersonNo the first one's */
    record Row(Order order, String salespersonNo, OrderView.Line line) {

        static List<Row> of(Order order) {
            String first = order.salespersons().stream()
                    .map(Attribution::employeeNo)
                    .findFirst()
                    .orElse(null);
            return order.lines().stream()
                    .sorted(Comparator.comparingInt(OrderLine::lineNo))
                    .map(line -> new Row(order, first, line.view()))
                    .toList();
        }
    }

    private static final List<ExportColumn<Row>> COLUMNS = List.of(
            ExportColumn.of("number", "订单编号", "Order no.", order(Order::number)),
            ExportColumn.of("external_system", "外部系统", "External system", origin(OrderOrigin::externalSystem)),
            ExportColumn.of("order_no", "订单号", "External id", origin(OrderOrigin::externalId)),
            ExportColumn.of("customer_number", "客户编号", "Customer no.", customer(CustomerSnapshot::number)),
            ExportColumn.of("customer_name", "客户名称", "Customer", customer(CustomerSnapshot::name)),
            ExportColumn.of("customer_po_no", "客户订单号", "Customer's order no.", terms(Terms::customerPoNo)),
            ExportColumn.of("salesperson_no", "业务员工号", "Salesperson", Row::salespersonNo),
            ExportColumn.of("channel", "来源渠道", "Channel", origin(OrderOrigin::channel)),
            ExportColumn.of("order_date", "订单日期", "Order date", origin(OrderOrigin::businessDate)),
            ExportColumn.of("required_date", "要求交期", "Required date", terms(Terms::requestedDate)),
            ExportColumn.of("status", "状态", "Status", order(Order::status)),
            ExportColumn.of("currency", "币种", "Currency", terms(Terms::currency)),
            ExportColumn.of("price_basis", "价格基准", "Price basis", terms(Terms::priceBasis)),
            ExportColumn.of("line_no", "行号", "Line no.", line(OrderView.Line::lineNo)),
            ExportColumn.of("sku", "产品编码", "SKU", line(OrderView.Line::sku)),
            ExportColumn.of("product_name", "产品名称", "Product", line(OrderView.Line::productName)),
            ExportColumn.of("spec", "规格", "Specification", line(OrderView.Line::spec)),
            ExportColumn.of("unit", "单位", "Unit", line(OrderView.Line::unit)),
            ExportColumn.of("quantity", "数量", "Quantity", line(OrderView.Line::quantity)),
            ExportColumn.of("unit_price", "单价", "Unit price", line(OrderView.Line::unitPrice)),
            ExportColumn.of("discount_rate", "折扣率", "Discount", line(OrderView.Line::discount)),
            ExportColumn.of("tax_rate", "税率", "Tax rate", line(OrderView.Line::taxRate)),
            ExportColumn.of("net", "不含税金额", "Net", line(OrderView.Line::net)),
            ExportColumn.of("tax", "税额", "Tax", line(OrderView.Line::tax)),
            ExportColumn.of("gross", "含税金额", "Gross", line(OrderView.Line::gross)),
            ExportColumn.of("line_required_date", "行要求交期", "Line's date", line(OrderView.Line::requestedDate)),
            ExportColumn.of("committed_date", "承诺交期", "Committed date", line(OrderView.Line::agreedCommittedDate)),
            ExportColumn.of("shipped", "已发数量", "Shipped", line(OrderView.Line::shipped)),
            ExportColumn.of("accepted", "已签收数量", "Accepted", line(OrderView.Line::accepted)),
            ExportColumn.of("cancelled", "已取消数量", "Cancelled", line(OrderView.Line::cancelled)));

    private final Orders orders;

    OrderExport(Orders orders) {
        this.orders = orders;
    }

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public Set<String> roles() {
        return Set.of(
                Roles.CLERK,
                Roles.CLERK_LEAD,
                Roles.STATISTICIAN,
                Roles.SALESPERSON,
                Roles.SALES_SUPERVISOR,
                Roles.SALES_MANAGER,
                Roles.SALES_DIRECTOR,
                Roles.FINANCE,
                Roles.GENERAL_MANAGER);
    }

    @Override
    public List<ExportColumn<Row>> columns() {
        return COLUMNS;
    }

    @Override
    public Set<String> filters() {
        return Set.of("status", "customerId", "salesperson", "number", "externalSystem", "externalId", "from", "to");
    }

    @Override
    public int atOnce() {
        return ORDERS_AT_ONCE;
    }

    @Override
    public Uni<Long> count(ExportFilters filters, Actor actor) {
        return orders.page(wanted(filters), actor, PageRequest.ofCount()).map(Page::total);
    }

    @Override
    public Uni<Part<Row>> part(ExportFilters filters, Actor actor, PageRequest page) {
        return orders.whole(wanted(filters), actor, page).map(found -> Part.of(found, Row::of));
    }

    private static Orders.Wanted wanted(ExportFilters filters) {
        return new Orders.Wanted(
                filters.oneOf(OrderStatus.class, "status"),
                filters.id("customerId"),
                filters.text("salesperson"),
                filters.text("number"),
                filters.text("externalSystem"),
                filters.text("externalId"),
                filters.day("from"),
                filters.day("to"));
    }

    private static Function<Row, Object> order(Function<Order, Object> value) {
        return row -> value.apply(row.order());
    }

    private static Function<Row, Object> origin(Function<OrderOrigin, Object> value) {
        return row -> value.apply(row.order().origin());
    }

    private static Function<Row, Object> customer(Function<CustomerSnapshot, Object> value) {
        return row -> value.apply(row.order().customer());
    }

    private static Function<Row, Object> terms(Function<Terms, Object> value) {
        return row -> value.apply(row.order().terms());
    }

    private static Function<Row, Object> line(Function<OrderView.Line, Object> value) {
        return row -> value.apply(row.line());
    }
}
