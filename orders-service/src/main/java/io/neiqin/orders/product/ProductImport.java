package io.neiqin.orders.product;

import static java.util.stream.Collectors.toSet;

import io.neiqin.orders.product.Product.Price;
import io.neiqin.orders.product.Product.SupplyMode;
import io.neiqin.orders.product.ProductResource.NewProduct;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.importing.Differences;
import io.neiqin.platform.importing.ImportContext;
import io.neiqin.platform.importing.ImportKind;
import io.neiqin.platform.importing.ImportRecord;
import io.neiqin.platform.importing.Plan;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.problem.Violations;
import io.neiqin.platform.table.Column;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Products from files. */
@ApplicationScoped
class ProductImport implements ImportKind {

    private static final List<Column> COLUMNS = List.of(
            Column.text("sku", "产品编码").needed(),
            Column.text("name", "产品名称").needed(),
            Column.text("category", "类别", "产品类别").needed(),
            Column.text("spec", "规格"),
            Column.text("unit", "单位").needed(),
            Column.number("tax_rate", "税率").needed(),
            Column.number("list_price", "标价", "目录价"),
            Column.text("currency", "币种"),
            Column.number("lead_time_days", "交货天数"),
            Column.text("supply_mode", "供应方式"));

    private final Products products;
    private final Validator validator;

    ProductImport(Products products, Validator validator) {
        this.products = products;
        this.validator = validator;
    }

    @Override
    public String name() {
        return "products";
    }

    @Override
    public List<Column> columns() {
        return COLUMNS;
    }

    @Override
    public String key() {
        return "sku";
    }

    @Override
    public Set<String> roles() {
        return Set.of(Roles.CLERK, Roles.CLERK_LEAD, Roles.SALES_MANAGER);
    }

    @Override
    public Uni<List<Plan>> plan(List<ImportRecord> records, ImportContext context) {
        Set<String> skus = records.stream().map(ImportRecord::key).collect(toSet());
        return products.bySku(skus)
                .map(known -> records.stream()
                        .map(record -> Plan.attempt(() -> plan(record, known, context)))
                        .toList());
    }

    private Plan plan(ImportRecord record, Map<String, Product> known, ImportContext context) {
        NewProduct wanted = product(record, context);
        Violations.require(validator.validate(wanted));
        Product stored = known.get(record.key());
        if (stored != null) {
            return Plan.stored(differences(record, wanted.values(), stored.values()));
        }
        CommandContext command = context.on(null);
        Product product = new Product(wanted.sku(), wanted.values(), wanted.externalRef(), command.at());
        return Plan.Enter.of(product, command, List.of(product.created()));
    }

    private static NewProduct product(ImportRecord record, ImportContext context) {
        if (record.rows().size() > 1) {
            throw Problem.rule("row-invalid")
                    .at("/1/sku", "key-twice", record.first().line());
        }
        return new NewProduct(
                record.text("sku"),
                record.text("name"),
                record.text("category"),
                record.text("spec"),
                record.text("unit"),
                record.number("tax_rate"),
                days(record.number("lead_time_days")),
                supplyMode(record.text("supply_mode")),
                price(record),
                context.externalRef(record.key()));
    }

    private static Price price(ImportRecord record) {
        BigDecimal amount = record.number("list_price");
        String currency = record.text("currency");
        return amount == null ? null : new Price(amount, currency == null ? "CNY" : currency);
    }

    private static Integer days(BigDecimal number) {
        try {
            return number == null ? null : number.intValueExact();
        } catch (ArithmeticException noWholeDays) {
            throw Problem.rule("row-invalid").at("/lead_time_days", "cell-no-number", number.toPlainString());
        }
    }

    private static SupplyMode supplyMode(String text) {
        return text == null
                ? null
                : Arrays.stream(SupplyMode.values())
                        .filter(mode -> mode.name().equalsIgnoreCase(text))
                        .findFirst()
                        .orElseThrow(() -> Problem.rule("row-invalid")
                                .at("/supply_mode", "cell-none-of", Arrays.toString(SupplyMode.values())));
    }

    /** What the file leaves out is as it is. */
    private static List<String> differences(ImportRecord record, Product.Values said, Product.Values stored) {
        return new Differences()
                .compare("name", said.name(), stored.name())
                .compare("category", said.category(), stored.category())
                .compare("spec", said.spec(), stored.spec())
                .compare("unit", said.unit(), stored.unit())
                .compare("tax_rate", said.taxRate(), stored.taxRate())
                .compare("list_price", record.number("list_price"), price(stored, Price::amount))
                .compare("currency", record.text("currency"), price(stored, Price::currency))
                .compare("lead_time_days", days(record.number("lead_time_days")), stored.leadTimeDays())
                .compare("supply_mode", supplyMode(record.text("supply_mode")), stored.supplyMode())
                .columns();
    }

    private static Object price(Product.Values values, Function<Price, Object> part) {
        return values.listPrice() == null ? null : part.apply(values.listPrice());
    }
}
